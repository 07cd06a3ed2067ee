namespace GpuCqa.Statistics;

/// <summary>How one cluster of a discovery holds in refits.</summary>
public sealed record ClusterStability
{
    /// <summary>The cluster.</summary>
    public required StateId State { get; init; }

    /// <summary>Its cells.</summary>
    public required int Cells { get; init; }

    /// <summary>Mean over subsamples of the largest Jaccard index with a found cluster of the same resolution.</summary>
    public required double SubsampleMean { get; init; }

    /// <summary>Smallest of these.</summary>
    public required double SubsampleMin { get; init; }

    /// <summary>Share of the subsamples in which it is recovered: <see cref="StabilityRules.SubsampleJaccard"/> or more.</summary>
    public required double Recovered { get; init; }

    /// <summary>Share of the subsamples in which it is dissolved: <see cref="StabilityRules.Dissolved"/> or less.</summary>
    public required double Dissolved { get; init; }

    /// <summary>Mean over seeds of the largest Jaccard index.</summary>
    public required double SeedMean { get; init; }

    /// <summary>Smallest of these.</summary>
    public required double SeedMin { get; init; }

    /// <summary>Smallest over the lots left out of the largest Jaccard index.</summary>
    public required double LotOutMin { get; init; }

    /// <summary>The lot without which it is that.</summary>
    public required string? LotOutWorst { get; init; }

    /// <summary>Largest share of its cells that come from one lot.</summary>
    public required double LargestLotShare { get; init; }

    /// <summary>That lot.</summary>
    public required string LargestLot { get; init; }

    /// <summary>Share of the lots in which its fraction is above the limit of quantification.</summary>
    public required double LotsAboveLimit { get; init; }

    /// <summary>UNSTABLE, LOT_SPECIFIC, BELOW_LOQ.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
}
