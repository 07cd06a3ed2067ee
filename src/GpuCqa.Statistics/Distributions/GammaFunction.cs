namespace GpuCqa.Statistics;

/// <summary>The logarithm of the gamma function and its derivatives, for positive arguments.</summary>
/// <remarks>Stirling's asymptotic series (DLMF 5.11.1, 5.11.2, 5.15.8) after shifting the argument above 15 by the recurrence.</remarks>
public static class GammaFunction
{
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double Threshold = 15;

    /// <summary>ln gamma(x).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When x is not positive.</exception>
    public static double Log(double x)
    {
        RequirePositive(x);
        if (double.IsPositiveInfinity(x)) return x;
        double product = 1;
        while (x < Threshold) product *= x++;
        return (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + StirlingSeries(x) - Math.Log(product);
    }

    /// <summary>Digamma, d/dx ln gamma(x).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When x is not positive.</exception>
    public static double Digamma(double x)
    {
        RequirePositive(x);
        double shift = 0;
        while (x < Threshold) shift += 1 / x++;
        double r = 1 / (x * x);
        double series = r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r * (1.0 / 132 - r * (691.0 / 32760 - r / 12))))));
        return Math.Log(x) - 0.5 / x - series - shift;
    }

    /// <summary>Trigamma, the second derivative of ln gamma(x).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When x is not positive.</exception>
    public static double Trigamma(double x)
    {
        RequirePositive(x);
        double shift = 0;
        for (; x < Threshold; x++) shift += 1 / (x * x);
        double r = 1 / (x * x);
        double series = r * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * (5.0 / 66 - r * (691.0 / 2730 - r * 7 / 6))))));
        return (1 + 0.5 / x + series) / x + shift;
    }

    /// <summary>The x > 0 with trigamma(x) = y.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When y is not positive.</exception>
    /// <remarks>Newton on 1 / trigamma, which is nearly linear and convex, so that the iteration is monotone (Smyth 2004, appendix).</remarks>
    public static double InverseTrigamma(double y)
    {
        RequirePositive(y);
        if (y > 1e7) return 1 / Math.Sqrt(y);
        if (y < 1e-6) return 1 / y;
        double x = 0.5 + 1 / y;
        for (int i = 0; i < 50; i++)
        {
            double value = Trigamma(x);
            double step = value * (1 - value / y) / Tetragamma(x);
            x += step;
            if (Math.Abs(step) <= 1e-15 * x) break;
        }

        return x;
    }

    /// <summary>ln gamma(x + a) - ln gamma(x) for positive x and a, without the difference of two large logarithms.</summary>
    internal static double LogRise(double x, double a)
    {
        RequirePositive(x);
        RequirePositive(a);
        double sum = 0;
        for (; x < Threshold; x++) sum += Math.Log(x) - Math.Log(x + a);
        return sum + (x - 0.5) * Elementary.Log1P(a / x) + a * Math.Log(x + a) - a + StirlingSeries(x + a) - StirlingSeries(x);
    }

    /// <summary>ln gamma(x + 1) less Stirling's approximation to it: the correction term of Loader's densities.</summary>
    internal static double StirlingError(double x) =>
        x >= Threshold ? StirlingSeries(x) : Log(x + 1) - (x + 0.5) * Math.Log(x) + x - HalfLogTwoPi;

    private static double StirlingSeries(double x)
    {
        double r = 1 / (x * x);
        return (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * (691.0 / 360360 - r / 156)))))) / x;
    }

    private static double Tetragamma(double x)
    {
        double shift = 0;
        for (; x < Threshold; x++) shift -= 2 / (x * x * x);
        double r = 1 / (x * x);
        double series = 0.5 - r * (1.0 / 6 - r * (1.0 / 6 - r * (3.0 / 10 - r * (5.0 / 6 - r * (691.0 / 210 - r * 35 / 2)))));
        return shift - r * (1 + 1 / x + r * series);
    }

    private static void RequirePositive(double x)
    {
        if (!(x > 0)) throw new ArgumentOutOfRangeException(nameof(x), x, "The argument must be positive.");
    }
}
