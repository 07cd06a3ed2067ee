namespace GpuCqa.Statistics;

/// <summary>Binomial and Poisson densities at real arguments without cancellation.</summary>
/// <remarks>C. Loader, Fast and accurate computation of binomial probabilities (2000): Stirling's error plus deviance.</remarks>
internal static class SaddlePoint
{
    /// <summary>n! / (k! (n-k)!) p^k q^(n-k) for real n > k > 0, with q = 1 - p given apart so that neither loses digits.</summary>
    public static double Binomial(double k, double n, double p, double q)
    {
        if (p == 0 || q == 0) return 0;
        double rest = n - k;
        double exponent = GammaFunction.StirlingError(n) - GammaFunction.StirlingError(k) - GammaFunction.StirlingError(rest)
            - Deviance(k, n * p) - Deviance(rest, n * q);
        return Math.Exp(exponent) * Math.Sqrt(n / (2 * Math.PI * k * rest));
    }

    /// <summary>Natural logarithm of n! / (k! (n-k)!) p^k q^(n-k) for 0 &lt;= k &lt;= n, with q = 1 - p given apart; where p or q is 0, of what is left.</summary>
    public static double LogBinomial(double k, double n, double p, double q)
    {
        double rest = n - k;
        if (k == 0) return rest == 0 ? 0 : n * (p < 0.1 ? Elementary.Log1P(-p) : Math.Log(q));
        if (rest == 0) return n * (q < 0.1 ? Elementary.Log1P(-q) : Math.Log(p));
        if (p == 0 || q == 0) return double.NegativeInfinity;
        return GammaFunction.StirlingError(n) - GammaFunction.StirlingError(k) - GammaFunction.StirlingError(rest)
            - Deviance(k, n * p) - Deviance(rest, n * q) + (0.5 * Math.Log(n / (2 * Math.PI * k * rest)));
    }

    /// <summary>mean^k exp(-mean) / k! for real k > 0.</summary>
    public static double Poisson(double k, double mean) =>
        mean == 0 ? 0 : Math.Exp(-GammaFunction.StirlingError(k) - Deviance(k, mean)) / Math.Sqrt(2 * Math.PI * k);

    // x ln(x / m) + m - x; near x = m the logarithm cancels, so the series in v = (x - m) / (x + m) is used there.
    private static double Deviance(double x, double m)
    {
        double difference = x - m;
        if (Math.Abs(difference) >= 0.1 * (x + m)) return x * Math.Log(x / m) - difference;
        double v = difference / (x + m);
        double sum = difference * v;
        double term = 2 * x * v;
        double square = v * v;
        for (int j = 1; j < 1000; j++)
        {
            term *= square;
            double next = sum + term / (2 * j + 1);
            if (next == sum) break;
            sum = next;
        }

        return sum;
    }
}
