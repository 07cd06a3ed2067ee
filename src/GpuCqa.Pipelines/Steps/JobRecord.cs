namespace GpuCqa.Pipelines.Steps;

/// <summary>What makes two runs the same job.</summary>
/// <typeparam name="TJob">A record that a step could make.</typeparam>
/// <param name="Job">What is asked, written out whole.</param>
/// <param name="Inputs">Label and SHA-256 of each file.</param>
/// <param name="Program">The build of the program, and what it runs on.</param>
/// <param name="Device">The device, without what results do not depend on (threads, memory).</param>
internal sealed record JobRecord<TJob>(TJob Job, IReadOnlyList<(string Label, string Sha256)> Inputs, string Program, string Device);
