namespace GpuCqa.Statistics;

/// <summary>Two groups of lots compared by the sum of midranks, over all ways to divide the lots into groups of these sizes.</summary>
public sealed record LotRankSum
{
    /// <summary>Lots of the first group.</summary>
    public required int First { get; init; }

    /// <summary>Lots of the second group.</summary>
    public required int Second { get; init; }

    /// <summary>Pairs in which the first group's lot is larger, ties counted half (Mann and Whitney's U).</summary>
    public required double U { get; init; }

    /// <summary>Whether every division was counted; otherwise divisions were drawn and p = (count + 1) / (drawn + 1).</summary>
    public required bool IsExact { get; init; }

    /// <summary>Divisions counted, C(n1 + n2, n1), or drawn; 0 when all values are the same.</summary>
    public required UInt128 Divisions { get; init; }

    /// <summary>Divisions with a sum of the first group of at most the observed one.</summary>
    public required UInt128 CountAtMost { get; init; }

    /// <summary>Divisions with a sum of the first group of at least the observed one.</summary>
    public required UInt128 CountAtLeast { get; init; }

    /// <summary>Divisions with a sum at least as far from its mean as the observed one (abs rule).</summary>
    public required UInt128 CountAsExtreme { get; init; }

    /// <summary>Divisions with the smallest sum that these values allow.</summary>
    public required UInt128 CountSmallest { get; init; }

    /// <summary>Divisions with the largest sum that these values allow.</summary>
    public required UInt128 CountLargest { get; init; }

    /// <summary>Whether the values differ at all and both groups have lots.</summary>
    public EstimateStatus Status => Divisions > 0 ? EstimateStatus.Estimated : EstimateStatus.NotEstimable;

    /// <summary>P that the first group is as low or lower; NaN when not estimable.</summary>
    public double PLess => P(CountAtMost);

    /// <summary>P that the first group is as high or higher; NaN when not estimable.</summary>
    public double PGreater => P(CountAtLeast);

    /// <summary>Two-sided p by the abs rule (not twice the smaller tail, which differs when ties make the distribution asymmetric); NaN when not estimable.</summary>
    public double PTwoSided => P(CountAsExtreme);

    /// <summary>Smallest <see cref="PLess"/> that these lots and ties allow.</summary>
    public double SmallestPLess => P(CountSmallest);

    /// <summary>Smallest <see cref="PGreater"/> that these lots and ties allow.</summary>
    public double SmallestPGreater => P(CountLargest);

    private double P(UInt128 count) => Divisions == 0 ? double.NaN : ExactRatio.Of(IsExact ? count : count + 1, IsExact ? Divisions : Divisions + 1);
}
