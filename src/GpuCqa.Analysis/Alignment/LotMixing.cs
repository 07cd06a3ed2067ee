namespace GpuCqa.Analysis.Alignment;

/// <summary>How far the cells of each lot lie where the cells of the other lots lie.</summary>
/// <param name="Overlaps">lots x lots: share of the row lot's sampled cells inside the column lot, over the share expected of the column lot's own cells; NaN on the diagonal and where a lot has too few cells to tell.</param>
/// <param name="LotMedians">Median, over the other lots, of the overlap in both directions; NaN for a lot that cannot be compared.</param>
/// <param name="Value">The measure: the smallest of the lots' medians. About 1 = every lot lies within the others, 0 = some lot lies apart. NaN when there is nothing to compare.</param>
/// <param name="WorstLot">The lot that has it; -1 when there is nothing to compare.</param>
public sealed record LotMixing(double[,] Overlaps, double[] LotMedians, double Value, int WorstLot);
