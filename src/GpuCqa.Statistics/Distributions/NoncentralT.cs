namespace GpuCqa.Statistics;

/// <summary>The noncentral t distribution: (Z + delta) / sqrt(X / df) with Z standard normal and X chi-square.</summary>
/// <remarks>Quadrature over the chi distribution, to 1e-12 at any size of sample.</remarks>
public static class NoncentralT
{
    /// <summary>P(T &lt;= t).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When the degrees of freedom are not positive and finite, or t or delta is not a number.</exception>
    public static double Cdf(double t, double degreesOfFreedom, double noncentrality)
    {
        Require(t, degreesOfFreedom, noncentrality);
        return ChiScale.Expectation(degreesOfFreedom, Steepness(noncentrality), w => NormalTail.Upper(noncentrality - t * w));
    }

    /// <summary>P(T > t), accurate when it is small.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When the degrees of freedom are not positive and finite, or t or delta is not a number.</exception>
    public static double Upper(double t, double degreesOfFreedom, double noncentrality) => Cdf(-t, degreesOfFreedom, -noncentrality);

    /// <summary>The t with P(T &lt;= t) = p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When p is not between 0 and 1, the degrees of freedom are not positive and finite, or delta is not a number.</exception>
    public static double Quantile(double p, double degreesOfFreedom, double noncentrality)
    {
        Require(0, degreesOfFreedom, noncentrality);
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "The probability lies between 0 and 1.");
        double below = NormalTail.Upper(noncentrality);
        if (p == below) return 0;
        if (p < below) return -Quantile(1 - p, degreesOfFreedom, -noncentrality);
        double start = Math.Max(noncentrality, 0) + Math.Max(NormalDistribution.Quantile(p), 0.1);
        return p <= 0.5
            ? RootFinder.Increasing(t => Cdf(t, degreesOfFreedom, noncentrality) - p, t => Density(t, degreesOfFreedom, noncentrality), 0, double.PositiveInfinity, start)
            : RootFinder.Increasing(t => (1 - p) - Upper(t, degreesOfFreedom, noncentrality), t => Density(t, degreesOfFreedom, noncentrality), 0, double.PositiveInfinity, start);
    }

    private static double Density(double t, double degreesOfFreedom, double noncentrality) => ChiScale.Expectation(degreesOfFreedom, Steepness(noncentrality), w =>
    {
        double z = t * w - noncentrality;
        return w * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
    });

    // The normal probability moves only while |t w - delta| < 9, where it changes at the rate t w < |delta| + 9 per unit of ln w.
    private static double Steepness(double noncentrality) => Math.Abs(noncentrality) + 9;

    private static void Require(double t, double degreesOfFreedom, double noncentrality)
    {
        if (double.IsNaN(t)) throw new ArgumentOutOfRangeException(nameof(t), t, "The argument must be a number.");
        if (!(degreesOfFreedom > 0 && double.IsFinite(degreesOfFreedom))) throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom must be positive and finite.");
        if (!double.IsFinite(noncentrality)) throw new ArgumentOutOfRangeException(nameof(noncentrality), noncentrality, "The noncentrality must be finite.");
    }
}
