using GpuCqa.Analysis.Shards;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>What a task of the phase "moments" wrote.</summary>
/// <param name="Sums">The sums.</param>
/// <param name="Cells">The blocks.</param>
internal sealed record StoredBlocks(BlockSums Sums, CellsIndex Cells);
