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
        var rows = new CsrRowBuffer<float>(blocks[0].Columns);
        Visit(blocks, cells, (_, genes, counts) => rows.Append(genes, counts));
        return rows.Take();
    }

    /// <summary>Visits the rows of some cells.</summary>
    public static void Visit(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells, RowVisitor visit)
    {
        int block = 0, first = 0;
        foreach (int cell in cells)
        {
            while (cell >= first + blocks[block].Rows) first += blocks[block++].Rows;
            visit(cell, blocks[block].RowIndices(cell - first), blocks[block].RowValues(cell - first));
        }
    }

    /// <summary>Receives a cell's counts.</summary>
    public delegate void RowVisitor(int cell, ReadOnlySpan<int> genes, ReadOnlySpan<float> counts);
}
