using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>What is kept of the cells of a lot once it is mapped; one entry a cell but for the labels, which have a list a resolution.</summary>
internal sealed record MappedPart(
    string[] Barcodes, double[] Totals, int[] DetectedGenes, double[] MitoPercent, int[][] Labels, double[] Scores, double[] Margins, double[] Distances, double[]? MappingScores,
    CellVerdict[] Verdicts, DenseMatrix<float> Embedding, DenseMatrix<float> Layout, IReadOnlyList<Anchor>? Anchors);
