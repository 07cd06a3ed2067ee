using GpuCqa.Api.V1;

namespace GpuCqa.Client.Uploads;

/// <summary>What a dataset is called, and which part of a folder it is.</summary>
public sealed record DatasetUploadOptions
{
    /// <summary>Id of the dataset; made from the content if null, so that the same bytes are sent once.</summary>
    public string? DatasetId { get; init; }

    /// <summary>Human-readable name; the name of the file or folder if null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What the file holds: cells, states alone, or gene sets.</summary>
    public Dataset.Types.Content Content { get; init; } = Dataset.Types.Content.Cells;

    /// <summary>Genome whose subfolder is meant where a folder holds several.</summary>
    public string? Genome { get; init; }
}
