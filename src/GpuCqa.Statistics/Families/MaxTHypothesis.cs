namespace GpuCqa.Statistics;

/// <summary>One fraction against one readout within a family.</summary>
public sealed record MaxTHypothesis
{
    /// <summary>Index of the fraction (cluster).</summary>
    public required int Fraction { get; init; }

    /// <summary>Index of the readout.</summary>
    public required int Readout { get; init; }

    /// <summary>Spearman's rho, partial where the design has blocks or covariates; NaN when not estimable.</summary>
    public required double Rho { get; init; }

    /// <summary>Whether the hypothesis belongs to the family: a constant side is listed only.</summary>
    public EstimateStatus Status => double.IsNaN(Rho) ? EstimateStatus.NotEstimable : EstimateStatus.Estimated;

    /// <summary>Orders in which this |rho| is reached by this hypothesis.</summary>
    public long Count { get; init; }

    /// <summary>Orders in which this |rho| is reached by any hypothesis of the family.</summary>
    public long CountSingleStep { get; init; }

    /// <summary>Orders in which this |rho| is reached by this or a less extreme hypothesis, made monotone.</summary>
    public long CountStepDown { get; init; }

    /// <summary>Two-sided p of this hypothesis alone (abs rule); NaN when not estimable.</summary>
    public double P { get; init; } = double.NaN;

    /// <summary>Single-step maxT p, family-wise.</summary>
    public double PSingleStep { get; init; } = double.NaN;

    /// <summary>Step-down maxT p, family-wise.</summary>
    public double PStepDown { get; init; } = double.NaN;

    /// <summary>Single-step minP p, family-wise; NaN when not asked for.</summary>
    public double PMinP { get; init; } = double.NaN;

    /// <summary>Step-down minP p, family-wise; NaN when not asked for.</summary>
    public double PMinPStepDown { get; init; } = double.NaN;
}
