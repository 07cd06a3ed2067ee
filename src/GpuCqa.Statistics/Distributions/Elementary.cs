namespace GpuCqa.Statistics;

/// <summary>Elementary functions that the base library lacks, accurate where the obvious form cancels.</summary>
public static class Elementary
{
    /// <summary>ln(1 + x).</summary>
    /// <remarks>Kahan's correction: the rounding error of 1 + x cancels in the ratio.</remarks>
    public static double Log1P(double x)
    {
        double sum = 1 + x;
        if (double.IsInfinity(sum) || sum <= 0) return Math.Log(sum);
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>Throws when a probability is not in [0, 1].</summary>
    public static void RequireProbability(double p)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in [0, 1].");
    }
}
