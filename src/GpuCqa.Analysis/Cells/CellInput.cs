using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Cells;

/// <summary>A source of cells and the lot that they belong to.</summary>
/// <param name="Source">The cells.</param>
/// <param name="Lot">Index of the lot among the lots of the input, or -1 when the source's grouping column names the lot of each cell.</param>
public sealed record CellInput(CellSource Source, int Lot);
