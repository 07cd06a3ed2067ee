using GpuCqa.Analysis.Shards;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>What a task of the phase "read" wrote.</summary>
/// <param name="Read">The lots.</param>
/// <param name="Cells">Their raw rows.</param>
internal sealed record StoredLots(LotsRead Read, CellsIndex Cells);
