namespace GpuCqa.Statistics;

/// <summary>The regularized incomplete beta function.</summary>
/// <remarks>
/// Continued fraction DLMF 8.17.22 by Lentz's algorithm on the side where it converges in O(sqrt(max(a, b))) terms; the factor in front by
/// Loader's saddle point, so that counts of millions keep 12 digits.
/// </remarks>
public static class IncompleteBeta
{
    /// <summary>I_x(a, b), the probability that a beta(a, b) variable is at most x.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When a or b is not positive or x is not in [0, 1].</exception>
    public static double Lower(double a, double b, double x) => Lower(a, b, x, 1 - x);

    /// <summary>The x with I_x(a, b) = p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When a or b is not positive or p is not in [0, 1].</exception>
    public static double Inverse(double a, double b, double p)
    {
        Require(a, b, 0);
        Elementary.RequireProbability(p);
        if (p == 0 || p == 1) return p;
        double mean = a / (a + b);
        double start = mean + NormalDistribution.Quantile(p) * Math.Sqrt(mean * (1 - mean) / (a + b + 1));
        return p <= 0.5
            ? RootFinder.Increasing(x => Lower(a, b, x, 1 - x) - p, x => Density(a, b, x), 0, 1, start)
            : RootFinder.Increasing(x => (1 - p) - Lower(b, a, 1 - x, x), x => Density(a, b, x), 0, 1, start);
    }

    /// <summary>I_x(a, b) with y = 1 - x given apart, for callers that know it more accurately.</summary>
    internal static double Lower(double a, double b, double x, double y)
    {
        Require(a, b, x);
        if (x == 0) return 0;
        if (y == 0) return 1;
        return x < (a + 1) / (a + b + 2) ? Factor(a, b, x, y) * Fraction(a, b, x) / a : 1 - Factor(a, b, x, y) * Fraction(b, a, y) / b;
    }

    private static double Density(double a, double b, double x) => x <= 0 || x >= 1 ? 0 : Factor(a, b, x, 1 - x) / (x * (1 - x));

    // x^a y^b / B(a, b)
    private static double Factor(double a, double b, double x, double y) => a * b / (a + b) * SaddlePoint.Binomial(a, a + b, x, y);

    private static double Fraction(double a, double b, double x)
    {
        double sum = a + b, c = 1, d = 1 / RootFinder.AwayFromZero(1 - sum * x / (a + 1)), h = d;
        for (int m = 1; m < 1_000_000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / RootFinder.AwayFromZero(1 + even * d);
            c = RootFinder.AwayFromZero(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (sum + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / RootFinder.AwayFromZero(1 + odd * d);
            c = RootFinder.AwayFromZero(1 + odd / c);
            double factor = d * c;
            h *= factor;
            if (Math.Abs(factor - 1) <= 2e-16) break;
        }

        return h;
    }

    private static void Require(double a, double b, double x)
    {
        if (!(a > 0)) throw new ArgumentOutOfRangeException(nameof(a), a, "The shape must be positive.");
        if (!(b > 0)) throw new ArgumentOutOfRangeException(nameof(b), b, "The shape must be positive.");
        if (!(x >= 0 && x <= 1)) throw new ArgumentOutOfRangeException(nameof(x), x, "The argument lies in [0, 1].");
    }
}
