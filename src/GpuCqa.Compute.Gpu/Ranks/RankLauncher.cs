using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>The loaded kernels of ranks and rank sums.</summary>
internal sealed class RankLauncher(GpuDevice device)
{
    private Action<KernelConfig, ArrayView<double>, int, int, int, int, ArrayView<ulong>, ArrayView<int>, ArrayView<int>>? columnKeys;
    private Action<KernelConfig, ArrayView<double>, int, ArrayView<ulong>, ArrayView<int>>? entryKeys;
    private Action<KernelConfig, int, int, ArrayView<ulong>, ArrayView<int>, int, int, ArrayView<double>>? midranks;
    private Action<KernelConfig, ArrayView<int>, ArrayView<ulong>, ArrayView<int>, ArrayView<int>, ArrayView<long>, ArrayView<int>, ArrayView<long>, RankSumShape>? rankSums;

    /// <summary>Queues the keys of some columns.</summary>
    public void ColumnKeys(ArrayView<double> values, int width, int first, int columns, int rows, RankSegments to, ArrayView<int> unranked)
    {
        columnKeys ??= device.Accelerator.LoadStreamKernel<ArrayView<double>, int, int, int, int, ArrayView<ulong>, ArrayView<int>, ArrayView<int>>(RankKeyKernels.OfColumns);
        columnKeys(Threads((long)rows * columns), values, width, first, columns, rows, to.Keys, to.Items, unranked);
    }

    /// <summary>Queues the keys of stored values.</summary>
    public void EntryKeys(ArrayView<double> values, RankSegments to, ArrayView<int> unranked)
    {
        entryKeys ??= device.Accelerator.LoadStreamKernel<ArrayView<double>, int, ArrayView<ulong>, ArrayView<int>>(RankKeyKernels.OfEntries);
        entryKeys(Threads(to.Entries), values, to.Entries, to.Keys, unranked);
    }

    /// <summary>Queues the midranks of sorted columns.</summary>
    public void Midranks(int rows, int columns, RankSegments sorted, int width, int first, ArrayView<double> ranks)
    {
        midranks ??= device.Accelerator.LoadStreamKernel<int, int, ArrayView<ulong>, ArrayView<int>, int, int, ArrayView<double>>(MidrankKernels.OfColumns);
        midranks(Threads((long)rows * columns), rows, columns, sorted.Keys, sorted.Items, width, first, ranks);
    }

    /// <summary>Queues the rank sums of sorted genes.</summary>
    public void RankSums(RankSegments sorted, ArrayView<int> labelOf, ArrayView<long> doubled, ArrayView<int> nonZeros, ArrayView<long> ties, RankSumShape shape)
    {
        rankSums ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<ulong>, ArrayView<int>, ArrayView<int>, ArrayView<long>, ArrayView<int>, ArrayView<long>, RankSumShape>(RankSumKernels.Sum);
        rankSums(Threads(shape.Entries), sorted.Offsets, sorted.Keys, sorted.Items, labelOf, doubled, nonZeros, ties, shape);
    }

    private KernelConfig Threads(long items) => new(device.GridSize(items, device.GroupSize()), device.GroupSize());
}
