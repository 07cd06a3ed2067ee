using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>How a family is permuted.</summary>
public sealed record MaxTOptions
{
    /// <summary>Largest number of lots for which all orders are evaluated, whatever their readouts; at most <see cref="PermutationPlan.MaximumExactLots"/>.</summary>
    public int ExactLots { get; init; } = 11;

    /// <summary>Above <see cref="ExactLots"/> lots: most distinct orders that are all evaluated where lots tie in the readouts or stay within blocks; at most <see cref="PermutationPlan.MaximumExactOrders"/>.</summary>
    public long ExactOrders { get; init; } = PermutationPlan.MaximumExactOrders;

    /// <summary>Permutations drawn where not all orders are evaluated.</summary>
    public long Permutations { get; init; } = 1_000_000;

    /// <summary>Seed of the drawn permutations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Per lot, the block that it stays in; null = all may change places.</summary>
    public IReadOnlyList<int>? BlockOf { get; init; }

    /// <summary>Covariates x lots that both sides are adjusted for.</summary>
    public IReadOnlyList<double[]> Covariates { get; init; } = [];

    /// <summary>Whether all lots change places, unadjusted.</summary>
    public bool IsFree => (BlockOf is null || BlockOf.Distinct().Count() < 2) && Covariates.Count == 0;

    /// <summary>Whether minP is computed beside maxT; possible up to <see cref="SpearmanNull.MaximumLots"/> lots.</summary>
    public bool MinP { get; init; }

    /// <summary>The orders to evaluate for a design.</summary>
    /// <param name="readouts">All readouts that are permuted jointly, one value per lot each; lots equal in all of them are interchangeable.</param>
    /// <exception cref="InvalidParameterException">When an option is out of range.</exception>
    public PermutationPlan PlanFor(IReadOnlyList<double[]> readouts)
    {
        if (ExactLots is < 0 or > PermutationPlan.MaximumExactLots) throw new InvalidParameterException($"All orders are evaluated up to {PermutationPlan.MaximumExactLots} lots; expected 0 to {PermutationPlan.MaximumExactLots}, found {ExactLots}.");
        if (ExactOrders is < 0 or > PermutationPlan.MaximumExactOrders) throw new InvalidParameterException($"Up to {PermutationPlan.MaximumExactOrders} distinct orders are all evaluated; expected 0 to {PermutationPlan.MaximumExactOrders}, found {ExactOrders}.");
        if (!IsFree) return RestrictedPlan(readouts);
        int[] classes = ReadoutClasses.Of(readouts);
        bool tied = classes.Length > 0 && classes.Max() < classes.Length - 1;
        if (classes.Length <= ExactLots || (tied && PermutationPlan.CountOrders(classes) <= ExactOrders)) return PermutationPlan.Exact(classes);
        RequireDrawn();
        return PermutationPlan.MonteCarlo(classes.Length, Permutations, Seed);
    }

    // In the order of the blocks. Adjusted readouts of lots that tie need not tie, so that ties are not used with covariates.
    private PermutationPlan RestrictedPlan(IReadOnlyList<double[]> readouts)
    {
        int lots = readouts[0].Length;
        ExchangeBlocks blocks = ExchangeBlocks.Of(BlockOf, lots);
        int[] classes = Covariates.Count > 0 ? [.. Enumerable.Range(0, lots)] : ReadoutClasses.Of([.. readouts.Select(blocks.Sorted)]);
        // Without blocks a covariate makes p approximate anyhow; all orders of many lots would be waiting for nothing.
        bool blocked = blocks.BlockOf[^1] > 0;
        if (lots <= ExactLots || (blocked && PermutationPlan.CountOrders(classes, blocks.BlockOf) <= ExactOrders)) return PermutationPlan.Exact(classes, blocks.BlockOf);
        RequireDrawn();
        return PermutationPlan.MonteCarlo(lots, Permutations, Seed, blocks.BlockOf);
    }

    private void RequireDrawn()
    {
        if (Permutations < 1) throw new InvalidParameterException($"Expected at least one permutation; found {Permutations}.");
    }
}
