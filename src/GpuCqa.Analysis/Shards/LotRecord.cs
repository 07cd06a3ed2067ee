using GpuCqa.Analysis.Cells;

namespace GpuCqa.Analysis.Shards;

/// <summary>One lot as a task read it.</summary>
/// <param name="Quality">Quality of its cells and the limits that follow.</param>
/// <param name="Barcodes">Names of its cells, in file order.</param>
/// <param name="Digests">Digest of each cell, by which lots that hold the same cells are found.</param>
/// <param name="Telling">Digests of cells with entries enough to be told apart.</param>
/// <param name="Blocks">Where its raw rows lie, cells x shared genes.</param>
public sealed record LotRecord(LotQuality Quality, string[] Barcodes, ulong[] Digests, ulong[] Telling, ShelvedBlock[] Blocks);
