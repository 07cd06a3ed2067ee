namespace GpuCqa.Analysis.Shards;

/// <summary>What a task of the phase "read" made.</summary>
/// <param name="Lots">Its lots, in order.</param>
/// <param name="Holders">Cells with genes enough that have each shared gene, of its lots that have cells enough.</param>
/// <param name="Others">Cells of each name in the lot column that is none of the lots.</param>
public sealed record LotsRead(IReadOnlyList<LotRecord> Lots, long[] Holders, IReadOnlyDictionary<string, long> Others);
