namespace GpuCqa.Pipelines.Cohorts;

/// <summary>A build of the program.</summary>
/// <param name="Version">Version of the engine.</param>
/// <param name="Commit">Commit that it was built from, or null.</param>
/// <param name="Build">SHA-256 over the identities of its assemblies and the runtime: two builds that may compute otherwise differ in it.</param>
public sealed record CohortEngine(string Version, string? Commit, string Build);
