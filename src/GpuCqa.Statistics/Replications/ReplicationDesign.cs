namespace GpuCqa.Statistics;

/// <summary>What one set can and cannot show of one hypothesis, known from its readouts before a cell is read.</summary>
/// <param name="Set">The set.</param>
/// <param name="Hypothesis">The hypothesis.</param>
/// <param name="Lots">Lots with the readout.</param>
/// <param name="Distinct">Distinct orders of these, n! / prod(t!) over lots with equal readouts.</param>
/// <param name="SmallestP">Smallest one-sided p that any fraction can reach; NaN with a constant readout or fewer than two lots.</param>
/// <param name="CanReachAlpha">Whether that is at most alpha.</param>
/// <param name="CriticalRho">Smallest rho, for fractions that all differ, whose p is at most alpha; NaN where there is none.</param>
/// <param name="AssumedRho">True Spearman correlation that <paramref name="Power"/> is given for.</param>
/// <param name="Power">Probability that the set replicates a claim that is true with the assumed correlation, simulated: lots drawn from a Gaussian copula with this Spearman correlation, readouts with the ties of this design.</param>
/// <param name="ChanceOfLargeRho">Probability of a rho of at least the assumed one by chance alone, over all orders.</param>
/// <param name="Sentence">The statement in words.</param>
public sealed record ReplicationDesign(
    string Set, string Hypothesis, int Lots, double Distinct, double SmallestP, bool CanReachAlpha, double CriticalRho, double AssumedRho, double Power, double ChanceOfLargeRho, string Sentence)
{
    /// <summary>Correlation that power is given for unless another is asked for.</summary>
    public const double UsualRho = 0.8;
}
