using GpuCqa.Analysis.Mapping;

namespace GpuCqa.Analysis.Refusals;

/// <summary>The verdicts on the cells of one lot.</summary>
/// <param name="Labels">Per resolution and cell, the label that stands; -1 = unassigned.</param>
/// <param name="Verdicts">Per resolution and cell.</param>
/// <param name="Distances">Per cell, on the scale of the calibration: 0 = as the median left-out cell, 1 = as the 99th percentile.</param>
/// <param name="Lot">The lot as a whole.</param>
public sealed record Judgement(int[][] Labels, CellVerdict[][] Verdicts, double[] Distances, LotVerdict Lot);
