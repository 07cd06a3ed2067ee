namespace GpuCqa.Statistics;

/// <summary>One column against one readout within a family of Pearson correlations.</summary>
public sealed record PearsonHypothesis
{
    /// <summary>Index of the column.</summary>
    public required int Column { get; init; }

    /// <summary>Index of the readout.</summary>
    public required int Readout { get; init; }

    /// <summary>Pearson's r; NaN when not estimable.</summary>
    public required double R { get; init; }

    /// <summary>Whether the hypothesis belongs to the family: a constant side is listed only.</summary>
    public EstimateStatus Status => double.IsNaN(R) ? EstimateStatus.NotEstimable : EstimateStatus.Estimated;

    /// <summary>Orders in which this |r| is reached by this hypothesis.</summary>
    public long Count { get; init; }

    /// <summary>Orders in which this |r| is reached by any hypothesis of the family.</summary>
    public long CountSingleStep { get; init; }

    /// <summary>Orders in which this |r| is reached by this or a less extreme hypothesis, made monotone.</summary>
    public long CountStepDown { get; init; }

    /// <summary>Two-sided p of this hypothesis alone (abs rule); NaN when not estimable.</summary>
    public double P { get; init; } = double.NaN;

    /// <summary>Single-step maxT p, family-wise.</summary>
    public double PSingleStep { get; init; } = double.NaN;

    /// <summary>Step-down maxT p, family-wise.</summary>
    public double PStepDown { get; init; } = double.NaN;
}
