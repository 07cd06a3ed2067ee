using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Limits for a specification, from the lots of a process.</summary>
public sealed record SpecificationResult : AnalysisResult
{
    /// <inheritdoc/>
    public override string Verb => "specification";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;

    /// <summary>Every parameter after defaults.</summary>
    public required SpecificationParameters Parameters { get; init; }

    /// <summary>The lots' values, attribute by attribute.</summary>
    public required IReadOnlyList<SpecifiedLot> Lots { get; init; }

    /// <summary>The limits, one an attribute.</summary>
    public required IReadOnlyList<AttributeLimits> Attributes { get; init; }
}
