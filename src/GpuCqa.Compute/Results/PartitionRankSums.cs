namespace GpuCqa.Compute;

/// <summary>Rank sums of genes per group of one partition.</summary>
/// <param name="Groups">Number of groups.</param>
/// <param name="Sizes">Cells of each group.</param>
/// <param name="DoubledRankSums">genes x groups, row-major: twice the sum of the midranks (1-based) of the group's cells; an exact integer.</param>
/// <param name="NonZeros">genes x groups, row-major: cells of the group with a value above zero.</param>
public sealed record PartitionRankSums(int Groups, int[] Sizes, long[] DoubledRankSums, int[] NonZeros)
{
    /// <summary>Sum of midranks of a gene in a group.</summary>
    public double RankSum(int gene, int group) => 0.5 * DoubledRankSums[((long)gene * Groups) + group];

    /// <summary>Cells of a group in which a gene is above zero.</summary>
    public int NonZeroCells(int gene, int group) => NonZeros[((long)gene * Groups) + group];
}
