using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Normalized values of consecutive cells.</summary>
/// <param name="Barcodes">Names of the cells.</param>
/// <param name="Totals">Counts of each cell over all genes.</param>
/// <param name="DetectedGenes">Genes with a count in each cell.</param>
/// <param name="Values">cells x genes that were asked for, CSR, float64, zeros dropped.</param>
/// <param name="Scale">Total to which cells were scaled.</param>
public sealed record NormalizedBlock(string[] Barcodes, double[] Totals, int[] DetectedGenes, CsrMatrix<double> Values, double Scale);
