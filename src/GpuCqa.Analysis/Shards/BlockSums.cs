using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;

namespace GpuCqa.Analysis.Shards;

/// <summary>Some blocks of kept cells, and the moments of all genes over them: a node of the tree.</summary>
/// <param name="Blocks">Where the blocks lie, cells x kept genes, raw counts.</param>
/// <param name="Totals">Sum of each cell's values.</param>
/// <param name="Raw">Moments of the counts; null where there is no cell.</param>
/// <param name="Normalized">Moments of the normalized values; null where there is no cell.</param>
public sealed record BlockSums(ShelvedBlock[] Blocks, double[] Totals, ColumnMoments? Raw, ColumnMoments? Normalized);
