namespace GpuCqa.Pipelines.Cohorts;

/// <summary>How far a phase is.</summary>
/// <param name="Name">The phase.</param>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Done">Those whose files are there.</param>
/// <param name="Merged">When its merge was done, UTC, or null.</param>
public sealed record PhaseStatus(string Name, int Tasks, int Done, DateTime? Merged);
