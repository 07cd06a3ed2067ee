using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>How a family is permuted.</summary>
public sealed record MaxTOptions
{
    /// <summary>Largest number of lots for which all orders are evaluated; at most <see cref="PermutationPlan.MaximumExactLots"/>.</summary>
    public int ExactLots { get; init; } = 11;

    /// <summary>Permutations drawn above <see cref="ExactLots"/>.</summary>
    public long Permutations { get; init; } = 1_000_000;

    /// <summary>Seed of the drawn permutations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether minP is computed beside maxT; possible up to <see cref="SpearmanNull.MaximumLots"/> lots.</summary>
    public bool MinP { get; init; }

    /// <summary>The orders to evaluate for a number of lots.</summary>
    /// <exception cref="InvalidParameterException">When an option is out of range.</exception>
    public PermutationPlan PlanFor(int lots)
    {
        if (ExactLots is < 0 or > PermutationPlan.MaximumExactLots) throw new InvalidParameterException($"All orders are evaluated up to {PermutationPlan.MaximumExactLots} lots; expected 0 to {PermutationPlan.MaximumExactLots}, found {ExactLots}.");
        if (lots <= ExactLots) return PermutationPlan.Exact(lots);
        if (Permutations < 1) throw new InvalidParameterException($"Expected at least one permutation; found {Permutations}.");
        return PermutationPlan.MonteCarlo(lots, Permutations, Seed);
    }
}
