namespace GpuCqa.Reporting.Records;

/// <summary>A step that was not computed in a run, but kept by an earlier one of the same job that was stopped.</summary>
/// <param name="Step">Short name of the step, as progress shows it.</param>
/// <param name="Finished">When the earlier run finished it.</param>
/// <param name="Seconds">Wall-clock seconds that it took then.</param>
public sealed record ResumedRecord(string Step, DateTimeOffset Finished, double Seconds);
