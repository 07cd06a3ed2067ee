namespace GpuCqa.Reporting.Trust;

/// <summary>A file of a result folder.</summary>
/// <param name="Name">Path below the folder, with slashes.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
public sealed record SealedFile(string Name, long Bytes, string Sha256);
