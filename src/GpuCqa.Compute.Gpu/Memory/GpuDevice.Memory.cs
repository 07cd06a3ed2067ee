using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <inheritdoc/>
    public override DeviceBuffer<T> Upload<T>(T[] values) => Run(() => Sent(values));

    /// <inheritdoc/>
    public override DeviceBuffer<T> Allocate<T>(long length) => Run(() => Zeroed<T>(length));

    /// <inheritdoc/>
    public override T[] Download<T>(DeviceBuffer<T> buffer)
    {
        Require(buffer);
        return Run(() => Fetched((GpuBuffer<T>)buffer));
    }

    /// <summary>A buffer with the values of an array; within <see cref="Run{T}"/>.</summary>
    internal GpuBuffer<T> Sent<T>(T[] values) where T : unmanaged
    {
        GpuBuffer<T> buffer = Pool.Rent<T>(values.LongLength);
        if (values.Length > 0) buffer.View.CopyFromCPU(Stream, values);
        return buffer;
    }

    /// <summary>A buffer of zeros; within <see cref="Run{T}"/>.</summary>
    internal GpuBuffer<T> Zeroed<T>(long length) where T : unmanaged
    {
        GpuBuffer<T> buffer = Pool.Rent<T>(length);
        buffer.View.MemSetToZero(Stream);
        return buffer;
    }

    /// <summary>The values of a buffer, after all work that was queued before; within <see cref="Run{T}"/>.</summary>
    internal T[] Fetched<T>(GpuBuffer<T> buffer) where T : unmanaged => Fetched(buffer, checked((int)buffer.Length));

    /// <summary>The first values of a buffer, after all work that was queued before; within <see cref="Run{T}"/>.</summary>
    internal T[] Fetched<T>(GpuBuffer<T> buffer, int count) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        if (count > 0) buffer.View.SubView(0, count).CopyToCPU(Stream, values);
        Stream.Synchronize();
        return values;
    }

    /// <summary>The view of an operand that belongs to this device.</summary>
    internal ArrayView<T> ViewOf<T>(DeviceBuffer<T> buffer) where T : unmanaged
    {
        Require(buffer);
        return ((GpuBuffer<T>)buffer).View;
    }
}
