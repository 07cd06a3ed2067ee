using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;

namespace GpuCqa.Analysis.Genes;

/// <summary>vst statistics of every kept gene in two sweeps over the cells, all lots pooled as one layer.</summary>
public static class VariableGeneSearch
{
    /// <summary>Statistics of every kept gene.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="cells">Raw counts.</param>
    /// <remarks>Means and variances are exact up to the last rounding: the sums are integers below 2^53.</remarks>
    public static IReadOnlyList<VariableGene> Measure(ComputeDevice device, CellStore cells)
    {
        GeneTrend trend = GeneTrend.Of(Moments(device, cells));
        return trend.Measured(ClippedSquares(device, cells, trend));
    }

    // Sums of a gene do not depend on the genes beside it, so ranges of genes give the same bits as all at once.
    internal static ColumnMoments Moments(ComputeDevice device, CellStore cells)
    {
        ColumnMoments all = ColumnMoments.Empty(cells.Genes.Count);
        foreach ((int first, int end) in cells.GeneRanges())
        {
            var tree = new BlockTree<ColumnMoments>((a, b) => a.Merge(b));
            foreach (DeviceCsr<float> block in cells.Sweep(first, end)) tree.Add(device.ColumnMoments(block));
            ColumnMoments range = tree.Finish();
            range.Sums.CopyTo(all.Sums, first);
            range.SquareSums.CopyTo(all.SquareSums, first);
            range.NonZeros.CopyTo(all.NonZeros, first);
            all = all with { Rows = range.Rows };
        }

        return all;
    }

    internal static double[] ClippedSquares(ComputeDevice device, CellStore cells, GeneTrend trend)
    {
        (double[] means, double[] deviations, double cap) = (trend.Means, trend.Expected.Select(Math.Sqrt).ToArray(), Math.Sqrt(trend.Cells));
        var all = new double[cells.Genes.Count];
        foreach ((int first, int end) in cells.GeneRanges())
        {
            var tree = new BlockTree<double[]>(Add);
            foreach (DeviceCsr<float> block in cells.Sweep(first, end)) tree.Add(device.ClippedSquares(block, means[first..end], deviations[first..end], cap));
            tree.Finish().CopyTo(all, first);
        }

        return all;
    }

    internal static double[] Add(double[] left, double[] right)
    {
        double[] sum = new double[left.Length];
        for (int i = 0; i < sum.Length; i++) sum[i] = left[i] + right[i];
        return sum;
    }
}
