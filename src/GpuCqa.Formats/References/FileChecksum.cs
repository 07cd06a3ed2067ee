namespace GpuCqa.Formats.References;

/// <summary>One file of a checksummed folder.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
public sealed record FileChecksum(string Name, long Bytes, string Sha256);
