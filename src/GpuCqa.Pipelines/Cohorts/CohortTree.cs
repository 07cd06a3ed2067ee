namespace GpuCqa.Pipelines.Cohorts;

/// <summary>The tree in which sums over cells are merged: leaves are blocks of cells in cohort order, two nodes of one height become one.</summary>
/// <param name="BlockCells">Cells of a block; the last may hold fewer.</param>
/// <param name="ShardBlocks">Blocks that one task sums: a power of two, so that what a task makes is a node of the tree.</param>
public sealed record CohortTree(int BlockCells, int ShardBlocks);
