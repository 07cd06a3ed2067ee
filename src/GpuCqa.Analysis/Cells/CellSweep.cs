using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Walks over blocks of cells that may lie on a shelf.</summary>
public static class CellSweep
{
    /// <summary>All cells in order, in blocks or pieces of them, each of use until the next is asked for.</summary>
    public static IEnumerable<CsrMatrix<float>> Of(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Pieces() : blocks;

    /// <summary>All blocks in order, each of use until the next is asked for.</summary>
    public static IEnumerable<CsrMatrix<float>> Blocks(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Sweep() : blocks;

    /// <summary>Some genes of all blocks in order.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="map">Per gene: its column in the result, or -1.</param>
    /// <param name="columns">Columns of the result.</param>
    public static IEnumerable<CsrMatrix<float>> Blocks(IReadOnlyList<CsrMatrix<float>> blocks, int[] map, int columns)
    {
        return blocks is BlockShelf shelf ? shelf.Sweep(map, columns) : blocks.Select(Narrow);

        CsrMatrix<float> Narrow(CsrMatrix<float> block)
        {
            var buffer = new CsrRowBuffer<float>(columns);
            for (int r = 0; r < block.Rows; r++) buffer.Append(block.RowIndices(r), block.RowValues(r), map);
            return buffer.Take();
        }
    }

    /// <summary>Genes of the blocks.</summary>
    public static int Genes(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Genes : blocks[0].Columns;

    /// <summary>Entries of all blocks.</summary>
    public static long Entries(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Entries : blocks.Sum(b => b.NonZeros);

    /// <summary>Cells of all blocks.</summary>
    public static int Cells(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Cells : blocks.Sum(b => b.Rows);
}
