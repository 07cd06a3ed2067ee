namespace GpuCqa.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    private const double SqrtTwoPi = 2.5066282746310005024;

    /// <summary>P(Z &lt;= z).</summary>
    public static double Cdf(double z) => NormalTail.Upper(-z);

    /// <summary>The z with P(Z &lt;= z) = p; infinite at 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When p is not in [0, 1].</exception>
    /// <remarks>
    /// Newton's method on the log of the tail probability, which is concave, from the start value of Abramowitz and Stegun 26.2.23:
    /// quadratic convergence for any p down to the smallest double. Relative error below 1e-15 away from z = 0.
    /// </remarks>
    public static double Quantile(double p)
    {
        Elementary.RequireProbability(p);
        if (p == 0.5) return 0;
        double tail = p < 0.5 ? p : 1 - p;
        if (tail == 0) return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        double log = Math.Log(tail);
        double root = Math.Sqrt(-2 * log);
        double z = root - (2.515517 + root * (0.802853 + root * 0.010328)) / (1 + root * (1.432788 + root * (0.189269 + root * 0.001308)));
        for (int i = 0; i < 6; i++)
        {
            // d/dz ln Q(z) = -phi(z) / Q(z), and phi / Q is free of exponentials through the scaled complementary error function.
            double hazard = 2 / (SqrtTwoPi * ScaledErfc.At(Math.Max(z, 0) / Math.Sqrt(2)));
            double step = (NormalTail.LogUpper(Math.Max(z, 0)) - log) / hazard;
            z = Math.Max(z, 0) + step;
            if (Math.Abs(step) <= 1e-16 * z) break;
        }

        return p < 0.5 ? -z : z;
    }
}
