namespace GpuCqa.Compute;

/// <summary>Values in the memory of one device, owned by whoever holds the buffer.</summary>
/// <typeparam name="T">Element type.</typeparam>
public abstract class DeviceBuffer<T> : IDisposable where T : unmanaged
{
    /// <summary>Ties the buffer to its device.</summary>
    protected DeviceBuffer(ComputeDevice device, long length)
    {
        Device = device;
        Length = length;
    }

    /// <summary>The device in whose memory the values lie.</summary>
    public ComputeDevice Device { get; }

    /// <summary>Number of values.</summary>
    public long Length { get; }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory of a derived buffer.</summary>
    protected virtual void Dispose(bool disposing) { }
}
