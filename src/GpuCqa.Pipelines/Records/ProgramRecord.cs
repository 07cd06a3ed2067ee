namespace GpuCqa.Pipelines.Records;

/// <summary>What the program that runs a pipeline says of itself in the provenance.</summary>
/// <param name="IlgpuVersion">Version of the package that drives the GPUs.</param>
/// <param name="Command">The command line, or null when the run did not come from one.</param>
public sealed record ProgramRecord(string IlgpuVersion, string? Command);
