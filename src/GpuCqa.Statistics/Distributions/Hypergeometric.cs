namespace GpuCqa.Statistics;

/// <summary>The hypergeometric distribution: of a population some are marked, some are drawn without replacement, and some of those are marked.</summary>
/// <remarks>
/// The probability of the smallest count of a tail is a ratio of three saddle-point binomials (Loader 2000), the others follow by the exact ratio of neighbours, and all terms of the
/// tail are added up: no difference from 1 and no rounded logarithm of a factorial, so that the smallest tails keep 12 digits.
/// </remarks>
public static class Hypergeometric
{
    /// <summary>P(X >= count).</summary>
    /// <param name="count">Marked ones among the drawn, or more.</param>
    /// <param name="marked">Marked ones of the population.</param>
    /// <param name="drawn">Number drawn.</param>
    /// <param name="population">All.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or more are marked or drawn than there are.</exception>
    public static double UpperTail(long count, long marked, long drawn, long population) => Math.Exp(LogUpperTail(count, marked, drawn, population));

    /// <summary>Natural logarithm of P(X >= count); negative infinity where no draw has so many.</summary>
    /// <inheritdoc cref="UpperTail"/>
    public static double LogUpperTail(long count, long marked, long drawn, long population)
    {
        if (population < 0) throw new ArgumentOutOfRangeException(nameof(population), population, "The population is not negative.");
        if (marked < 0 || marked > population) throw new ArgumentOutOfRangeException(nameof(marked), marked, $"Of {population}, 0 to {population} are marked.");
        if (drawn < 0 || drawn > population) throw new ArgumentOutOfRangeException(nameof(drawn), drawn, $"Of {population}, 0 to {population} are drawn.");
        long fewest = Math.Max(0L, marked + drawn - population), most = Math.Min(marked, drawn);
        if (count <= fewest) return 0;
        if (count > most) return double.NegativeInfinity;
        double term = 1, sum = 1;
        for (long i = count; i < most; i++)
        {
            double ratio = (double)(marked - i) * (drawn - i) / ((double)(i + 1) * (population - marked - drawn + i + 1));
            term *= ratio;
            sum += term;
            // Ratios fall: what is left is less than a geometric series.
            if (ratio < 0.5 && term < 1e-17 * sum) break;
        }

        return Math.Min(0, LogProbability(count, marked, drawn, population) + Math.Log(sum));
    }

    private static double LogProbability(long count, long marked, long drawn, long population)
    {
        double p = (double)drawn / population, q = (double)(population - drawn) / population;
        return SaddlePoint.LogBinomial(count, marked, p, q) + SaddlePoint.LogBinomial(drawn - count, population - marked, p, q) - SaddlePoint.LogBinomial(drawn, population, p, q);
    }
}
