namespace GpuCqa.Statistics;

/// <summary>Whether two groups of lots could pass an equivalence test whose margin is a multiple of the standard deviation of the lots before.</summary>
public static class WelchDesign
{
    /// <summary>Smallest half-width of the interval that any lots could have, in standard deviations of the lots before: minimum over r = s_after / s_before of t(1 - alpha, df) sqrt(1 / n + r^2 / m).</summary>
    /// <remarks>At r = 0 the degrees of freedom are n - 1; a little variance after may add degrees of freedom faster than width. Searched on a grid of 1e-4 in [0, 3].</remarks>
    public static double SmallestHalfWidth(int before, int after, double alpha = 0.05)
    {
        double best = double.PositiveInfinity;
        // The minimum is flat: a coarse grid, then a fine one around its best.
        double at = 0;
        for (int i = 0; i <= 300; i++)
        {
            double width = HalfWidth(before, after, i * 0.01, alpha);
            if (width < best) (best, at) = (width, i * 0.01);
        }

        for (int i = -100; i <= 100; i++)
        {
            double r = at + (i * 1e-4);
            if (r >= 0) best = Math.Min(best, HalfWidth(before, after, r, alpha));
        }

        return best;
    }

    private static double HalfWidth(int n, int m, double r, double alpha)
    {
        double vb = 1.0 / n, va = r * r / m, v = vb + va;
        double df = v * v / ((vb * vb / (n - 1)) + (va * va / (m - 1)));
        return StudentDistribution.Quantile(1 - alpha, df) * Math.Sqrt(v);
    }
}
