namespace GpuCqa.Client.Uploads;

/// <summary>How far an upload is; of a cohort, all datasets together.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Path">The file or folder in hand.</param>
/// <param name="DoneBytes">Bytes hashed, or bytes that the service has or is being sent.</param>
/// <param name="TotalBytes">Bytes in all.</param>
public sealed record UploadProgress(UploadPhase Phase, string Path, long DoneBytes, long TotalBytes);
