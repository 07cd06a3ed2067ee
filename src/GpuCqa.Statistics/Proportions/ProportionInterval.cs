using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Intervals for the share of one lot's cells that belong to a cluster: sampling of cells within the lot, not the spread between lots.</summary>
/// <remarks>No continuity correction. With no cells at all the interval is [0, 1]. A count of zero is an upper bound, never an absence.</remarks>
public static class ProportionInterval
{
    /// <summary>Wilson's score interval.</summary>
    /// <exception cref="InvalidParameterException">When not 0 &lt;= count &lt;= cells.</exception>
    public static Interval Wilson(long count, long cells, double confidence = 0.95)
    {
        Require(count, cells);
        return Score(count, cells, cells, confidence);
    }

    /// <summary>Wilson's interval with n_eff = n / (1 + (n - 1) icc) cells.</summary>
    /// <param name="count">Cells of the cluster.</param>
    /// <param name="cells">Cells of the lot.</param>
    /// <param name="icc">Intra-class correlation of replicate captures of one lot, in [0, 1]; not the spread between lots.</param>
    /// <param name="confidence">For instance 0.95.</param>
    /// <exception cref="InvalidParameterException">When not 0 &lt;= count &lt;= cells, or the correlation is not in [0, 1].</exception>
    public static Interval WilsonOverdispersed(long count, long cells, double icc, double confidence = 0.95)
    {
        Require(count, cells);
        return Score(count, cells, cells / DesignEffect(cells, icc), confidence);
    }

    /// <summary>1 + (n - 1) icc: by how much clumping inflates the variance of a share.</summary>
    /// <exception cref="InvalidParameterException">When the correlation is not in [0, 1].</exception>
    public static double DesignEffect(long cells, double icc)
    {
        if (!(icc >= 0 && icc <= 1)) throw new InvalidParameterException($"An intra-class correlation lies between 0 and 1; found {icc}.");
        return 1 + Math.Max(cells - 1, 0) * icc;
    }

    /// <summary>Clopper and Pearson's exact interval.</summary>
    /// <exception cref="InvalidParameterException">When not 0 &lt;= count &lt;= cells.</exception>
    public static Interval ClopperPearson(long count, long cells, double confidence = 0.95)
    {
        double tail = Tail(count, cells, confidence);
        return new Interval(
            count == 0 ? 0 : IncompleteBeta.Inverse(count, cells - count + 1, tail),
            count == cells ? 1 : IncompleteBeta.Inverse(count + 1, cells - count, 1 - tail));
    }

    /// <summary>Equal-tailed interval of the posterior under Jeffreys' prior beta(1/2, 1/2); the end is 0 at no cell and 1 at all.</summary>
    /// <exception cref="InvalidParameterException">When not 0 &lt;= count &lt;= cells.</exception>
    public static Interval Jeffreys(long count, long cells, double confidence = 0.95)
    {
        double tail = Tail(count, cells, confidence);
        return new Interval(
            count == 0 ? 0 : IncompleteBeta.Inverse(count + 0.5, cells - count + 0.5, tail),
            count == cells ? 1 : IncompleteBeta.Inverse(count + 0.5, cells - count + 0.5, 1 - tail));
    }

    /// <summary>Exact one-sided upper bound.</summary>
    /// <exception cref="InvalidParameterException">When not 0 &lt;= count &lt;= cells.</exception>
    public static double UpperBound(long count, long cells, double confidence = 0.95)
    {
        Tail(count, cells, confidence);
        return count == cells ? 1 : IncompleteBeta.Inverse(count + 1, cells - count, confidence);
    }

    /// <summary>The rule of three, 3 / n: approximate 95 % upper bound when no cell was seen; null otherwise.</summary>
    /// <exception cref="InvalidParameterException">When not 0 &lt;= count &lt;= cells.</exception>
    public static double? RuleOfThree(long count, long cells)
    {
        Require(count, cells);
        return count == 0 && cells > 0 ? Math.Min(1, 3.0 / cells) : null;
    }

    private static Interval Score(long count, long cells, double effective, double confidence)
    {
        double z = Interval.Quantile(confidence);
        if (cells == 0) return new Interval(0, 1);
        double share = (double)count / cells, square = z * z / effective;
        double center = (share + 0.5 * square) / (1 + square);
        double half = z * Math.Sqrt(share * (1 - share) / effective + 0.25 * square / effective) / (1 + square);
        return new Interval(count == 0 ? 0 : center - half, count == cells ? 1 : center + half);
    }

    private static double Tail(long count, long cells, double confidence)
    {
        Require(count, cells);
        Interval.Quantile(confidence);
        return 0.5 * (1 - confidence);
    }

    private static void Require(long count, long cells)
    {
        if (count < 0 || count > cells) throw new InvalidParameterException($"A count lies between 0 and the number of cells; found {count} of {cells}.");
    }
}
