using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>A family in device memory.</summary>
internal sealed class PermutationOperands : IDisposable
{
    private readonly GpuBuffer<int> ranks, readouts, readoutOf, groupOf, thresholds;

    /// <summary>Sends a family; thresholds that no statistic can reach are lowered to one above the bound, below what pads a table.</summary>
    public PermutationOperands(GpuDevice device, PermutationFamily family, int bound)
    {
        Groups = family.Thresholds.Length;
        ranks = device.Sent(Flat(family.Ranks));
        readouts = device.Sent(Flat(family.Readouts));
        readoutOf = device.Sent(family.ReadoutOf);
        groupOf = device.Sent(family.GroupOf);
        thresholds = device.Sent([.. family.Thresholds.SelectMany(row => row).Select(t => (int)Math.Min(t, bound + 1L))]);
    }

    /// <summary>Number of groups.</summary>
    public int Groups { get; }

    /// <summary>hypotheses x lots.</summary>
    public ArrayView<int> Ranks => ranks.View;

    /// <summary>readouts x lots.</summary>
    public ArrayView<int> Readouts => readouts.View;

    /// <summary>Per hypothesis, its readout.</summary>
    public ArrayView<int> ReadoutOf => readoutOf.View;

    /// <summary>Per hypothesis, its group.</summary>
    public ArrayView<int> GroupOf => groupOf.View;

    /// <summary>groups x hypotheses.</summary>
    public ArrayView<int> Thresholds => thresholds.View;

    public void Dispose()
    {
        ranks.Dispose();
        readouts.Dispose();
        readoutOf.Dispose();
        groupOf.Dispose();
        thresholds.Dispose();
    }

    private static int[] Flat(int[][] rows) => [.. rows.SelectMany(row => row)];
}
