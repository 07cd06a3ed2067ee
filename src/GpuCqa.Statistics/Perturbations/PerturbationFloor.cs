using GpuCqa.Core.Texts;

namespace GpuCqa.Statistics;

/// <summary>What a number of lots can show at best, said before anything is tested.</summary>
/// <param name="Lots">Lots.</param>
/// <param name="Genes">Genes of the family, the positive control not counted.</param>
/// <param name="SignFlip">Smallest two-sided p over all sign patterns, 2 / 2^lots.</param>
/// <param name="Needed">Fewest lots whose sign patterns reach the level for one gene.</param>
/// <param name="NeededFamily">The same for the best of the family by Holm.</param>
/// <param name="Alpha">The level.</param>
public sealed record PerturbationFloor(int Lots, int Genes, double SignFlip, int Needed, int NeededFamily, double Alpha)
{
    /// <summary>The floor of a design.</summary>
    public static PerturbationFloor Of(int lots, int genes, double alpha)
    {
        int needed(double level) => (int)Math.Ceiling(Math.Log2(2 / level) - 1e-12);
        return new PerturbationFloor(lots, genes, Math.Min(1, Math.Pow(2, 1 - lots)), needed(alpha), needed(alpha / Math.Max(1, genes)), alpha);
    }

    /// <summary>In one sentence.</summary>
    public string Sentence => FormattableString.Invariant($"Design: {Counted.Of(Lots, "lot")} and {Counted.Of(Genes, "gene")} beside the positive control. Over all sign patterns of the lots no two-sided p can be below {SignFlip:0.####}; {Needed} lots reach {Alpha} for one gene and {NeededFamily} for the best of {Genes}. ")
        + (SignFlip <= Alpha ? "" : FormattableString.Invariant($"With {Counted.Of(Lots, "lot")} a call rests on the t tests, which assume normal log-ratios."));
}
