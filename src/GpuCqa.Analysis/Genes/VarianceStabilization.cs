using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Genes;

/// <summary>Seurat's vst: which genes vary more than genes of their mean do (Stuart et al., Cell 2019;177:1888-1902).</summary>
/// <remarks>Two sweeps over the cells: moments, then the clipped sum of squares. The trend between them is fitted here.</remarks>
public static class VarianceStabilization
{
    /// <summary>Share of genes in each local fit of the mean-variance trend.</summary>
    public const double Span = 0.3;

    /// <summary>With fewer genes than this (a small panel) there is no trend to fit, and all genes are used.</summary>
    public const int FewestGenes = 20;

    /// <summary>Variance expected at each gene's mean.</summary>
    /// <param name="means">Mean raw count of each gene.</param>
    /// <param name="variances">Variance of each gene's raw counts (n - 1).</param>
    /// <returns>10 to the loess fit of log10 variance on log10 mean; 0 for genes that do not vary.</returns>
    /// <exception cref="PreconditionException">Too few genes vary.</exception>
    public static double[] ExpectedVariances(double[] means, double[] variances)
    {
        int[] varying = Enumerable.Range(0, means.Length).Where(g => variances[g] > 0).ToArray();
        if (varying.Length < FewestGenes)
            throw new PreconditionException($"Only {varying.Length} of {means.Length} genes vary between cells; a trend of variance with mean needs {FewestGenes}.");
        double[] expected = new double[means.Length];
        double[] x = varying.Select(g => Math.Log10(means[g])).ToArray();
        double[] y = varying.Select(g => Math.Log10(variances[g])).ToArray();
        double[] fitted = Loess.Fit(x, y, Span);
        for (int i = 0; i < varying.Length; i++) expected[varying[i]] = Math.Pow(10, fitted[i]);
        return expected;
    }

    /// <summary>Variance of the clipped standardized counts; only the upper side is clipped and they are not centred again.</summary>
    /// <param name="clippedSquares">Per gene: sum over cells with a count of min(cap, (x - mean) / sigma)^2.</param>
    /// <param name="zeros">Per gene: cells without a count.</param>
    /// <param name="means">Mean raw count of each gene.</param>
    /// <param name="expected">Expected variance of each gene.</param>
    /// <param name="cells">Number of cells.</param>
    public static double[] StandardizedVariances(double[] clippedSquares, long[] zeros, double[] means, double[] expected, long cells)
    {
        double[] result = new double[means.Length];
        for (int g = 0; g < means.Length; g++)
        {
            if (expected[g] <= 0) continue;
            double sigma = Math.Sqrt(expected[g]);
            double atZero = means[g] / sigma;
            result[g] = (clippedSquares[g] + (zeros[g] * atZero * atZero)) / (cells - 1);
        }

        return result;
    }

    /// <summary>The genes of largest standardized variance, in rank order; ties by smaller index.</summary>
    /// <param name="statistics">Statistics of every gene.</param>
    /// <param name="count">How many to take; fewer are returned when fewer vary.</param>
    /// <remarks>
    /// Genes with the same counts in other cells have the same variance, but their sums differ in the last bits with the order of
    /// the cells. Variances are compared to 12 digits, so that such genes tie and the selection does not depend on that order.
    /// </remarks>
    public static int[] Select(IReadOnlyList<VariableGene> statistics, int count) =>
        statistics.Where(s => s.StandardizedVariance > 0)
            .OrderByDescending(s => To40Bits(s.StandardizedVariance)).ThenBy(s => s.Gene)
            .Take(count).Select(s => s.Gene).ToArray();

    private static double To40Bits(double value) => BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(value) + 0x800) & ~0xFFFL);
}
