namespace GpuCqa.Statistics;

/// <summary>How well the lots of a process lie within specification limits.</summary>
/// <param name="Ppk">Distance of the mean from the nearer limit over three standard deviations of all lots.</param>
/// <param name="Interval">Exact for one limit (noncentral t); of two limits that of the nearer one.</param>
/// <param name="Outside">Estimated share of lots outside of the limits.</param>
public sealed record ProcessCapability(double Ppk, Interval Interval, double Outside)
{
    /// <summary>The capability.</summary>
    /// <param name="mean">Mean of the lots.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="lots">Lots; at least 2.</param>
    /// <param name="low">Lower limit, or null.</param>
    /// <param name="high">Upper limit, or null; one of both there is.</param>
    /// <param name="confidence">Of the interval.</param>
    public static ProcessCapability Of(double mean, double deviation, int lots, double? low, double? high, double confidence)
    {
        double below = low is { } l ? (mean - l) / deviation : double.PositiveInfinity, above = high is { } h ? (h - mean) / deviation : double.PositiveInfinity;
        double near = Math.Min(below, above), root = Math.Sqrt(lots), tail = 0.5 * (1 - confidence);
        double outside = (double.IsInfinity(below) ? 0 : NormalTail.Upper(below)) + (double.IsInfinity(above) ? 0 : NormalTail.Upper(above));
        double Bound(double probability) => Noncentrality(near * root, lots - 1, probability) / (3 * root);
        return new ProcessCapability(near / 3, new Interval(Bound(1 - tail), Bound(tail)), outside);
    }

    // The noncentrality at which the statistic has the probability below it; the distribution falls in it.
    private static double Noncentrality(double t, double degreesOfFreedom, double probability)
    {
        double width = 1, low = t, high = t;
        while (NoncentralT.Cdf(t, degreesOfFreedom, low) < probability) low = t - (width *= 2);
        width = 1;
        while (NoncentralT.Cdf(t, degreesOfFreedom, high) > probability) high = t + (width *= 2);
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            if (NoncentralT.Cdf(t, degreesOfFreedom, middle) > probability) low = middle; else high = middle;
        }

        return 0.5 * (low + high);
    }
}
