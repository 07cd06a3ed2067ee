using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Some cells of a series of blocks, where they lie: nothing is copied.</summary>
internal sealed class CellRows
{
    private readonly IReadOnlyList<CsrMatrix<float>> blocks;
    private readonly (int Block, int Row)[] places;

    private CellRows(IReadOnlyList<CsrMatrix<float>> blocks, (int Block, int Row)[] places) => (this.blocks, this.places) = (blocks, places);

    /// <summary>Number of cells.</summary>
    public int Count => places.Length;

    /// <summary>Number of genes.</summary>
    public int Genes => blocks[0].Columns;

    /// <summary>All rows of a matrix.</summary>
    public static CellRows Of(CsrMatrix<float> all) => new([all], [.. Enumerable.Range(0, all.Rows).Select(r => (0, r))]);

    /// <summary>Some cells.</summary>
    /// <param name="blocks">cells x genes, in cell order.</param>
    /// <param name="cells">Cells, increasing.</param>
    public static CellRows Of(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells)
    {
        var places = new (int Block, int Row)[cells.Length];
        int block = 0, first = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            while (cells[i] >= first + blocks[block].Rows) first += blocks[block++].Rows;
            places[i] = (block, cells[i] - first);
        }

        return new CellRows(blocks, places);
    }

    /// <summary>The genes that a cell has counts of, increasing.</summary>
    public ReadOnlySpan<int> Indices(int cell) => blocks[places[cell].Block].RowIndices(places[cell].Row);

    /// <summary>A cell's counts of them.</summary>
    public ReadOnlySpan<float> Counts(int cell) => blocks[places[cell].Block].RowValues(places[cell].Row);
}
