namespace GpuCqa.Reporting.Records;

/// <summary>The compute device that made the result.</summary>
/// <param name="Kind">"cpu", "cpu:reference", "cuda:0"; same kind, same bytes. The report shows only this.</param>
/// <param name="Description">What and why in words (model, driver, why auto chose it).</param>
/// <param name="VectorBits">Width of the vectors used, in bits; 0 for scalar code.</param>
/// <param name="Threads">Threads used.</param>
public sealed record DeviceRecord(string Kind, string Description, int VectorBits, int Threads);
