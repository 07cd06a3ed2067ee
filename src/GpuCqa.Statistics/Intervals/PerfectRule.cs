namespace GpuCqa.Statistics;

/// <summary>At |rho| = 1 every resample has the same rho, so the end of the interval that lies inside is unknown, not 1.</summary>
internal static class PerfectRule
{
    /// <summary>Leaves an interval as it is unless |rho| = 1: then [NA, 1] or [-1, NA].</summary>
    public static Interval Apply(RankCorrelation observed, Interval interval)
    {
        if (!observed.IsPerfect) return interval;
        return observed.Covariance > 0 ? new Interval(double.NaN, 1) : new Interval(-1, double.NaN);
    }
}
