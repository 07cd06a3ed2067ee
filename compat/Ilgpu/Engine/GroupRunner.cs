namespace IlgpuStandin.Engine;

/// <summary>Runs the groups of a launch: on all cores when nothing tells the order, one after another when atomics might or an order is asked for.</summary>
internal static class GroupRunner
{
    public static void Run(Launch launch)
    {
        int count = checked((int)launch.Config.GridDim.LongSize);
        LaunchOrder order = Testing.Order;
        if (launch.Scan.UsesAtomics || !order.IsAscending || count == 1)
        {
            using var worker = new GroupWorker(launch);
            foreach (int group in order.Of(count)) worker.Run(group);
            return;
        }

        int parts = Math.Min(count, Environment.ProcessorCount), size = (count + parts - 1) / parts;
        Parallel.For(0, parts, part =>
        {
            using var worker = new GroupWorker(launch);
            for (int group = part * size; group < Math.Min(count, (part + 1) * size); group++) worker.Run(group);
        });
    }
}
