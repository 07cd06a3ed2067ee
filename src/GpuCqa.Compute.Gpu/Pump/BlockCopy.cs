using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Gpu;

/// <summary>One block on its way to the device.</summary>
internal sealed class BlockCopy<T> : IDisposable where T : unmanaged
{
    private readonly StagingRing staging;
    private readonly DeviceCsr<T> block;
    private readonly Task copying;
    private bool delivered;

    private BlockCopy(StagingRing staging, DeviceCsr<T> block, Task copying)
    {
        this.staging = staging;
        this.block = block;
        this.copying = copying;
    }

    /// <summary>Takes memory and lets another thread fill and queue the copies; within <see cref="GpuDevice.Run{T}"/>.</summary>
    /// <exception cref="Core.Errors.DeviceMemoryException">The device has too little memory; nothing is held.</exception>
    public static BlockCopy<T> Start(GpuDevice device, StagingRing staging, CsrMatrix<T> source)
    {
        GpuBuffer<long>? offsets = null;
        GpuBuffer<int>? columns = null;
        GpuBuffer<T>? values = null;
        try
        {
            offsets = device.Pool.Rent<long>(source.RowOffsets.LongLength);
            columns = device.Pool.Rent<int>(source.NonZeros);
            values = device.Pool.Rent<T>(source.NonZeros);
            staging.AfterKernels();
        }
        catch
        {
            values?.Dispose();
            columns?.Dispose();
            offsets?.Dispose();
            throw;
        }

        var block = new DeviceCsr<T>(source.Rows, source.Columns, source.NonZeros, offsets, columns, values);
        return new BlockCopy<T>(staging, block, Task.Run(() =>
        {
            staging.Send(source.RowOffsets, source.RowOffsets.LongLength, offsets);
            staging.Send(source.ColumnIndices, source.NonZeros, columns);
            staging.Send(source.Values, source.NonZeros, values);
        }));
    }

    /// <summary>The block; kernels queued afterwards find it whole. Within <see cref="GpuDevice.Run{T}"/>.</summary>
    public DeviceCsr<T> Deliver()
    {
        copying.GetAwaiter().GetResult();
        staging.BeforeKernels();
        delivered = true;
        return block;
    }

    /// <summary>Frees a block that was not delivered, once no copy writes it any more.</summary>
    public void Dispose()
    {
        if (delivered) return;
        delivered = true;
        copying.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        staging.BeforeKernels();
        block.Dispose();
    }
}
