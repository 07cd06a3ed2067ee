namespace GpuCqa.Compute;

/// <summary>Per-row sums of a block of cells.</summary>
/// <param name="Totals">Sum of each row.</param>
/// <param name="NonZeros">Entries of each row that are not zero.</param>
/// <param name="MarkedTotals">Sum of each row over the marked columns; zeros when none were marked.</param>
public sealed record RowStatistics(double[] Totals, int[] NonZeros, double[] MarkedTotals);
