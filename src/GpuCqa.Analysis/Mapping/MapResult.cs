using GpuCqa.Analysis.References;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Mapping;

/// <summary>What mapping new lots onto a frozen reference shows: what their cells are, what is not in the reference, and whether the claim stands.</summary>
public sealed record MapResult : AnalysisResult, IRemovedResult
{
    /// <summary>Parameters after defaults.</summary>
    public required MapParameters Parameters { get; init; }

    /// <summary>The reference; its matrices are empty when the result was read back.</summary>
    public required ReferenceModel Reference { get; init; }

    /// <summary>The limits by which cells were refused.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>Index of the resolution that scores, margins and verdicts are of: that of the first hypothesis.</summary>
    public required int MainResolution { get; init; }

    /// <summary>The mapped lots, in sheet order.</summary>
    public required IReadOnlyList<MappedLot> Lots { get; init; }

    /// <summary>The mapped cells.</summary>
    public required MappedCells Cells { get; init; }

    /// <summary>p(cluster | lot) of the mapped lots; refused cells are in no cluster and count in the lot.</summary>
    public required IReadOnlyList<StateFraction> Fractions { get; init; }

    /// <summary>What the sets of mapped lots say of the locked claims.</summary>
    public required ReplicationFindings Replication { get; init; }

    /// <summary>Per claim of the reference, the share of its cluster's cells that are high in its key marker: all train lots in their order, then the mapped ones that have the gene; null of a claim without a marker. Empty when it was not looked at.</summary>
    public IReadOnlyList<MarkerHighResult?> MarkerHigh { get; init; } = [];

    /// <summary>The anchors of each mapped lot where they were asked for; otherwise empty.</summary>
    public IReadOnlyList<IReadOnlyList<Anchor>> Anchors { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<RemovedCount> Removed { get; init; } = [];

    /// <inheritdoc/>
    public override string Verb => "map";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;
}
