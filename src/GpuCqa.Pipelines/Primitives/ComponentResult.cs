using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Principal components of one dataset.</summary>
/// <param name="Genes">Kept genes.</param>
/// <param name="Barcodes">Used cells, in order.</param>
/// <param name="Totals">Counts of each cell over the kept genes.</param>
/// <param name="DetectedGenes">Detected genes of each cell.</param>
/// <param name="Variability">vst statistics of every kept gene; empty where genes were not selected by them.</param>
/// <param name="Selected">Kept genes that were selected, in rank order, those that do not vary too.</param>
/// <param name="Model">The model.</param>
/// <param name="Embedding">cells x components, float32.</param>
public sealed record ComponentResult(
    FeatureTable Genes, string[] Barcodes, double[] Totals, int[] DetectedGenes, IReadOnlyList<VariableGene> Variability, int[] Selected, PcaModel Model, DenseMatrix<float> Embedding);
