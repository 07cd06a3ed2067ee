namespace GpuCqa.Service.Results;

/// <summary>A file of a finished analysis.</summary>
/// <param name="Path">Path within the result folder, with forward slashes.</param>
/// <param name="Content">Bytes.</param>
public sealed record StoredResultFile(string Path, StoredContent Content);
