namespace GpuCqa.Client.Uploads;

/// <summary>What a cohort is called, and how its sheet is read.</summary>
public sealed record CohortUploadOptions
{
    /// <summary>Id of the cohort; made from its content if null, so that the same sheet over the same bytes is one cohort.</summary>
    public string? CohortId { get; init; }

    /// <summary>Human-readable name; the name of the sheet if null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Per-cell column that names the lot, when one file holds several lots; paths of the sheet may then be empty.</summary>
    public string? LotColumn { get; init; }

    /// <summary>Leave out lots of the role train, and their files, which a mapping does not read.</summary>
    public bool WithoutTrain { get; init; }

    /// <summary>Genome whose subfolder is meant where a folder holds several.</summary>
    public string? Genome { get; init; }
}
