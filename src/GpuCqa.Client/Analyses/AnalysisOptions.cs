namespace GpuCqa.Client.Analyses;

/// <summary>How an analysis is queued.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Id of the analysis; a new one if null.</summary>
    public string? AnalysisId { get; init; }

    /// <summary>auto, cpu, cpu:reference, cuda:N or opencl:N.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Higher runs earlier within the project; 0 to 99.</summary>
    public int Priority { get; init; }

    /// <summary>Check everything, and queue nothing; <see cref="Projects.ProjectClient.PlanAsync"/> also says what it would need.</summary>
    public bool ValidateOnly { get; init; }
}
