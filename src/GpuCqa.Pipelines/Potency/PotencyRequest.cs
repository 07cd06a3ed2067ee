using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.Potency;

/// <summary>What a user says of a table of assay plates.</summary>
public sealed record PotencyRequest
{
    /// <summary>Table with one row a well.</summary>
    public required string Table { get; init; }

    /// <summary>Weights, limits, control lot.</summary>
    public PotencyParameters Parameters { get; init; } = new();

    /// <summary>Column of the response; null = response, signal, absorbance or od.</summary>
    public string? ResponseColumn { get; init; }
}
