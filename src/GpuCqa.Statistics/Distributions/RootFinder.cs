namespace GpuCqa.Statistics;

/// <summary>Root of an increasing function by Newton's method inside a shrinking bracket.</summary>
internal static class RootFinder
{
    /// <summary>Finds the zero of <paramref name="value"/> between two bounds, the lower one finite and not negative.</summary>
    /// <remarks>
    /// A Newton step that leaves the bracket is replaced by bisection (doubling while the upper end is open). Stops when the step is a few
    /// units in the last place.
    /// </remarks>
    public static double Increasing(Func<double, double> value, Func<double, double> slope, double low, double high, double start)
    {
        double x = start > low && start < high ? start : Middle(low, high);
        for (int i = 0; i < 400; i++)
        {
            double at = value(x);
            if (at == 0) return x;
            if (at < 0) low = x; else high = x;
            double next = x - at / slope(x);
            if (!(next > low && next < high)) next = Middle(low, high);
            if (Math.Abs(next - x) <= 2e-16 * x || next == low || next == high) return next;
            x = next;
        }

        return x;
    }

    /// <summary>Keeps the denominators of Lentz's algorithm for continued fractions off zero.</summary>
    public static double AwayFromZero(double x) => Math.Abs(x) < 1e-300 ? 1e-300 : x;

    // Geometric once the bracket has left zero: a root of 1e-200 is then as near as one of 0.5.
    private static double Middle(double low, double high)
    {
        if (double.IsPositiveInfinity(high)) return low > 0 ? 2 * low : 1;
        if (low > 0 && high > 4 * low) return Math.Sqrt(low) * Math.Sqrt(high);
        return low == 0 && high > 1e-300 ? high * 1e-3 : 0.5 * (low + high);
    }
}
