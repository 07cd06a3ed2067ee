using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>Runs one group after another, one lane at a time.</summary>
internal sealed class GroupWorker : IDisposable
{
    private readonly GroupState group;
    private readonly Lane[] lanes;
    private readonly int[] order;
    private readonly Action body;
    private readonly LaneThreads? threads;

    public GroupWorker(KernelProgram program, KernelScan scan, KernelConfig config, int warpSize, Action body)
    {
        this.body = body;
        group = new GroupState(program.Name, config, warpSize, Testing.SharedMemoryLimit);
        lanes = new Lane[group.Size];
        for (int i = 0; i < lanes.Length; i++) lanes[i] = new Lane(group, i);
        order = Testing.Order.Of(lanes.Length);
        if (scan.Meets) threads = new LaneThreads(lanes, body);
    }

    public void Run(int place)
    {
        group.Start(Extents.At(group.GridDim, place));
        foreach (Lane lane in lanes) lane.Start();
        if (threads is null) RunFree();
        else new LaneScheduler(group, lanes, order, threads.Resume).Run();
    }

    public void Dispose()
    {
        Lane.Clear();
        threads?.Dispose();
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
