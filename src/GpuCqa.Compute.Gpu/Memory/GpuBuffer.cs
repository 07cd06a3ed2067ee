using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>Values in a GPU's memory, lent by the device's pool; disposing gives the memory back to the pool.</summary>
internal sealed class GpuBuffer<T> : DeviceBuffer<T> where T : unmanaged
{
    private readonly GpuDevice owner;
    private MemoryBuffer1D<byte, Stride1D.Dense>? memory;

    public GpuBuffer(GpuDevice owner, long length, MemoryBuffer1D<byte, Stride1D.Dense> memory) : base(owner, length)
    {
        this.owner = owner;
        this.memory = memory;
    }

    /// <summary>The values; of at least one element, because a launch takes no empty view.</summary>
    public ArrayView<T> View => Bytes.SubView(0, Math.Max(1, Length) * Interop.SizeOf<T>()).Cast<T>();

    /// <summary>The whole memory, rounded up as the pool does.</summary>
    public ArrayView<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(memory is null, this);
            return memory.View.BaseView;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (memory is { } lent) owner.Pool.Return(lent);
        memory = null;
        base.Dispose(disposing);
    }
}
