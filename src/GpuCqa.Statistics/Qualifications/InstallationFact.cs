namespace GpuCqa.Statistics;

/// <summary>Something that is installed, or how the machine is set.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">Version, setting or size.</param>
/// <param name="Sha256">SHA-256 of its file; null of what is no file.</param>
public sealed record InstallationFact(string Name, string Value, string? Sha256 = null);
