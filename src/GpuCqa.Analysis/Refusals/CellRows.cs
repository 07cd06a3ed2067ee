using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Some cells of a series of blocks.</summary>
internal static class CellRows
{
    /// <summary>The rows of some cells as one matrix.</summary>
    /// <param name="blocks">cells x genes, in cell order.</param>
    /// <param name="cells">Cells, increasing.</param>
    public static CsrMatrix<float> Of(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells)
    {
        var rows = new CsrRowBuffer<float>(CellSweep.Genes(blocks));
        Visit(blocks, cells, (_, genes, counts) => rows.Append(genes, counts));
        return rows.Take();
    }

    /// <summary>Visits the rows of some cells.</summary>
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

    /// <summary>Receives a cell's counts.</summary>
    public delegate void RowVisitor(int cell, ReadOnlySpan<int> genes, ReadOnlySpan<float> counts);
}
