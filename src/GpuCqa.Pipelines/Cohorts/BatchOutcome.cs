namespace GpuCqa.Pipelines.Cohorts;

/// <summary>What became of one cohort of a batch.</summary>
/// <param name="Name">The cohort.</param>
/// <param name="State">done, unchanged or failed.</param>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Message">What was said when it failed.</param>
/// <param name="Plan">SHA-256 of its plan, or empty.</param>
/// <param name="Findings">Best association of each readout.</param>
/// <param name="Moved">What moved against the result that was there before.</param>
public sealed record BatchOutcome(string Name, string State, int ExitCode, string Message, string Plan, IReadOnlyList<FindingLine> Findings, IReadOnlyList<string> Moved);
