using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>Ragged segments of keys in device memory, with room for another copy, and their sort.</summary>
internal sealed class RankSegments : IDisposable
{
    private readonly GpuDevice device;
    private readonly GpuBuffer<int> offsets;
    private readonly int longest;
    private GpuBuffer<ulong> keys, otherKeys;
    private GpuBuffer<int> items, otherItems;

    /// <summary>Reserves memory; the entries are to be filled.</summary>
    /// <param name="device">Device.</param>
    /// <param name="offsets">segments + 1 offsets, from 0.</param>
    public RankSegments(GpuDevice device, int[] offsets)
    {
        this.device = device;
        Count = offsets.Length - 1;
        Entries = offsets[^1];
        for (int s = 0; s < Count; s++) longest = Math.Max(longest, offsets[s + 1] - offsets[s]);
        this.offsets = device.Sent(offsets);
        (keys, otherKeys) = (device.Pool.Rent<ulong>(Entries), device.Pool.Rent<ulong>(Entries));
        (items, otherItems) = (device.Pool.Rent<int>(Entries), device.Pool.Rent<int>(Entries));
    }

    /// <summary>Number of segments.</summary>
    public int Count { get; }

    /// <summary>Number of entries.</summary>
    public int Entries { get; }

    /// <summary>segments + 1 offsets.</summary>
    public ArrayView<int> Offsets => offsets.View;

    /// <summary>Key of each entry.</summary>
    public ArrayView<ulong> Keys => keys.View;

    /// <summary>What each key belongs to.</summary>
    public ArrayView<int> Items => items.View;

    /// <summary>Queues the sort of every segment, ascending.</summary>
    public void Sort(SegmentSortLauncher kernels)
    {
        kernels.SortTiles(this, otherKeys.View, otherItems.View);
        Swap();
        for (long width = SegmentSortKernels.Tile; width < longest; width *= 2)
        {
            kernels.Merge(this, (int)width, otherKeys.View, otherItems.View);
            Swap();
        }
    }

    public void Dispose()
    {
        offsets.Dispose();
        keys.Dispose();
        otherKeys.Dispose();
        items.Dispose();
        otherItems.Dispose();
    }

    private void Swap()
    {
        (keys, otherKeys) = (otherKeys, keys);
        (items, otherItems) = (otherItems, items);
    }
}
