using GpuCqa.Analysis.Mapping;

namespace GpuCqa.Service.References.Labels;

/// <summary>Labels of some cells; the first index is the resolution.</summary>
/// <param name="Nearest">Cluster with most votes, whatever the verdict; -1 where no reference cell voted.</param>
/// <param name="Scores">Share of the votes for it, 0 to 1.</param>
/// <param name="Margins">That share less the next largest.</param>
/// <param name="Verdicts">Whether the label stands.</param>
/// <param name="Distances">Per cell, how far it is from the reference's cells.</param>
public sealed record CellLabels(int[][] Nearest, double[][] Scores, double[][] Margins, CellVerdict[][] Verdicts, double[] Distances);
