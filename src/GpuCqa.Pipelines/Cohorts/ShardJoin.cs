using GpuCqa.Core.Cohorts;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>How the genes of a shard's files are joined with those of all others, so that a task opens its own files alone.</summary>
/// <param name="Shared">Genes that all files share.</param>
/// <param name="Maps">Per file of the shard: shared gene of each of its columns, or -1.</param>
internal sealed record ShardJoin(FeatureTable Shared, IReadOnlyList<int[]> Maps);
