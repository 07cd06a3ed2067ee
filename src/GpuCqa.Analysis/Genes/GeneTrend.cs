using GpuCqa.Analysis.Results;
using GpuCqa.Compute;

namespace GpuCqa.Analysis.Genes;

/// <summary>Means and variances of every kept gene's counts, and the variance expected at each mean: between the two sweeps of vst.</summary>
/// <param name="Cells">Number of cells.</param>
/// <param name="Means">Mean of each gene.</param>
/// <param name="Variances">Variance of each gene (n - 1).</param>
/// <param name="Zeros">Cells without a count of each gene.</param>
/// <param name="Expected">Variance expected at each gene's mean.</param>
public sealed record GeneTrend(long Cells, double[] Means, double[] Variances, long[] Zeros, double[] Expected)
{
    /// <summary>The trend of some moments.</summary>
    /// <exception cref="Core.Errors.PreconditionException">Too few genes vary.</exception>
    public static GeneTrend Of(ColumnMoments sums)
    {
        int genes = sums.Sums.Length;
        double n = sums.Rows;
        double[] means = new double[genes], variances = new double[genes];
        long[] zeros = new long[genes];
        for (int g = 0; g < genes; g++)
        {
            means[g] = sums.Sums[g] / n;
            variances[g] = n > 1 ? (sums.SquareSums[g] - (sums.Sums[g] * means[g])) / (n - 1) : 0;
            zeros[g] = sums.Rows - sums.NonZeros[g];
        }

        return new GeneTrend(sums.Rows, means, variances, zeros, VarianceStabilization.ExpectedVariances(means, variances));
    }

    /// <summary>Statistics of every gene.</summary>
    /// <param name="clippedSquares">Per gene: sum over cells with a count of min(cap, (x - mean) / sigma)^2.</param>
    public IReadOnlyList<VariableGene> Measured(double[] clippedSquares)
    {
        double[] standardized = VarianceStabilization.StandardizedVariances(clippedSquares, Zeros, Means, Expected, Cells);
        return Enumerable.Range(0, Means.Length).Select(g => new VariableGene(g, Means[g], Variances[g], Expected[g], standardized[g])).ToArray();
    }
}
