using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Gpu;

/// <summary>Delivers blocks in order and copies the next ones meanwhile, as far as memory allows.</summary>
internal sealed class BlockPump<T>(GpuDevice device, StagingRing staging, IEnumerator<CsrMatrix<T>> source, int ahead) : IDisposable where T : unmanaged
{
    private readonly Queue<BlockCopy<T>> underWay = new();
    private CsrMatrix<T>? waiting;

    /// <summary>The next block, or null at the end; within <see cref="GpuDevice.Run{T}"/>.</summary>
    /// <exception cref="DeviceMemoryException">There is too little memory for the block alone.</exception>
    public DeviceCsr<T>? Next()
    {
        if (underWay.Count == 0 && !Start(must: true)) return null;
        using BlockCopy<T> first = underWay.Dequeue();
        DeviceCsr<T> block = first.Deliver();
        try
        {
            while (underWay.Count < ahead && Start(must: false)) { }
        }
        catch
        {
            block.Dispose();
            throw;
        }

        return block;
    }

    /// <summary>Frees what was copied ahead; within <see cref="GpuDevice.Run{T}"/>.</summary>
    public void Dispose()
    {
        while (underWay.TryDequeue(out BlockCopy<T>? copy)) copy.Dispose();
    }

    private bool Start(bool must)
    {
        if (waiting is null)
        {
            if (!source.MoveNext()) return false;
            waiting = source.Current;
        }

        try
        {
            underWay.Enqueue(BlockCopy<T>.Start(device, staging, waiting));
            waiting = null;
            return true;
        }
        catch (DeviceMemoryException) when (!must)
        {
            // The block waits until the receiver has let the one before it go.
            return false;
        }
    }
}
