using System.Runtime.Intrinsics;
using GpuCqa.Compute;

namespace GpuCqa.Analysis.Images;

/// <summary>Leaves out features that a kept one says already: |Pearson's r| above a limit.</summary>
/// <remarks>
/// Features are taken in the order of their names, so that the choice depends neither on the order of columns nor on that of cells: each is kept unless it correlates with one that is kept, and is then
/// stood for by the one that it correlates with most. pycytominer's correlation_threshold drops the one of a pair with the larger sum of correlations, which may leave a dropped feature without a kept one near it.
/// Sums are float64 in four lanes of a fixed order: the same bits on every machine. Time: features x kept features x cells.
/// </remarks>
internal static class FeatureRedundancy
{
    /// <summary>For every feature -1 when it is kept, else the feature that stands for it, and r with that.</summary>
    /// <param name="device">Its threads share the work.</param>
    /// <param name="columns">features x cells, scaled values.</param>
    /// <param name="names">Names of the features.</param>
    /// <param name="limit">|r| above which two say the same; from 1 on none do.</param>
    /// <param name="cancellation">Stops between features.</param>
    public static (int[] StandIn, double[] Correlation) Of(ComputeDevice device, IReadOnlyList<double[]> columns, IReadOnlyList<string> names, double limit, CancellationToken cancellation)
    {
        int[] standIn = new int[columns.Count];
        double[] correlation = new double[columns.Count];
        Array.Fill(standIn, -1);
        Array.Fill(correlation, double.NaN);
        if (limit >= 1) return (standIn, correlation);
        double[][] standard = new double[columns.Count][];
        device.ForEach(columns.Count, f => standard[f] = Standardized(columns[f]));
        var kept = new List<int>();
        foreach (int feature in Enumerable.Range(0, columns.Count).OrderBy(f => names[f], StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            double[] with = new double[kept.Count];
            device.ForEach(kept.Count, k => with[k] = Dot(standard[feature], standard[kept[k]]));
            int most = -1;
            for (int k = 0; k < with.Length; k++)
            {
                if (Math.Abs(with[k]) > limit && (most < 0 || Math.Abs(with[k]) > Math.Abs(with[most]))) most = k;
            }

            if (most < 0)
            {
                kept.Add(feature);
                continue;
            }

            standIn[feature] = kept[most];
            correlation[feature] = Math.Clamp(with[most], -1, 1);
        }

        return (standIn, correlation);
    }

    /// <summary>Mean 0 and length 1; all 0 for a constant, which correlates with nothing.</summary>
    private static double[] Standardized(double[] values)
    {
        double mean = 0;
        foreach (double value in values) mean += value;
        mean /= Math.Max(1, values.Length);
        double[] result = new double[values.Length];
        for (int i = 0; i < values.Length; i++) result[i] = values[i] - mean;
        double length = Math.Sqrt(Dot(result, result));
        if (length <= 1e-12 * Math.Sqrt(values.Length) * Math.Abs(mean) || length == 0) return new double[values.Length];
        for (int i = 0; i < result.Length; i++) result[i] /= length;
        return result;
    }

    private static double Dot(double[] a, double[] b)
    {
        Vector256<double> sum = Vector256<double>.Zero;
        int at = 0;
        for (; at + Vector256<double>.Count <= a.Length; at += Vector256<double>.Count) sum += Vector256.LoadUnsafe(ref a[at]) * Vector256.LoadUnsafe(ref b[at]);
        double total = sum[0] + sum[1] + (sum[2] + sum[3]);
        for (; at < a.Length; at++) total += a[at] * b[at];
        return total;
    }
}
