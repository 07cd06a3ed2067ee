namespace GpuCqa.Statistics;

/// <summary>The regularized incomplete gamma functions P and Q.</summary>
/// <remarks>Series below the mean, Legendre's continued fraction above it (DLMF 8.11.4, 8.9.2), each by Loader's saddle-point factor.</remarks>
public static class IncompleteGamma
{
    /// <summary>P(a, x), the probability that a gamma variable of shape a is at most x.</summary>
    public static double Lower(double a, double x) => x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);

    /// <summary>Q(a, x) = 1 - P(a, x), accurate when it is small; a chi-square variable with d degrees of freedom exceeds c with Q(d/2, c/2).</summary>
    public static double Upper(double a, double x) => x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);

    /// <summary>The x with P(a, x) = p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When p is not in [0, 1] or a is not positive.</exception>
    public static double Inverse(double a, double p)
    {
        Require(a, 0);
        Elementary.RequireProbability(p);
        if (p == 0) return 0;
        if (p == 1) return double.PositiveInfinity;
        double cube = 1 - 1 / (9 * a) + NormalDistribution.Quantile(p) / (3 * Math.Sqrt(a));   // Wilson and Hilferty (1931)
        double start = cube > 0.1 ? a * cube * cube * cube : Math.Exp((Math.Log(p) + GammaFunction.Log(a + 1)) / a);
        return p <= 0.5
            ? RootFinder.Increasing(x => Lower(a, x) - p, x => Density(a, x), 0, double.PositiveInfinity, start)
            : RootFinder.Increasing(x => (1 - p) - Upper(a, x), x => Density(a, x), 0, double.PositiveInfinity, start);
    }

    private static double Density(double a, double x) => x <= 0 ? 0 : SaddlePoint.Poisson(a, x) * a / x;

    private static double Series(double a, double x)
    {
        Require(a, x);
        if (x == 0) return 0;
        double term = 1, sum = 1;
        for (int i = 1; i < 1_000_000; i++)
        {
            term *= x / (a + i);
            sum += term;
            if (term <= sum * 1e-17) break;
        }

        return SaddlePoint.Poisson(a, x) * sum;
    }

    private static double Fraction(double a, double x)
    {
        Require(a, x);
        if (double.IsPositiveInfinity(x)) return 0;
        double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
        for (int i = 1; i < 1_000_000; i++)
        {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / RootFinder.AwayFromZero(numerator * d + b);
            c = RootFinder.AwayFromZero(b + numerator / c);
            double factor = c * d;
            h *= factor;
            if (Math.Abs(factor - 1) <= 1e-16) break;
        }

        return SaddlePoint.Poisson(a, x) * a * h;
    }

    private static void Require(double a, double x)
    {
        if (!(a > 0)) throw new ArgumentOutOfRangeException(nameof(a), a, "The shape must be positive.");
        if (!(x >= 0)) throw new ArgumentOutOfRangeException(nameof(x), x, "The argument must not be negative.");
    }
}
