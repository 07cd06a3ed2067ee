namespace GpuCqa.Statistics;

/// <summary>What the design can show, known before any cell is read.</summary>
/// <param name="Lots">Lots with every readout.</param>
/// <param name="Orders">Number of distinct orders of the lots, n! / prod(t!) over lots that are equal in every readout; with blocks the product over these.</param>
/// <param name="Exact">True when all orders are enumerated.</param>
/// <param name="Permutations">Orders evaluated: all distinct ones when exact, the Monte Carlo number otherwise.</param>
/// <param name="SmallestP">Smallest two-sided p a single cluster can reach, over the readouts.</param>
/// <param name="CanReachAlpha">Whether <paramref name="SmallestP"/> is at most alpha.</param>
/// <param name="Sentence">The statement in words.</param>
public sealed record DesignStatement(int Lots, double Orders, bool Exact, long Permutations, double SmallestP, bool CanReachAlpha, string Sentence)
{
    /// <summary>How orders are restricted; null when every lot changes places with every other. With units <see cref="Lots"/> counts these.</summary>
    public DesignRestriction? Restriction { get; init; }
}
