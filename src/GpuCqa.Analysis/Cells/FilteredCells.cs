using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Cells;

/// <summary>What quality control left of a cohort, wherever it will be computed with.</summary>
/// <param name="Blocks">Raw values, cells x genes, in cell order, packed.</param>
/// <param name="Modality">What the values are.</param>
/// <param name="Genes">The kept genes.</param>
/// <param name="Barcodes">Name of each cell.</param>
/// <param name="LotOfCell">Lot of each cell.</param>
/// <param name="Totals">Sum of each cell's values over the kept genes.</param>
/// <param name="DetectedGenes">Genes with a count in each cell.</param>
/// <param name="MitoPercent">Mitochondrial percentage of each cell.</param>
/// <param name="Lots">What was read and removed, per lot.</param>
/// <param name="Thresholds">Limits of each lot.</param>
/// <param name="Join">How genes were joined.</param>
public sealed record FilteredCells(
    BlockShelf Blocks, CellModality Modality, FeatureTable Genes, string[] Barcodes, int[] LotOfCell, double[] Totals, int[] DetectedGenes, double[] MitoPercent,
    IReadOnlyList<LotResult> Lots, IReadOnlyList<QcThresholds> Thresholds, GeneJoin Join);
