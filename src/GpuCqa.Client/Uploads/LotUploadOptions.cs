namespace GpuCqa.Client.Uploads;

/// <summary>What a cohort of lots alone is called, and how its sheet is read.</summary>
public sealed record LotUploadOptions
{
    /// <summary>Id of the cohort; made from its content if null, so that the same sheet is one cohort.</summary>
    public string? CohortId { get; init; }

    /// <summary>Human-readable name; the name of the sheet if null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Column that names the lots; <c>lot</c> or the first where it is null or not the sheet's.</summary>
    public string? LotColumn { get; init; }

    /// <summary>Columns that will be asked for as readouts: one that a cohort cannot hold under its name is refused.</summary>
    public IReadOnlyList<string> Readouts { get; init; } = [];
}
