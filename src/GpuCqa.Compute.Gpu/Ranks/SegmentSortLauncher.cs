using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>The loaded kernels of the segmented sort.</summary>
internal sealed class SegmentSortLauncher(GpuDevice device)
{
    private Action<KernelConfig, ArrayView<int>, int, int, ArrayView<ulong>, ArrayView<int>, ArrayView<ulong>, ArrayView<int>>? tiles;
    private Action<KernelConfig, ArrayView<int>, int, int, int, ArrayView<ulong>, ArrayView<int>, ArrayView<ulong>, ArrayView<int>>? merge;

    /// <summary>Queues the sort of the tiles.</summary>
    public void SortTiles(RankSegments from, ArrayView<ulong> keys, ArrayView<int> items)
    {
        tiles ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, int, int, ArrayView<ulong>, ArrayView<int>, ArrayView<ulong>, ArrayView<int>>(SegmentSortKernels.SortTiles);
        tiles(Threads(from.Entries), from.Offsets, from.Count, from.Entries, from.Keys, from.Items, keys, items);
    }

    /// <summary>Queues the merge of runs in pairs.</summary>
    public void Merge(RankSegments from, int width, ArrayView<ulong> keys, ArrayView<int> items)
    {
        merge ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, int, int, int, ArrayView<ulong>, ArrayView<int>, ArrayView<ulong>, ArrayView<int>>(SegmentSortKernels.Merge);
        merge(Threads(from.Entries), from.Offsets, from.Count, from.Entries, width, from.Keys, from.Items, keys, items);
    }

    private KernelConfig Threads(long items) => new(device.GridSize(items, device.GroupSize()), device.GroupSize());
}
