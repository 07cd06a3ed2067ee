namespace GpuCqa.Statistics;

/// <summary>The largest of several t statistics against one control, with one pooled variance (Dunnett 1955).</summary>
/// <remarks>
/// P(max |T| >= t) for statistics whose correlation is the square of <c>loading</c> for every pair, as an integral over the control's deviate and over the pooled standard deviation. Both by
/// the trapezoidal rule, the second on the logarithm: integrands that are smooth and vanish at the ends, where the rule converges faster than any power. Absolute error below 1e-10.
/// </remarks>
public static class DunnettDistribution
{
    private const int Nodes = 160;

    /// <summary>Two-sided p of one of several comparisons.</summary>
    /// <param name="t">Its statistic.</param>
    /// <param name="comparisons">Number of comparisons, at least 1.</param>
    /// <param name="freedom">Degrees of freedom of the variance, above 0; may be infinite.</param>
    /// <param name="correlation">Correlation of two statistics, 0 to below 1; 1/2 where control and treatments have as many values.</param>
    public static double TwoSided(double t, int comparisons, double freedom, double correlation = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(comparisons, 1);
        if (!(freedom > 0)) throw new ArgumentOutOfRangeException(nameof(freedom), freedom, "Degrees of freedom must be positive.");
        if (double.IsNaN(t)) return double.NaN;
        t = Math.Abs(t);
        if (double.IsPositiveInfinity(freedom)) return Beyond(t, comparisons, correlation);
        // The logarithm of the pooled over the true standard deviation; its density has its maximum at 0.
        double spread = 9 / Math.Sqrt(2 * freedom), low = -(40 / freedom) - spread, step = (spread - low) / Nodes, sum = 0, whole = 0;
        for (int i = 0; i <= Nodes; i++)
        {
            double u = low + (i * step), weight = Math.Exp(-freedom * ((Math.Exp(2 * u) / 2) - 0.5 - u));
            whole += weight;
            if (weight > 1e-17) sum += weight * Beyond(t * Math.Exp(u), comparisons, correlation);
        }

        return Math.Clamp(sum / whole, 0, 1);
    }

    // P(some |Z| >= t), where Z = l Z0 + sqrt(1 - l^2) Z_i.
    private static double Beyond(double t, int comparisons, double correlation)
    {
        double loading = Math.Sqrt(correlation), own = Math.Sqrt(1 - correlation), step = 17.0 / Nodes, sum = 0, whole = 0;
        for (int i = 0; i <= Nodes; i++)
        {
            double z = -8.5 + (i * step), density = Math.Exp(-0.5 * z * z);
            double outside = NormalTail.Upper((t - (loading * z)) / own) + NormalTail.Upper((t + (loading * z)) / own);
            whole += density;
            sum += density * (outside < 1e-4 ? Few(outside, comparisons) : 1 - Math.Pow(1 - Math.Min(1, outside), comparisons));
        }

        return sum / whole;
    }

    // 1 - (1 - q)^k without the cancellation.
    private static double Few(double q, int k) => -(Math.Exp(k * Elementary.Log1P(-q)) - 1) is var plain && plain > 1e-6 ? plain : (k * q) - (0.5 * k * (k - 1) * q * q);
}
