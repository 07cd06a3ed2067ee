namespace GpuCqa.Statistics;

/// <summary>Posteriors of normal lots under Jeffreys' prior.</summary>
public static class LotPosterior
{
    /// <summary>Probability that the true difference lies inside margins: it is distributed as estimate + se t_df given the data.</summary>
    public static double Within(MeanDifference difference, double low, double high)
    {
        double below = StudentDistribution.Upper((difference.Estimate - low) / difference.StandardError, difference.DegreesOfFreedom);
        double above = StudentDistribution.Upper((high - difference.Estimate) / difference.StandardError, difference.DegreesOfFreedom);
        return 1 - below - above;
    }

    /// <summary>The same with an informative prior of the standard deviation: a scaled inverse chi-square around a multiple of what was found, worth as many degrees of freedom as the data.</summary>
    /// <remarks>The posterior scale is s^2 (1 + multiple^2) / 2 at twice the degrees of freedom: how far the answer rests on the spread of few lots.</remarks>
    public static double Within(MeanDifference difference, double low, double high, double multiple) =>
        Within(difference with { StandardError = difference.StandardError * Math.Sqrt(0.5 * (1 + (multiple * multiple))), DegreesOfFreedom = 2 * difference.DegreesOfFreedom }, low, high);

    /// <summary>Probability that the next lot lies in a range: it is distributed as mean + s sqrt(1 + 1 / n) t_(n - 1).</summary>
    public static double NextLot(IReadOnlyList<double> lots, double low, double high)
    {
        (double mean, double variance) = MeanDifference.Moments(lots);
        double scale = Math.Sqrt(variance * (1 + (1.0 / lots.Count)));
        return 1 - StudentDistribution.Upper((mean - low) / scale, lots.Count - 1) - StudentDistribution.Upper((high - mean) / scale, lots.Count - 1);
    }
}
