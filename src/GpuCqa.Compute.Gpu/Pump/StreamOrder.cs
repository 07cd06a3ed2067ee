using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuCqa.Compute.Gpu;

/// <summary>Makes one stream wait for another: on the device by a CUDA event, elsewhere by waiting on the host.</summary>
/// <remarks>ILGPU has no wait between streams. A recorded event is captured by the wait that follows it, so that one event serves all.</remarks>
internal sealed class StreamOrder(Accelerator accelerator) : IDisposable
{
    private readonly Lock turn = new();
    private readonly IntPtr marker = accelerator.AcceleratorType == AcceleratorType.Cuda ? CudaDriver.CreateEvent() : IntPtr.Zero;

    /// <summary>What is queued on <paramref name="then"/> from now on runs after what was queued on <paramref name="first"/>.</summary>
    public void Order(AcceleratorStream first, AcceleratorStream then)
    {
        if (marker != IntPtr.Zero && first is CudaStream before && then is CudaStream after)
        {
            lock (turn)
            {
                accelerator.Bind();
                if (CudaDriver.Order(marker, before.StreamPtr, after.StreamPtr)) return;
            }
        }

        first.Synchronize();
    }

    public void Dispose()
    {
        if (marker == IntPtr.Zero) return;
        accelerator.Bind();
        CudaDriver.DestroyEvent(marker);
    }
}
