using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;

namespace GpuCqa.Analysis.Genes;

/// <summary>vst statistics of every kept gene in two sweeps over the cells, all lots pooled as one layer.</summary>
public static class VariableGeneSearch
{
    /// <summary>Statistics of every kept gene.</summary>
    /// <param name="device">Device that holds the cells.</param>
    /// <param name="cells">Raw counts.</param>
    /// <remarks>Means and variances are exact up to the last rounding: the sums are integers below 2^53.</remarks>
    public static IReadOnlyList<VariableGene> Measure(ComputeDevice device, CellStore cells)
    {
        var moments = new BlockTree<ColumnMoments>((a, b) => a.Merge(b));
        foreach (DeviceCsr<float> block in cells.Blocks) moments.Add(device.ColumnMoments(block));
        ColumnMoments sums = moments.Finish();
        int genes = cells.Genes.Count;
        double n = sums.Rows;
        double[] means = new double[genes], variances = new double[genes];
        long[] zeros = new long[genes];
        for (int g = 0; g < genes; g++)
        {
            means[g] = sums.Sums[g] / n;
            variances[g] = n > 1 ? (sums.SquareSums[g] - (sums.Sums[g] * means[g])) / (n - 1) : 0;
            zeros[g] = sums.Rows - sums.NonZeros[g];
        }

        double[] expected = VarianceStabilization.ExpectedVariances(means, variances);
        double[] deviations = expected.Select(Math.Sqrt).ToArray();
        var clipped = new BlockTree<double[]>(Add);
        foreach (DeviceCsr<float> block in cells.Blocks) clipped.Add(device.ClippedSquares(block, means, deviations, Math.Sqrt(n)));
        double[] standardized = VarianceStabilization.StandardizedVariances(clipped.Finish(), zeros, means, expected, sums.Rows);
        return Enumerable.Range(0, genes).Select(g => new VariableGene(g, means[g], variances[g], expected[g], standardized[g])).ToArray();
    }

    private static double[] Add(double[] left, double[] right)
    {
        double[] sum = new double[left.Length];
        for (int i = 0; i < sum.Length; i++) sum[i] = left[i] + right[i];
        return sum;
    }
}
