namespace GpuCqa.Analysis.Images;

/// <summary>Median and scaled median absolute deviation, as in R's mad and pycytominer's mad_robustize.</summary>
internal static class RobustSpread
{
    /// <summary>1 / the upper quartile of the standard normal distribution.</summary>
    public const double Normal = 1.482602218505602;

    /// <summary>A spread that float32 rounding alone can make is none.</summary>
    private const double Rounding = 4 * 1.1920929e-7;

    /// <summary>Of the finite values; NaN where there are fewer than two, a spread of 0 where it is within rounding of the values.</summary>
    public static (double Center, double Spread) Of(Span<double> values)
    {
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i])) values[count++] = values[i];
        }

        if (count < 2) return (double.NaN, double.NaN);
        Span<double> finite = values[..count];
        double center = Median(finite);
        for (int i = 0; i < finite.Length; i++) finite[i] = Math.Abs(finite[i] - center);
        double spread = Normal * Median(finite);
        return (center, spread <= Rounding * Math.Abs(center) ? 0 : spread);
    }

    /// <summary>The middle value, or the mean of the two; sorts.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }
}
