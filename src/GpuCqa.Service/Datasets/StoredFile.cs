namespace GpuCqa.Service.Datasets;

/// <summary>A file of a dataset: its path within it, its size in bytes, and the SHA-256 of its content.</summary>
public sealed record StoredFile(string Path, long Size, string Sha256);
