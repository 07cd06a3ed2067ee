namespace GpuCqa.Statistics;

/// <summary>Which cells of a lot carry a potency, as far as the lots can tell: rates of the states of one partition, or why there are none.</summary>
public sealed record EffectiveCells
{
    /// <summary>Readout.</summary>
    public required string Readout { get; init; }

    /// <summary>Index of the partition.</summary>
    public required int Partition { get; init; }

    /// <summary>Why nothing was attributed; null when it was.</summary>
    public AttributionRefusal? Refusal { get; init; }

    /// <summary>Lots, or donors where some have several lots.</summary>
    public required int Units { get; init; }

    /// <summary>Parts whose rates are unknown.</summary>
    public required int Unknowns { get; init; }

    /// <summary>Rates, in the order of the states; empty when refused.</summary>
    public IReadOnlyList<PartRate> Parts { get; init; } = [];

    /// <summary>Mean share of a lot that the effective parts are, 0 to 1.</summary>
    public double Fraction { get; init; } = double.NaN;

    /// <summary>Percentile interval of it over resampled lots, the parts chosen anew in each.</summary>
    public Interval FractionInterval { get; init; } = Interval.Undefined;

    /// <summary>Share of each lot that the effective parts are.</summary>
    public IReadOnlyList<double> LotFractions { get; init; } = [];

    /// <summary>Fitted potency of each lot.</summary>
    public IReadOnlyList<double> Fitted { get; init; } = [];

    /// <summary>Condition number of lots x parts, columns of length 1; above <see cref="PotencyAttribution.LargestCondition"/> rates trade against one another.</summary>
    public double Condition { get; init; } = double.NaN;

    /// <summary>1 - squared errors of the fit / those of the mean.</summary>
    public double RSquared { get; init; } = double.NaN;

    /// <summary>The same for left-out lots (or donors) against the mean of the others: 0 or less says that the rates explain these lots and no other.</summary>
    public double Q2 { get; init; } = double.NaN;

    /// <summary>Whether every multiset of lots was fitted.</summary>
    public bool Exact { get; init; }

    /// <summary>Resamples.</summary>
    public int Resamples { get; init; }

    /// <summary>Probability of a resample with fewer different lots than parts, which is not fitted.</summary>
    public double Dropped { get; init; }
}
