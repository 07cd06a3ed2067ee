namespace GpuCqa.Statistics;

/// <summary>Student's t distribution with real degrees of freedom; infinite ones give the normal distribution.</summary>
public static class StudentDistribution
{
    /// <summary>P(|T| >= |t|).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When the degrees of freedom are not positive.</exception>
    public static double TwoSided(double t, double degreesOfFreedom)
    {
        Require(degreesOfFreedom);
        if (double.IsPositiveInfinity(degreesOfFreedom)) return NormalTail.TwoSided(t);
        double square = t * t;
        if (double.IsPositiveInfinity(square)) return 0;
        double whole = degreesOfFreedom + square;
        return IncompleteBeta.Lower(0.5 * degreesOfFreedom, 0.5, degreesOfFreedom / whole, square / whole);
    }

    /// <summary>P(T > t).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When the degrees of freedom are not positive.</exception>
    public static double Upper(double t, double degreesOfFreedom) =>
        t >= 0 ? 0.5 * TwoSided(t, degreesOfFreedom) : 1 - 0.5 * TwoSided(t, degreesOfFreedom);

    /// <summary>The t with P(T &lt;= t) = p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When p is not in [0, 1] or the degrees of freedom are not positive.</exception>
    /// <remarks>Newton on the tail from the normal quantile, kept in a bracket; no table and no series in 1 / df, so fractional (Welch) degrees are as accurate as whole ones.</remarks>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        Require(degreesOfFreedom);
        Elementary.RequireProbability(p);
        double normal = NormalDistribution.Quantile(p);
        if (p is 0 or 0.5 or 1 || double.IsPositiveInfinity(degreesOfFreedom)) return normal;
        double tail = p < 0.5 ? p : 1 - p;
        double t = RootFinder.Increasing(
            x => tail - Upper(x, degreesOfFreedom), x => Density(x, degreesOfFreedom), 0, double.PositiveInfinity, Math.Abs(normal));
        return p < 0.5 ? -t : t;
    }

    private static double Density(double t, double v)
    {
        double scale = GammaFunction.Log(0.5 * (v + 1)) - GammaFunction.Log(0.5 * v) - 0.5 * Math.Log(v * Math.PI);
        return Math.Exp(scale - 0.5 * (v + 1) * Elementary.Log1P(t * t / v));
    }

    private static void Require(double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0)) throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom must be positive.");
    }
}
