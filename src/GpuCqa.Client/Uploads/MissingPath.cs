namespace GpuCqa.Client.Uploads;

/// <summary>A file or folder that a service does not have.</summary>
/// <param name="Path">Path here.</param>
/// <param name="SizeBytes">Bytes of all its files.</param>
public sealed record MissingPath(string Path, long SizeBytes);
