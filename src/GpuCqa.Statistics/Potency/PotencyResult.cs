using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What assay plates say of lots.</summary>
public sealed record PotencyResult : AnalysisResult
{
    /// <summary>Parameters after defaults.</summary>
    public required PotencyParameters Parameters { get; init; }

    /// <summary>Unit of the lots' values.</summary>
    public required string Unit { get; init; }

    /// <summary>The plates, in the order of the table.</summary>
    public required IReadOnlyList<PlateCurve> Plates { get; init; }

    /// <summary>Every well, in the order of the table.</summary>
    public required IReadOnlyList<WellValue> Wells { get; init; }

    /// <summary>Every lot and condition, in the order of the table.</summary>
    public required IReadOnlyList<LotPotency> Lots { get; init; }

    /// <summary>Names of the readouts, one a condition.</summary>
    public IReadOnlyList<string> Readouts => [.. Lots.Select(l => l.Readout).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string Verb => "potency";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;
}
