using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>The counts of some cells.</summary>
internal sealed class CellRows
{
    /// <summary>Entries of a part, at least but for the last.</summary>
    private const int PartEntries = 1 << 21;

    private readonly CsrMatrix<float> counts;

    private CellRows(CsrMatrix<float> counts) => this.counts = counts;

    /// <summary>Receives a cell's counts.</summary>
    public delegate void RowVisitor(int cell, ReadOnlySpan<int> genes, ReadOnlySpan<float> counts);

    /// <summary>Number of cells.</summary>
    public int Count => counts.Rows;

    /// <summary>Number of genes.</summary>
    public int Genes => counts.Columns;

    /// <summary>All rows of a matrix, where they lie.</summary>
    public static CellRows Of(CsrMatrix<float> all) => new(all);

    /// <summary>Some cells, copied out of blocks that may lie packed.</summary>
    /// <param name="blocks">cells x genes, in cell order.</param>
    /// <param name="cells">Cells, increasing.</param>
    public static CellRows Of(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells)
    {
        var rows = new CsrRowBuffer<float>(CellSweep.Genes(blocks));
        Visit(blocks, cells, (_, genes, values) => rows.Append(genes, values));
        return new CellRows(rows.Lend());
    }

    /// <summary>Some cells in order, a part at a time that takes little memory, each of use until the next is asked for.</summary>
    /// <param name="blocks">cells x genes, in cell order.</param>
    /// <param name="cells">Cells, increasing.</param>
    public static IEnumerable<CellRows> Parts(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells)
    {
        var rows = new CsrRowBuffer<float>(CellSweep.Genes(blocks));
        int next = 0, first = 0;
        foreach (CsrMatrix<float> block in CellSweep.Of(blocks))
        {
            for (; next < cells.Length && cells[next] < first + block.Rows; next++) rows.Append(block.RowIndices(cells[next] - first), block.RowValues(cells[next] - first));
            first += block.Rows;
            if (rows.Rows > 0 && (rows.Entries >= PartEntries || next == cells.Length)) yield return new CellRows(rows.Lend());
            if (next == cells.Length) yield break;
        }

        throw new ArgumentException($"Cell {cells[next]} is beyond the {first} of the blocks.", nameof(cells));
    }

    /// <summary>Visits the rows of some cells.</summary>
    /// <param name="blocks">cells x genes, in cell order.</param>
    /// <param name="cells">Cells, increasing.</param>
    /// <param name="visit">Receives each.</param>
    public static void Visit(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells, RowVisitor visit)
    {
        int next = 0, first = 0;
        foreach (CsrMatrix<float> block in CellSweep.Of(blocks))
        {
            for (; next < cells.Length && cells[next] < first + block.Rows; next++) visit(cells[next], block.RowIndices(cells[next] - first), block.RowValues(cells[next] - first));
            if (next == cells.Length) return;
            first += block.Rows;
        }

        if (next < cells.Length) throw new ArgumentException($"Cell {cells[next]} is beyond the {first} of the blocks.", nameof(cells));
    }

    /// <summary>The genes that a cell has counts of, increasing.</summary>
    public ReadOnlySpan<int> Indices(int cell) => counts.RowIndices(cell);

    /// <summary>A cell's counts of them.</summary>
    public ReadOnlySpan<float> Counts(int cell) => counts.RowValues(cell);
}
