namespace GpuCqa.Pipelines.Records;

/// <summary>What the program that runs a pipeline says of itself in the provenance.</summary>
/// <param name="GpuPackages">The packages of the GPU library, in words.</param>
/// <param name="Command">The command line, or null when the run did not come from one.</param>
public sealed record ProgramRecord(string GpuPackages, string? Command);
