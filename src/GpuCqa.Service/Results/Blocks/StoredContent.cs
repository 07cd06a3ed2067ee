namespace GpuCqa.Service.Results;

/// <summary>What is recorded of a stored file, by which damage of any part of it is found.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="BlocksSha256">SHA-256 of the list of its blocks, lower-case hex.</param>
public sealed record StoredContent(long Size, string Sha256, string BlocksSha256);
