namespace GpuCqa.Pipelines.Scoring;

/// <summary>Whether a planted program of the hidden state shows in the genes that are called for the cluster most like it.</summary>
/// <param name="Program">Program.</param>
/// <param name="Up">Whether its genes are higher in the state; a program with both has two entries.</param>
/// <param name="Genes">Its genes among the kept ones.</param>
/// <param name="Called">Those called in this direction with the lots as replicates.</param>
/// <param name="PAdjusted">Over-representation: hypergeometric upper tail with the kept genes as background, Benjamini and Hochberg over all planted programs of all states in the direction.</param>
public sealed record ProgramScore(string Program, bool Up, int Genes, int Called, double PAdjusted)
{
    /// <summary>False discovery rate at which a program counts as found.</summary>
    public const double Rate = 0.05;

    /// <summary>Whether it is found.</summary>
    public bool Found => PAdjusted <= Rate;
}
