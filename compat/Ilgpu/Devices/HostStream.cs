namespace ILGPU.Runtime.CPU;

internal sealed class HostStream(Accelerator accelerator) : AcceleratorStream(accelerator)
{
    protected override ProfilingMarker AddProfilingMarkerInternal() => new HostMarker(Accelerator);

    protected override void DisposeAcceleratorObject(bool disposing) { }
}
