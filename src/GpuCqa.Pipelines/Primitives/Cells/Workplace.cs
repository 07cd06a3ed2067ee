using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Scratch;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>What a computation on one dataset works with.</summary>
/// <param name="Device">Where it computes.</param>
/// <param name="Scratch">Existing folder for cells that do not fit into memory.</param>
/// <param name="Progress">Takes steps and notes.</param>
/// <param name="Cancellation">Seen at the next block.</param>
public sealed record Workplace(ComputeDevice Device, string Scratch, StepProgress Progress, CancellationToken Cancellation) : IDisposable
{
    /// <summary>Default of <see cref="HeldBytes"/>.</summary>
    public const long DefaultHeldBytes = 2L << 30;

    private ScratchBlocks? blocks;

    /// <summary>Bytes of packed cells that are kept in memory; the others lie in scratch files between sweeps.</summary>
    public long HeldBytes { get; init; } = DefaultHeldBytes;

    /// <summary>Room for the cells of all shelves.</summary>
    public CellRoom Room => field ??= new CellRoom(HeldBytes, blocks ??= new ScratchBlocks(() => Scratch));

    /// <summary>An empty shelf.</summary>
    public BlockShelf Shelf() => new(Device, Room, Cancellation);

    /// <summary>Removes the scratch files.</summary>
    public void Dispose() => blocks?.Dispose();
}
