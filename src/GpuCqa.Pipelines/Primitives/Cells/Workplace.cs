using GpuCqa.Compute;
using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>What a computation on one dataset works with.</summary>
/// <param name="Device">Where it computes.</param>
/// <param name="Scratch">Existing folder for cells that do not fit into memory.</param>
/// <param name="Progress">Takes steps and notes.</param>
/// <param name="Cancellation">Seen at the next block.</param>
public sealed record Workplace(ComputeDevice Device, string Scratch, StepProgress Progress, CancellationToken Cancellation)
{
    /// <summary>Default of <see cref="HeldBytes"/>.</summary>
    public const long DefaultHeldBytes = 2L << 30;

    /// <summary>Bytes of cells that are kept in memory; the others lie in a scratch file between sweeps.</summary>
    public long HeldBytes { get; init; } = DefaultHeldBytes;

    /// <summary>An empty shelf.</summary>
    public BlockShelf Shelf() => new(Scratch, HeldBytes, Cancellation);
}
