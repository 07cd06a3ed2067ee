namespace GpuCqa.Compute.Exact;

/// <summary>ln(1 + x) without the loss of 1 + x for small x.</summary>
public static class LogOnePlus
{
    /// <summary>ln(1 + x) for x >= 0, to about one unit in the last place.</summary>
    /// <remarks>
    /// u = 1 + x is rounded; ln(1 + x) = ln(u) + (x - (u - 1)) / u restores what the rounding dropped (Kahan's correction in its additive form).
    /// </remarks>
    public static double Of(double x)
    {
        double u = 1.0 + x;
        if (double.IsInfinity(u)) return u;
        if (u == 1.0) return x;
        return Math.Log(u) + ((x - (u - 1.0)) / u);
    }
}
