using GpuCqa.Analysis.Cells;

namespace GpuCqa.Analysis.Shards;

/// <summary>The raw rows of a lot and which of them are kept.</summary>
/// <param name="FirstCell">Place of its first kept cell among all.</param>
/// <param name="Rows">cells x shared genes, packed, in file order.</param>
/// <param name="Kept">Of each cell, whether it is kept.</param>
/// <param name="Totals">Counts of the kept ones.</param>
public sealed record RawLot(int FirstCell, BlockShelf Rows, bool[] Kept, double[] Totals);
