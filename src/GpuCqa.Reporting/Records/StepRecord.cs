namespace GpuCqa.Reporting.Records;

/// <summary>How long one step took.</summary>
/// <param name="Name">Short name of the step, as progress shows it.</param>
/// <param name="Seconds">Wall-clock seconds.</param>
public sealed record StepRecord(string Name, double Seconds);
