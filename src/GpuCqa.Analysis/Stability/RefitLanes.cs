using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Stability;

/// <summary>Makes refits side by side, each on one host lane, while cells are few enough that several graphs fit beside the discovery's; one after another on all lanes beyond.</summary>
/// <param name="device">The device of the discovery.</param>
/// <param name="cells">Cells of the discovery.</param>
internal sealed class RefitLanes(ComputeDevice device, int cells)
{
    /// <summary>Cells of refits that are made at a time, about.</summary>
    private const long CellsAtATime = 200_000;

    /// <summary>Refits at a time of so many cells: by their number alone, so that a plan can say it.</summary>
    public static int Of(long cells) => (int)Math.Clamp(CellsAtATime / Math.Max(1, cells), 1, 8);

    /// <summary>Makes some refits.</summary>
    /// <param name="count">Number of refits.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="refit">Makes one on the host that it is given; it must not depend on the others.</param>
    public ClusterRefit[] Run(int count, StepProgress progress, Func<ComputeDevice, int, ClusterRefit> refit)
    {
        var made = new ClusterRefit[count];
        int lanes = Of(cells);
        if (lanes == 1)
        {
            for (int i = 0; i < count; i++)
            {
                made[i] = refit(device, i);
                progress.Report(i + 1);
            }

            return made;
        }

        int next = -1, done = 0;
        var gate = new Lock();
        device.ForEach(Math.Min(lanes, count), _ =>
        {
            // Shared-neighbour graphs and clusters have the same bits on every device.
            using var host = new CpuDevice(1);
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                made[i] = refit(host, i);
                lock (gate) progress.Report(++done);
            }
        });
        return made;
    }
}
