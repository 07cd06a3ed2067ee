using GpuCqa.Analysis.Cells;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>The used cells of one dataset.</summary>
/// <param name="Store">The cells as analyses take them.</param>
/// <param name="Shelf">Their blocks.</param>
/// <param name="Read">Cells read, those left out too.</param>
public sealed record DatasetCells(CellStore Store, BlockShelf Shelf, long Read) : IDisposable
{
    /// <summary>Lets go of the blocks, in memory, on the disk and on the device.</summary>
    public void Dispose()
    {
        Store.Dispose();
        Shelf.Dispose();
    }
}
