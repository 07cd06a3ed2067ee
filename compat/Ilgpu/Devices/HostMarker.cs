using System.Diagnostics;

namespace ILGPU.Runtime.CPU;

internal sealed class HostMarker(Accelerator accelerator) : ProfilingMarker(accelerator)
{
    private readonly long ticks = Stopwatch.GetTimestamp();

    public override void Synchronize() { }

    public override TimeSpan MeasureFrom(ProfilingMarker marker) =>
        marker is HostMarker start ? Stopwatch.GetElapsedTime(start.ticks, ticks) : throw new ArgumentException("The marker is of another accelerator.", nameof(marker));

    protected override void DisposeAcceleratorObject(bool disposing) { }
}
