namespace GpuCqa.Statistics;

/// <summary>Units sorted by block, so that those of a block stand side by side.</summary>
internal sealed class ExchangeBlocks
{
    private readonly int[] order;

    private ExchangeBlocks(int[] order, int[] blockOf)
    {
        this.order = order;
        BlockOf = blockOf;
    }

    /// <summary>Block of each unit in sorted order, 0 to the number of blocks less one, ascending.</summary>
    public int[] BlockOf { get; }

    /// <summary>Sorts the units; those of a block keep their order.</summary>
    /// <param name="blockOf">Per unit, its block; null = one for all.</param>
    /// <param name="units">Number of units.</param>
    public static ExchangeBlocks Of(IReadOnlyList<int>? blockOf, int units)
    {
        int[] blocks = [.. blockOf ?? new int[units]];
        int[] known = [.. blocks.Distinct().Order()], order = [.. Enumerable.Range(0, units).OrderBy(u => blocks[u])];
        return new ExchangeBlocks(order, [.. order.Select(u => Array.IndexOf(known, blocks[u]))]);
    }

    /// <summary>Values in sorted order.</summary>
    public double[] Sorted(double[] values) => Array.ConvertAll(order, u => values[u]);

    /// <summary>Residual ranks of units in sorted order.</summary>
    /// <param name="covariates">Covariates in the order of the units.</param>
    public PartialRanks Ranks(IReadOnlyList<double[]> covariates) => new(BlockOf, [.. covariates.Select(Sorted)]);
}
