namespace GpuCqa.Statistics;

/// <summary>Whether a two-sample TOST by Welch's test can pass at all when its margin is a multiple of the reference lots' own standard deviation.</summary>
/// <remarks>Both the interval and the margin scale with the reference's standard deviation; what is free is the ratio r of the two, and the best case over all r decides.</remarks>
public static class WelchReach
{
    /// <summary>The smallest half width of the interval, in standard deviations of the reference lots, over all ratios r = SD of the test lots / SD of the reference lots.</summary>
    /// <param name="reference">Lots before the change; at least 2.</param>
    /// <param name="test">Lots after the change; at least 2.</param>
    /// <param name="alpha">Level of each of the two tests.</param>
    /// <remarks>The half width is not convex in r: a grid over r in [0, 3], then golden section around the best of it. The infimum at r = 0 counts although no lots have it.</remarks>
    public static double SmallestHalfWidth(int reference, int test, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reference, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 2);
        const double Step = 0.02, Largest = 3;
        double Half(double r)
        {
            double v1 = 1.0 / reference, v2 = r * r / test;
            double df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (reference - 1) + v2 * v2 / (test - 1));
            return -StudentDistribution.Quantile(alpha, df) * Math.Sqrt(v1 + v2);
        }

        double best = 0, least = Half(0);
        for (int i = 1; i * Step <= Largest; i++)
        {
            double half = Half(i * Step);
            if (half < least) (best, least) = (i * Step, half);
        }

        double low = Math.Max(0, best - Step), high = best + Step, ratio = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < 60; i++)
        {
            double left = high - ratio * (high - low), right = low + ratio * (high - low);
            if (Half(left) <= Half(right)) high = right; else low = left;
        }

        return Math.Min(least, Half(0.5 * (low + high)));
    }
}
