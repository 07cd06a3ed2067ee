using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Results;

/// <summary>The cells that passed QC, in cohort order: lots in sheet order, cells in file order.</summary>
/// <param name="Barcodes">Name of each cell in its file.</param>
/// <param name="Lots">Index of each cell's lot in <see cref="Populations.PopulationMap.Lots"/>.</param>
/// <param name="TotalCounts">Counts per cell (sum of values for image features).</param>
/// <param name="DetectedGenes">Genes with a count above zero.</param>
/// <param name="MitoPercent">Mitochondrial percentage, 0-100.</param>
/// <param name="Layout">cells x 2, UMAP coordinates, float32.</param>
public sealed record CellTable(string[] Barcodes, int[] Lots, double[] TotalCounts, int[] DetectedGenes, double[] MitoPercent, DenseMatrix<float> Layout)
{
    /// <summary>Number of cells.</summary>
    public int Count => Barcodes.Length;
}
