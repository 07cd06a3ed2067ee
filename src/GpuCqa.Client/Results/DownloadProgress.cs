namespace GpuCqa.Client.Results;

/// <summary>How far a download is, all files together.</summary>
/// <param name="Path">The file in hand.</param>
/// <param name="DoneBytes">Bytes that are here.</param>
/// <param name="TotalBytes">Bytes in all.</param>
public sealed record DownloadProgress(string Path, long DoneBytes, long TotalBytes);
