namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Whole lots that one task reads.</summary>
/// <param name="Index">Place among the shards, from 0.</param>
/// <param name="FirstLot">Index of its first train lot.</param>
/// <param name="Lots">Names of its lots, consecutive in the sheet.</param>
/// <param name="Cells">Cells before quality control.</param>
/// <param name="Entries">Stored entries.</param>
/// <param name="Sha256">SHA-256 over the SHA-256 (hexadecimal, one a line) of its files: what it must be read from.</param>
public sealed record CohortShard(int Index, int FirstLot, IReadOnlyList<string> Lots, long Cells, long Entries, string Sha256);
