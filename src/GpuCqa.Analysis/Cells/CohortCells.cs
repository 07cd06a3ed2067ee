using GpuCqa.Analysis.Results;

namespace GpuCqa.Analysis.Cells;

/// <summary>The cells of a cohort after QC, and what QC did.</summary>
/// <param name="Cells">The kept cells.</param>
/// <param name="Lots">What was read and removed, per lot.</param>
/// <param name="Thresholds">Limits of each lot.</param>
/// <param name="Join">How genes were joined.</param>
public sealed record CohortCells(CellStore Cells, IReadOnlyList<LotResult> Lots, IReadOnlyList<QcThresholds> Thresholds, GeneJoin Join);
