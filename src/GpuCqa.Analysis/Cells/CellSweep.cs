using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Walks over blocks of cells that may lie on a shelf.</summary>
public static class CellSweep
{
    /// <summary>All cells in order, in blocks or pieces of them, each of use until the next is asked for.</summary>
    public static IEnumerable<CsrMatrix<float>> Of(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Pieces() : blocks;

    /// <summary>Blocks or pieces of them that hold some cells, in order, each of use until the next is asked for; what holds none of them is left out as far as that saves work.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="cells">Cells, increasing.</param>
    /// <returns>Each with the number of its first cell.</returns>
    /// <exception cref="ArgumentException">A cell is beyond the blocks.</exception>
    public static IEnumerable<(int First, CsrMatrix<float> Rows)> Of(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells)
    {
        if (cells.Length > 0 && cells[^1] >= Cells(blocks)) throw new ArgumentException($"Cell {cells[^1]} is beyond the {Cells(blocks)} of the blocks.", nameof(cells));
        return blocks is BlockShelf shelf ? shelf.Pieces(cells) : Holding(blocks, cells);
    }

    private static IEnumerable<(int First, CsrMatrix<float> Rows)> Holding(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells)
    {
        int first = 0, next = 0;
        foreach (CsrMatrix<float> block in blocks)
        {
            int before = next;
            while (next < cells.Length && cells[next] < first + block.Rows) next++;
            if (next > before) yield return (first, block);
            first += block.Rows;
        }
    }

    /// <summary>All blocks in order, each of use until the next is asked for.</summary>
    public static IEnumerable<CsrMatrix<float>> Blocks(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Sweep() : blocks is RemainingCells rest ? rest.Sweep() : blocks;

    /// <summary>Some genes of all blocks in order.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="map">Per gene: its column in the result, or -1.</param>
    /// <param name="columns">Columns of the result.</param>
    public static IEnumerable<CsrMatrix<float>> Blocks(IReadOnlyList<CsrMatrix<float>> blocks, int[] map, int columns)
    {
        return blocks is BlockShelf shelf ? shelf.Sweep(map, columns) : blocks is RemainingCells rest ? rest.Sweep(map, columns) : blocks.Select(Narrow);

        CsrMatrix<float> Narrow(CsrMatrix<float> block)
        {
            var buffer = new CsrRowBuffer<float>(columns);
            for (int r = 0; r < block.Rows; r++) buffer.Append(block.RowIndices(r), block.RowValues(r), map);
            return buffer.Take();
        }
    }

    /// <summary>Genes of the blocks.</summary>
    public static int Genes(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Genes : blocks is RemainingCells rest ? rest.Genes : blocks[0].Columns;

    /// <summary>Entries of all blocks.</summary>
    public static long Entries(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Entries : blocks.Sum(b => b.NonZeros);

    /// <summary>Cells of all blocks.</summary>
    public static int Cells(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Cells : blocks is RemainingCells rest ? rest.Cells : blocks.Sum(b => b.Rows);
}
