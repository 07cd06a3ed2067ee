namespace GpuCqa.Statistics;

/// <summary>Bootstrap of Spearman's rho over lots: the lot is what is drawn, never the cell.</summary>
public sealed record BootstrapResult
{
    /// <summary>Rho of the lots themselves.</summary>
    public required double Rho { get; init; }

    /// <summary>Whether rho is defined; if not, every number below is NaN.</summary>
    public required EstimateStatus Status { get; init; }

    /// <summary>Resamples drawn, or multisets enumerated by the ideal bootstrap.</summary>
    public required long Resamples { get; init; }

    /// <summary>Share (probability) of resamples in which a side is constant; they are left out.</summary>
    public required double Dropped { get; init; }

    /// <summary>Mean of rho over resamples.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation of rho over resamples: n - 1 denominator for drawn ones, the distribution's own for the ideal bootstrap.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>P(rho* &lt; rho) + P(rho* = rho) / 2.</summary>
    public required double Middle { get; init; }

    /// <summary>Bias correction, the normal quantile of <see cref="Middle"/>.</summary>
    public required double BiasCorrection { get; init; }

    /// <summary>Acceleration from the jackknife over lots.</summary>
    public required double Acceleration { get; init; }

    /// <summary>Level at which the lower end of the BCa interval is read.</summary>
    public required double LowLevel { get; init; }

    /// <summary>Level at which the upper end of the BCa interval is read.</summary>
    public required double HighLevel { get; init; }

    /// <summary>Percentile interval.</summary>
    public required Interval Percentile { get; init; }

    /// <summary>Bias-corrected and accelerated interval (Efron 1987); [NA, 1] or [-1, NA] at |rho| = 1, where every resample agrees and the spread says nothing.</summary>
    public required Interval Bca { get; init; }

    internal static BootstrapResult NotEstimable { get; } = new()
    {
        Rho = double.NaN, Status = EstimateStatus.NotEstimable, Resamples = 0, Dropped = double.NaN, Mean = double.NaN, StandardDeviation = double.NaN,
        Middle = double.NaN, BiasCorrection = double.NaN, Acceleration = double.NaN, LowLevel = double.NaN, HighLevel = double.NaN,
        Percentile = Interval.Undefined, Bca = Interval.Undefined,
    };
}
