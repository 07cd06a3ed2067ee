namespace ILGPU.Runtime;

/// <summary>A point in a stream's time.</summary>
public abstract class ProfilingMarker : AcceleratorObject
{
    protected ProfilingMarker(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public abstract void Synchronize();

    public abstract TimeSpan MeasureFrom(ProfilingMarker marker);

    public static TimeSpan operator -(ProfilingMarker end, ProfilingMarker start) => end.MeasureFrom(start);
}
