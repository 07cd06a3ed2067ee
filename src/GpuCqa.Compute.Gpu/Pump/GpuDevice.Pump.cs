using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    private StagingRing? staging;

    /// <inheritdoc/>
    public override long? FreeMemory => Run(() => Pool.FreeBytes);

    /// <inheritdoc/>
    public override long? PeakMemory => Pool.PeakBytes;

    /// <inheritdoc/>
    /// <remarks>
    /// Another thread fills page-locked chunks and queues their copies on streams of their own, so that filling, copying and computing overlap.
    /// Where memory is too short for a block ahead, it is copied when the one before has been disposed.
    /// </remarks>
    public override IEnumerable<DeviceCsr<T>> Pump<T>(IEnumerable<CsrMatrix<T>> blocks, int ahead)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        return Pumped(blocks, ahead);
    }

    private IEnumerable<DeviceCsr<T>> Pumped<T>(IEnumerable<CsrMatrix<T>> blocks, int ahead) where T : unmanaged
    {
        using IEnumerator<CsrMatrix<T>> source = blocks.GetEnumerator();
        var pump = Run(() => new BlockPump<T>(this, staging ??= new StagingRing(this), source, ahead));
        try
        {
            while (Run(pump.Next) is { } block) yield return block;
        }
        finally
        {
            Run(() =>
            {
                pump.Dispose();
                return true;
            });
        }
    }
}
