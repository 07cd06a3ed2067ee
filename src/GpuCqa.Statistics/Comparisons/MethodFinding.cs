namespace GpuCqa.Statistics;

/// <summary>Whether a method can carry a comparison (R04).</summary>
public sealed record MethodFinding
{
    /// <summary>The attribute that it measures.</summary>
    public required string Attribute { get; init; }

    /// <summary>Whether any measurement told of the method.</summary>
    public bool Shown { get; init; }

    /// <summary>What failed: METHOD_SHARE, CONTROL_OUT, CONTROL_DRIFT, NULL_DIFFERENT; empty when nothing did.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What could not be told, in words.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Variance components by ANOVA; null without replicates.</summary>
    public VarianceComponents? Anova { get; init; }

    /// <summary>Variance components by REML; null without replicates.</summary>
    public VarianceComponents? Reml { get; init; }

    /// <summary>Share of the method in the variance of one measurement of a lot (REML); NaN without replicates.</summary>
    public double MethodShare { get; init; } = double.NaN;

    /// <summary>Largest share allowed.</summary>
    public double ShareLimit { get; init; }

    /// <summary>What the method adds to the variance of a lot's value as compared; NaN without replicates.</summary>
    public double ValueVariance { get; init; } = double.NaN;

    /// <summary>Points of the control lot's history.</summary>
    public int History { get; init; }

    /// <summary>Its mean.</summary>
    public double HistoryMean { get; init; } = double.NaN;

    /// <summary>Its standard deviation.</summary>
    public double HistoryDeviation { get; init; } = double.NaN;

    /// <summary>Control points measured with this comparison.</summary>
    public IReadOnlyList<double> Controls { get; init; } = [];

    /// <summary>Two-sided p of the controls' mean against the history.</summary>
    public double DriftP { get; init; } = double.NaN;

    /// <summary>Drift that has to be flagged, as a share of the history's mean.</summary>
    public double DriftToSee { get; init; } = double.NaN;

    /// <summary>Probability with which these controls flag such a drift, at the history's standard deviation; NaN where the mean is 0 or there is no control.</summary>
    public double DriftPower { get; init; } = double.NaN;

    /// <summary>Controls that would flag it with the probability asked for; null when these do, when 100 would not, or when nothing can be said.</summary>
    public int? ControlsNeeded { get; init; }

    /// <summary>Whether the controls are too few to tell such a drift: they show nothing of the method.</summary>
    public bool ControlsInsufficient => DriftPower < MethodGate.LeastDriftPower;

    /// <summary>Verdict of lots split in two and made identically; null without them.</summary>
    public AttributeVerdict? NullVerdict { get; init; }

    /// <summary>Interval of their difference, lower end.</summary>
    public double NullLow { get; init; } = double.NaN;

    /// <summary>Upper end.</summary>
    public double NullHigh { get; init; } = double.NaN;

    /// <summary>Whether the gate failed.</summary>
    public bool Problem => Problems.Count > 0;
}
