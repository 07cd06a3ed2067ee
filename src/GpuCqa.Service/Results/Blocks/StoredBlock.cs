namespace GpuCqa.Service.Results;

/// <summary>Bytes of a stored file that are read and checked as one.</summary>
/// <param name="First">First unit of it: a row of a table, a byte of a file.</param>
/// <param name="Count">Units.</param>
/// <param name="Offset">First byte within the file.</param>
/// <param name="Bytes">Bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes.</param>
public readonly record struct StoredBlock(long First, int Count, long Offset, int Bytes, ReadOnlyMemory<byte> Sha256);
