using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;

namespace GpuCqa.Pipelines.Detections;

/// <summary>What a user says of a search for a hazard through a mapping.</summary>
public sealed record SpikeRequest
{
    /// <summary>The lots that are searched and spiked; those of the role train are not read, those of the role blank are known to be free of the hazard.</summary>
    public required Cohort Cohort { get; init; }

    /// <summary>Folder of the reference, or of the result that holds it.</summary>
    public required string Reference { get; init; }

    /// <summary>How the search is made.</summary>
    public required DetectParameters Parameters { get; init; }

    /// <summary>File of hazardous cells; null takes those of the hazard's cluster in the reference.</summary>
    public string? HazardCells { get; init; }

    /// <summary>Per-cell column that names the lot, or null.</summary>
    public string? LotColumn { get; init; }

    /// <summary>How files of cells are read.</summary>
    public CellFileOptions Files { get; init; } = new();
}
