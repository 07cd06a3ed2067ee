namespace ILGPU.Runtime.Cuda;

/// <summary>A stream of a CUDA device. The stand-in has none.</summary>
public sealed class CudaStream : AcceleratorStream
{
    private CudaStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public nint StreamPtr => throw new NotSupportedException();

    protected override ProfilingMarker AddProfilingMarkerInternal() => throw new NotSupportedException();

    protected override void DisposeAcceleratorObject(bool disposing) { }
}
