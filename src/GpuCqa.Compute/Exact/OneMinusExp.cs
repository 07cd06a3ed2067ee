namespace GpuCqa.Compute.Exact;

/// <summary>1 - exp(-x) without the loss of 1 - 1 for small x, from additions and multiplications only, so that kernels compute it as the host does.</summary>
internal static class OneMinusExp
{
    // From here on the result rounds to 1.
    private const double Whole = 40;

    /// <summary>1 - exp(-x) for x >= 0, to a few units in the last place.</summary>
    /// <remarks>
    /// x is halved until it is at most 1/8, where x (1 - x/2 (1 - x/3 (1 - ...))) to the eleventh term is exact to 1e-18; with p = 1 - exp(-y), 1 - exp(-2 y) = p (2 - p),
    /// in which nothing cancels.
    /// </remarks>
    public static double Of(double x)
    {
        if (x >= Whole) return 1;
        int halvings = 0;
        while (x > 0.125)
        {
            x *= 0.5;
            halvings++;
        }

        double p = x * (1 - (x * (1.0 / 2) * (1 - (x * (1.0 / 3) * (1 - (x * (1.0 / 4) * (1 - (x * (1.0 / 5) * (1 - (x * (1.0 / 6)
            * (1 - (x * (1.0 / 7) * (1 - (x * (1.0 / 8) * (1 - (x * (1.0 / 9) * (1 - (x * (1.0 / 10) * (1 - (x * (1.0 / 11)))))))))))))))))))));
        for (int h = 0; h < halvings; h++) p *= 2 - p;
        return p;
    }
}
