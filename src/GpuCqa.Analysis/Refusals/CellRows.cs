using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>The counts of some cells, where they lie.</summary>
/// <param name="counts">cells x genes, CSR.</param>
/// <param name="rows">Rows of it that are these cells, in order; null = all.</param>
internal sealed class CellRows(CsrMatrix<float> counts, int[]? rows = null)
{
    /// <summary>Number of cells.</summary>
    public int Count => rows?.Length ?? counts.Rows;

    /// <summary>Number of genes.</summary>
    public int Genes => counts.Columns;

    /// <summary>The genes that a cell has counts of, increasing.</summary>
    public ReadOnlySpan<int> Indices(int cell) => counts.RowIndices(rows is null ? cell : rows[cell]);

    /// <summary>A cell's counts of them.</summary>
    public ReadOnlySpan<float> Counts(int cell) => counts.RowValues(rows is null ? cell : rows[cell]);
}
