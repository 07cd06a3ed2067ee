namespace GpuCqa.Statistics;

/// <summary>Tail probabilities of the standard normal distribution, accurate on the log scale however far the tail.</summary>
/// <remarks>Pure functions of their argument; relative error of the log below 1e-14 for |z| up to 1e150.</remarks>
public static class NormalTail
{
    private const double Ln10 = 2.302585092994045684;
    private const double Sqrt2 = 1.4142135623730950488;

    /// <summary>log10 of the two-sided p-value P(|Z| >= |z|): 0 at z = 0, about -10000 at z = 214.5; NaN for NaN.</summary>
    public static double Log10TwoSided(double z) => LogTwoSided(z) / Ln10;

    /// <summary>Natural log of P(|Z| >= |z|).</summary>
    public static double LogTwoSided(double z)
    {
        double size = Math.Abs(z);
        return double.IsPositiveInfinity(size) ? double.NegativeInfinity : -0.5 * size * size + Math.Log(ScaledErfc.At(size / Sqrt2));
    }

    /// <summary>P(|Z| >= |z|); underflows to 0 beyond |z| = 38.6.</summary>
    public static double TwoSided(double z)
    {
        double size = Math.Abs(z);
        return double.IsPositiveInfinity(size) ? 0 : HalfSquareExponential(size) * ScaledErfc.At(size / Sqrt2);
    }

    /// <summary>P(Z > z).</summary>
    public static double Upper(double z) => z >= 0 ? 0.5 * TwoSided(z) : 1 - 0.5 * TwoSided(z);

    /// <summary>Natural log of P(Z > z).</summary>
    public static double LogUpper(double z) => z >= 0 ? LogTwoSided(z) - Math.Log(2) : Elementary.Log1P(-0.5 * TwoSided(z));

    // The rounding error of z^2 would be multiplied by exp: it is computed exactly by a fused multiply-add and applied as a factor.
    private static double HalfSquareExponential(double z)
    {
        double square = z * z;
        double error = Math.FusedMultiplyAdd(z, z, -square);
        return Math.Exp(-0.5 * square) * (1 - 0.5 * error);
    }
}
