namespace GpuCqa.Compute;

/// <summary>A buffer of a device whose memory is the host's: a wrapped array.</summary>
internal sealed class HostBuffer<T>(ComputeDevice device, T[] array) : DeviceBuffer<T>(device, array.LongLength) where T : unmanaged
{
    public T[] Array { get; } = array;
}
