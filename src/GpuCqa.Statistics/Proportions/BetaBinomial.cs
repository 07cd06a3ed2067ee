namespace GpuCqa.Statistics;

/// <summary>The beta-binomial and Dirichlet-multinomial distributions of counts whose share varies between draws.</summary>
public static class BetaBinomial
{
    /// <summary>Natural log of the probability of x among n when the share is beta(a, b).</summary>
    public static double LogProbability(long x, long n, double a, double b) =>
        LogChoose(n, x) + LogBeta(x + a, n - x + b) - LogBeta(a, b);

    /// <summary>P(X >= count) among n.</summary>
    /// <remarks>1 - P(X &lt; count), each term from the one before by its exact ratio, the first by a quotient of gamma functions that does not cancel at shares of 1e-6.</remarks>
    public static double AtLeast(long count, long n, double a, double b)
    {
        if (count <= 0) return 1;
        if (count > n) return 0;
        double log = GammaFunction.LogRise(b, a) - GammaFunction.LogRise(b + n, a);
        if (count == 1) return log > -1e-5 ? -log * (1 + 0.5 * log) : 1 - Math.Exp(log);
        double term = Math.Exp(log), sum = term;
        for (long j = 0; j + 1 < count; j++)
        {
            term *= (n - j) * (a + j) / ((j + 1.0) * (b + n - j - 1));
            sum += term;
        }

        if (1 - sum > 1e-3) return 1 - sum;
        // A small tail is added up from its own terms.
        double tail = 0;
        for (long j = count - 1; j < n; j++)
        {
            double ratio = (n - j) * (a + j) / ((j + 1.0) * (b + n - j - 1));
            term *= ratio;
            tail += term;
            if (ratio < 1 && term < 1e-17 * tail * (1 - ratio)) break;
        }

        return tail;
    }

    /// <summary>n a / (a + b).</summary>
    public static double Mean(long n, double a, double b) => n * a / (a + b);

    /// <summary>Intra-class correlation 1 / (a + b + 1).</summary>
    public static double Correlation(double a, double b) => 1 / (a + b + 1);

    /// <summary>n f (1 - f) (1 + (n - 1) rho), f = a / (a + b).</summary>
    public static double Variance(long n, double a, double b)
    {
        double f = a / (a + b);
        return n * f * (1 - f) * (1 + (n - 1) * Correlation(a, b));
    }

    /// <summary>Natural log of the Dirichlet-multinomial probability of the counts of one lot.</summary>
    /// <param name="counts">Cells per cluster.</param>
    /// <param name="alpha">Positive concentration per cluster.</param>
    public static double LogProbability(ReadOnlySpan<long> counts, ReadOnlySpan<double> alpha)
    {
        if (counts.Length != alpha.Length) throw new ArgumentException($"Expected one concentration per cluster; found {alpha.Length} for {counts.Length} clusters.", nameof(alpha));
        long cells = 0;
        double total = 0, sum = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            cells += counts[k];
            total += alpha[k];
            sum += GammaFunction.Log(counts[k] + alpha[k]) - GammaFunction.Log(alpha[k]) - GammaFunction.Log(counts[k] + 1.0);
        }

        return GammaFunction.Log(cells + 1.0) + GammaFunction.Log(total) - GammaFunction.Log(cells + total) + sum;
    }

    private static double LogBeta(double a, double b) => GammaFunction.Log(a) + GammaFunction.Log(b) - GammaFunction.Log(a + b);

    private static double LogChoose(long n, long x) => GammaFunction.Log(n + 1.0) - GammaFunction.Log(x + 1.0) - GammaFunction.Log(n - x + 1.0);
}
