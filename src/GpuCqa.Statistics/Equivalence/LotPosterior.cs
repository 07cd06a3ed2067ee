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

    /// <summary>Probability that the next lot lies in a range: it is distributed as mean + s sqrt(1 + 1 / n) t_(n - 1).</summary>
    public static double NextLot(IReadOnlyList<double> lots, double low, double high)
    {
        (double mean, double variance) = MeanDifference.Moments(lots);
        double scale = Math.Sqrt(variance * (1 + (1.0 / lots.Count)));
        return 1 - StudentDistribution.Upper((mean - low) / scale, lots.Count - 1) - StudentDistribution.Upper((high - mean) / scale, lots.Count - 1);
    }
}
