namespace GpuCqa.Statistics;

/// <summary>The chi-square distribution with real degrees of freedom.</summary>
public static class ChiSquareDistribution
{
    /// <summary>P(X &lt;= x).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When the degrees of freedom are not positive or x is negative.</exception>
    public static double Lower(double x, double degreesOfFreedom) => IncompleteGamma.Lower(0.5 * degreesOfFreedom, 0.5 * x);

    /// <summary>P(X > x), accurate when it is small.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When the degrees of freedom are not positive or x is negative.</exception>
    public static double Upper(double x, double degreesOfFreedom) => IncompleteGamma.Upper(0.5 * degreesOfFreedom, 0.5 * x);

    /// <summary>The x with P(X &lt;= x) = p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When p is not in [0, 1] or the degrees of freedom are not positive.</exception>
    public static double Quantile(double p, double degreesOfFreedom) => 2 * IncompleteGamma.Inverse(0.5 * degreesOfFreedom, p);

    /// <summary>The density at x > 0.</summary>
    internal static double Density(double x, double degreesOfFreedom) =>
        x <= 0 ? 0 : SaddlePoint.Poisson(0.5 * degreesOfFreedom, 0.5 * x) * 0.5 * degreesOfFreedom / x;
}
