using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Shards;

/// <summary>The kept cells of a cohort without their values.</summary>
/// <param name="Genes">The kept genes.</param>
/// <param name="Barcodes">Name of each cell.</param>
/// <param name="LotOfCell">Lot of each cell.</param>
/// <param name="Totals">Sum of each cell's values over the kept genes.</param>
/// <param name="DetectedGenes">Genes with a count in each cell.</param>
/// <param name="MitoPercent">Mitochondrial percentage of each cell.</param>
/// <param name="Lots">What was read and removed, per lot.</param>
/// <param name="Thresholds">Limits of each lot.</param>
/// <param name="Join">How genes were joined.</param>
public sealed record CellFrame(
    FeatureTable Genes, string[] Barcodes, int[] LotOfCell, double[] Totals, int[] DetectedGenes, double[] MitoPercent, IReadOnlyList<LotResult> Lots, IReadOnlyList<QcThresholds> Thresholds, GeneJoin Join)
{
    /// <summary>The same with the values: what a discovery that reads the cells itself has after quality control.</summary>
    /// <param name="blocks">cells x genes, packed, in cell order.</param>
    public FilteredCells With(BlockShelf blocks) => new(blocks, CellModality.Counts, Genes, Barcodes, LotOfCell, Totals, DetectedGenes, MitoPercent, Lots, Thresholds, Join);
}
