namespace GpuCqa.Statistics;

/// <summary>A difference within lots, tested over lots.</summary>
/// <param name="Mean">Mean over lots.</param>
/// <param name="Error">Standard error with the moderated variance.</param>
/// <param name="Freedom">Degrees of freedom of it.</param>
/// <param name="P">Two-sided p of the moderated t.</param>
/// <param name="PairedP">Two-sided p of the ordinary paired t; NaN of one lot.</param>
/// <param name="SignFlipP">Two-sided p over all sign patterns of the lots.</param>
public readonly record struct LotTest(double Mean, double Error, double Freedom, double P, double PairedP, double SignFlipP)
{
    /// <summary>Interval of the mean.</summary>
    public Interval Interval(double confidence)
    {
        if (!(Freedom > 0) || !double.IsFinite(Error)) return Statistics.Interval.Undefined;
        double half = StudentDistribution.Quantile(0.5 * (1 + confidence), Freedom) * Error;
        return new Interval(Mean - half, Mean + half);
    }
}
