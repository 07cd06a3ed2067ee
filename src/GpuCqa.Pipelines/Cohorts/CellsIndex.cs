namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Where packed blocks lie in a file of cells.</summary>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Offsets">First byte of each block.</param>
/// <param name="Bytes">Bytes of each block.</param>
/// <param name="Hashes">XXH3 of each block.</param>
public sealed record CellsIndex(long Length, long[] Offsets, int[] Bytes, ulong[] Hashes);
