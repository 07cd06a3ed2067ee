namespace GpuCqa.Analysis.Results;

/// <summary>Variance-stabilized statistics of one gene (Seurat's vst on raw counts).</summary>
/// <param name="Gene">Index of the gene among the kept genes.</param>
/// <param name="Mean">Mean count.</param>
/// <param name="Variance">Variance of counts (n - 1).</param>
/// <param name="ExpectedVariance">Variance expected at this mean, by loess.</param>
/// <param name="StandardizedVariance">Variance of clipped standardized counts.</param>
public sealed record VariableGene(int Gene, double Mean, double Variance, double ExpectedVariance, double StandardizedVariance);
