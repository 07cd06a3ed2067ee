using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>The mapped cells, lots in sheet order and cells in file order.</summary>
/// <param name="Barcodes">Name of each cell in its file.</param>
/// <param name="Lots">Index of each cell's lot among the mapped lots.</param>
/// <param name="TotalCounts">Counts over the reference's genes.</param>
/// <param name="DetectedGenes">Genes of the reference with a count.</param>
/// <param name="MitoPercent">Mitochondrial percentage, 0-100.</param>
/// <param name="Labels">Per resolution and cell, the cluster; -1 where it was refused.</param>
/// <param name="Scores">Share of votes of the label before any is refused, at the main resolution.</param>
/// <param name="Margins">Difference of the largest share and the next, at the main resolution.</param>
/// <param name="Distances">How far each cell is from the reference.</param>
/// <param name="MappingScores">Seurat's mapping score, or null where the method has none.</param>
/// <param name="Verdicts">Verdict of each cell at the main resolution.</param>
/// <param name="Embedding">cells x dimensions, float32: the cells in the reference's embedding.</param>
/// <param name="Layout">cells x 2: places on the reference's map, float32.</param>
public sealed record MappedCells(
    string[] Barcodes, int[] Lots, double[] TotalCounts, int[] DetectedGenes, double[] MitoPercent, int[][] Labels,
    double[] Scores, double[] Margins, double[] Distances, double[]? MappingScores, CellVerdict[] Verdicts, DenseMatrix<float> Embedding, DenseMatrix<float> Layout)
{
    /// <summary>Number of cells.</summary>
    public int Count => Barcodes.Length;
}
