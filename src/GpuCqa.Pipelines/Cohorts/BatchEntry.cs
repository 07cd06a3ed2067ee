namespace GpuCqa.Pipelines.Cohorts;

/// <summary>One cohort of a batch.</summary>
/// <param name="Name">Unique name; its folders are called so.</param>
/// <param name="Sheet">Cohort sheet, an absolute path.</param>
/// <param name="Readout">Readouts, separated by commas.</param>
/// <param name="Options">Further words of the command line of plan.</param>
public sealed record BatchEntry(string Name, string Sheet, string Readout, IReadOnlyList<string> Options);
