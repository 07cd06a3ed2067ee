namespace ILGPU.Runtime.OpenCL;

/// <summary>A stream of an OpenCL device. The stand-in has none.</summary>
public sealed class CLStream : AcceleratorStream
{
    private CLStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public nint CommandQueue => throw new NotSupportedException();

    protected override ProfilingMarker AddProfilingMarkerInternal() => throw new NotSupportedException();

    protected override void DisposeAcceleratorObject(bool disposing) { }
}
