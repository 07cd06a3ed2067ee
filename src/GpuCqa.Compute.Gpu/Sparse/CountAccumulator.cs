namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Integer sums of the columns of consecutive blocks of counts, added up in the device's memory.</summary>
internal sealed class CountAccumulator : IDisposable
{
    private readonly GpuDevice device;
    private readonly int columns;
    private readonly bool limited;
    private readonly GpuBuffer<int> limits;
    private readonly GpuBuffer<int> fault;
    private readonly GpuBuffer<long> sums;
    private long rows;

    /// <summary>Starts at zero; within <see cref="GpuDevice.Run{T}"/>.</summary>
    /// <param name="device">The device.</param>
    /// <param name="columns">Columns of every block.</param>
    /// <param name="limits">Per column the largest count that is summed, or null to sum all.</param>
    public CountAccumulator(GpuDevice device, int columns, int[]? limits)
    {
        (this.device, this.columns, limited) = (device, columns, limits is not null);
        this.limits = device.Sent(limits ?? []);
        fault = device.Zeroed<int>(1);
        sums = device.Zeroed<long>((long)CountMomentKernels.Kinds * columns);
    }

    /// <summary>Adds a block; within <see cref="GpuDevice.Run{T}"/>.</summary>
    public void Add(CsrView<float> block)
    {
        rows += block.Rows;
        CountMomentShape shape = device.Sparse.ShapeOf(block.Rows, columns, limited);
        using GpuBuffer<int> starts = device.Pool.Rent<int>((long)(shape.Tiles - 1) * block.Rows), parts = device.Pool.Rent<int>(2L * shape.Parts * columns);
        device.Sparse.CountMoments(block, shape, starts.View, limits.View, parts.View, sums.View, fault.View);
    }

    /// <summary>Downloads the sums, or null when a value was no count or there were too many rows; within <see cref="GpuDevice.Run{T}"/>.</summary>
    public CountSums? Finish()
    {
        long[] found = device.Fetched(sums);
        return device.Fetched(fault)[0] == 0 && rows <= CountMomentKernels.MaxRows ? new CountSums(rows, columns, found) : null;
    }

    public void Dispose()
    {
        limits.Dispose();
        fault.Dispose();
        sums.Dispose();
    }
}
