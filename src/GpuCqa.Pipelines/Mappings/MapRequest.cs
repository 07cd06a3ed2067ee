using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>What a user says of a mapping.</summary>
public sealed record MapRequest
{
    /// <summary>Lots with the paths of their cells; those of the role train are not read.</summary>
    public required Cohort Cohort { get; init; }

    /// <summary>Folder of the reference, or of the result that holds it.</summary>
    public required string Reference { get; init; }

    /// <summary>Parameters after defaults.</summary>
    public required MapParameters Parameters { get; init; }

    /// <summary>Per-cell column that names the lot, or null.</summary>
    public string? LotColumn { get; init; }

    /// <summary>How files of cells are read.</summary>
    public CellFileOptions Files { get; init; } = new();
}
