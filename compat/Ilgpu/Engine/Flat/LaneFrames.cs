using System.Runtime.InteropServices;

namespace IlgpuStandin.Engine.Flat;

/// <summary>The frames of a group's lanes, which take turns on the calling thread.</summary>
internal sealed unsafe class LaneFrames : IDisposable
{
    private readonly FlatStep step;
    private readonly byte* frames;
    private readonly byte* fresh;
    private readonly int bytes;
    private readonly int count;

    public LaneFrames(FlatKernel kernel, int lanes, object[] arguments)
    {
        step = kernel.Step;
        bytes = Math.Max(kernel.FrameBytes, 64);
        count = lanes;
        frames = (byte*)NativeMemory.AlignedAlloc((nuint)bytes * (nuint)lanes, 64);
        fresh = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        NativeMemory.Clear(fresh, (nuint)bytes);
        kernel.WriteArguments(fresh, arguments);
    }

    /// <summary>Every lane is before its first instruction, with the launch's arguments.</summary>
    public void Start()
    {
        for (int i = 0; i < count; i++) NativeMemory.Copy(fresh, frames + ((nint)i * bytes), (nuint)bytes);
    }

    public void Resume(Lane lane)
    {
        Lane.Current = lane;
        lane.State = step(frames + ((nint)lane.Linear * bytes), lane.State);
        lane.Done = lane.State == 0;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(frames);
        NativeMemory.AlignedFree(fresh);
    }
}
