namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Squares of standardized counts from sums of counts and of their squares.</summary>
internal static class CountSquares
{
    private const double MaxMean = 1L << 40;

    /// <summary>Per column the largest count that is not clipped, or null where the means and deviations are none that sums of counts serve.</summary>
    public static int[]? Limits(double[] means, double[] deviations, double cap)
    {
        var limits = new int[means.Length];
        for (int c = 0; c < limits.Length; c++)
        {
            if (!(deviations[c] > 0)) continue;
            double limit = Math.Floor(means[c] + (cap * deviations[c]));
            if (!(Math.Abs(means[c]) < MaxMean) || double.IsNaN(limit)) return null;
            limits[c] = (int)Math.Clamp(limit, -1, int.MaxValue);
        }

        return limits;
    }

    /// <summary>The sum of ((x - mean) / deviation)^2 over counts.</summary>
    /// <param name="sum">Sum of the counts.</param>
    /// <param name="squares">Sum of their squares.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="mean">What is subtracted.</param>
    /// <param name="deviation">What is divided by.</param>
    /// <remarks>
    /// With a the integer next to the mean and d = mean - a (exact, at most 1/2), it is A - 2 d B + n d^2 over sigma^2, where A = sum (x - a)^2 and B = sum (x - a)
    /// are exact integers. As |B| &lt;= A the three terms exceed their sum ninefold at most: no cancellation.
    /// </remarks>
    public static double Sum(long sum, long squares, long count, double mean, double deviation)
    {
        double nearest = Math.Round(mean), d = mean - nearest;
        Int128 a = (Int128)nearest, n = count;
        double first = (double)(sum - (n * a)), second = (double)(squares - (2 * a * sum) + (n * a * a));
        return (second - (2 * d * first) + (count * (d * d))) / (deviation * deviation);
    }
}
