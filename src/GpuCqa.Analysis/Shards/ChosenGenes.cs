using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Shards;

/// <summary>Which lots and genes a cohort is analysed with.</summary>
/// <param name="Lots">Indices of the lots among the train lots, in order.</param>
/// <param name="Map">Per shared gene: its place among the kept ones, or -1.</param>
/// <param name="Marked">Whether each kept gene is mitochondrial.</param>
/// <param name="Genes">The kept genes.</param>
/// <param name="Join">How genes were joined.</param>
public sealed record ChosenGenes(int[] Lots, int[] Map, bool[] Marked, FeatureTable Genes, GeneJoin Join);
