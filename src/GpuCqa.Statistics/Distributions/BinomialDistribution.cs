namespace GpuCqa.Statistics;

/// <summary>The binomial distribution: how many of n independent cells are of a kind that has share p.</summary>
/// <remarks>By the incomplete beta function, so that counts of many millions and shares of 1e-9 keep 12 digits in either tail.</remarks>
public static class BinomialDistribution
{
    /// <summary>P(X >= count).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When n is negative or p is not in [0, 1].</exception>
    public static double AtLeast(long count, long n, double p)
    {
        Require(n, p);
        return count <= 0 ? 1 : count > n ? 0 : IncompleteBeta.Lower(count, n - count + 1, p);
    }

    /// <summary>P(X &lt;= count).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When n is negative or p is not in [0, 1].</exception>
    public static double AtMost(long count, long n, double p)
    {
        Require(n, p);
        return count < 0 ? 0 : count >= n ? 1 : IncompleteBeta.Lower(n - count, count + 1.0, 1 - p, p);
    }

    /// <summary>P(X = count).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When n is negative or p is not in [0, 1].</exception>
    public static double Probability(long count, long n, double p)
    {
        Require(n, p);
        return count < 0 || count > n ? 0 : p is 0 ? (count == 0 ? 1 : 0) : p is 1 ? (count == n ? 1 : 0) : Math.Exp(SaddlePoint.LogBinomial(count, n, p, 1 - p));
    }

    /// <summary>The smallest c with P(X &lt;= c) >= probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When n is negative, or p or the probability is not in [0, 1].</exception>
    public static long Quantile(double probability, long n, double p)
    {
        Require(n, p);
        Elementary.RequireProbability(probability);
        long low = -1, high = n;
        while (high - low > 1)
        {
            long middle = low + (high - low) / 2;
            if (AtMost(middle, n, p) >= probability) high = middle; else low = middle;
        }

        return high;
    }

    private static void Require(long n, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Elementary.RequireProbability(p);
    }
}
