namespace GpuCqa.Statistics;

/// <summary>A result that a cell of the matrix rests on.</summary>
/// <param name="Entry">Its place in the registry.</param>
/// <param name="Kind">Verb of the result.</param>
/// <param name="Sha256">SHA-256 of its folder.</param>
/// <param name="Folder">The folder.</param>
/// <param name="Engine">Version of the engine that made it.</param>
/// <param name="Said">What it says, in a few words.</param>
public sealed record RegistryEvidence(long Entry, string Kind, string Sha256, string Folder, string Engine, string Said);
