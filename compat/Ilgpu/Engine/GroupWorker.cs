using ILGPU;
using IlgpuStandin.Engine.Flat;

namespace IlgpuStandin.Engine;

/// <summary>Runs one group after another, one lane at a time.</summary>
internal sealed class GroupWorker : IDisposable
{
    private readonly GroupState group;
    private readonly Lane[] lanes;
    private readonly int[] order;
    private readonly Action body;
    private readonly LaneScheduler? scheduler;
    private readonly LaneFrames? frames;
    private readonly LaneThreads? threads;

    public GroupWorker(Launch launch)
    {
        body = launch.Body;
        group = new GroupState(launch.Kernel, launch.Config, launch.WarpSize, Testing.SharedMemoryLimit);
        lanes = new Lane[group.Size];
        for (int i = 0; i < lanes.Length; i++) lanes[i] = new Lane(group, i);
        order = Testing.Order.Of(lanes.Length);
        if (!launch.Scan.Meets) return;
        if (launch.Scan.Flat is { } flat && !Testing.UseThreads) frames = new LaneFrames(flat, lanes.Length, launch.Arguments);
        else threads = new LaneThreads(lanes, body);
        scheduler = new LaneScheduler(group, lanes, order, frames is null ? threads!.Resume : frames.Resume);
    }

    public void Run(int place)
    {
        group.Start(Extents.At(group.GridDim, place));
        foreach (Lane lane in lanes) lane.Start();
        frames?.Start();
        if (scheduler is not null) scheduler.Run();
        else RunFree();
    }

    public void Dispose()
    {
        Lane.Clear();
        threads?.Dispose();
        frames?.Dispose();
        foreach (Lane lane in lanes) lane.Start();
        group.Dispose();
    }

    private void RunFree()
    {
        foreach (int i in order)
        {
            Lane.Current = lanes[i];
            body();
        }
    }
}
