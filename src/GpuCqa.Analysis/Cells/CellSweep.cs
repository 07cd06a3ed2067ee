using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Walks over blocks of cells that may lie on a shelf.</summary>
public static class CellSweep
{
    /// <summary>All blocks in order, each of use until the next is asked for.</summary>
    public static IEnumerable<CsrMatrix<float>> Of(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Sweep() : blocks;

    /// <summary>Genes of the blocks.</summary>
    public static int Genes(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Genes : blocks[0].Columns;

    /// <summary>Cells of all blocks.</summary>
    public static int Cells(IReadOnlyList<CsrMatrix<float>> blocks) => blocks is BlockShelf shelf ? shelf.Cells : blocks.Sum(b => b.Rows);
}
