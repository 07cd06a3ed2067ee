using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Components;

/// <summary>The selected genes that vary, and how their normalized values are scaled.</summary>
/// <param name="Genes">Indices among the kept genes, in rank order.</param>
/// <param name="Means">Subtracted from each.</param>
/// <param name="Deviations">Each is divided by it.</param>
/// <param name="Clip">Scaled values above this are set to it.</param>
public sealed record ScaledGenes(int[] Genes, double[] Means, double[] Deviations, double Clip)
{
    /// <summary>Drops genes that do not vary, as in Seurat's PrepDR.</summary>
    /// <param name="genes">Selected genes, in rank order.</param>
    /// <param name="moments">Moments of their normalized values.</param>
    /// <param name="scaling">What is done to each gene.</param>
    /// <exception cref="PreconditionException">Fewer than two of the genes vary.</exception>
    public static ScaledGenes Of(int[] genes, ColumnMoments moments, PcaScaling scaling)
    {
        // A column of equal values has a variance of rounding error, not of 0, where it is summed.
        int[] varying = Enumerable.Range(0, genes.Length).Where(g => moments.Variance(g) > 1e-12 * moments.SquareSums[g] / moments.Rows).ToArray();
        if (varying.Length < 2) throw new PreconditionException($"Only {varying.Length} of the {genes.Length} selected genes vary between cells; principal components need two.");
        double[] means = varying.Select(moments.Mean).ToArray(), deviations = varying.Select(g => Math.Sqrt(moments.Variance(g))).ToArray();
        if (!scaling.Center) Array.Clear(means);
        if (!scaling.Scale) Array.Fill(deviations, 1);
        return new ScaledGenes(varying.Select(g => genes[g]).ToArray(), means, deviations, scaling.Clip);
    }
}
