using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Sorts many ragged segments at once: tiles by counting, then runs merged in pairs.</summary>
/// <remarks>
/// A thread an entry in both steps; it finds the place of its entry and puts it there, so that no thread waits for another and nothing is shared.
/// Sorts are stable. Tiles: every thread counts the keys of its tile that come before its own; a warp reads the same key at a time, one line from
/// L1, and 15 compiled instructions a key make 960 an entry. Merging: the place is the place in its run plus, by halving, the entries of the other run
/// that come first; neighbours take almost the same way through it and write almost next to each other. A pass moves 36 bytes an entry through
/// memory and costs some 200 instructions: on an H100 about 15 ms for 1e9 entries, so that sorting 1e9 entries of 20,000 genes (ten passes) takes
/// less than bringing them there over PCIe. Not measured on a GPU. Keys stay below the largest whole number, so that key + 1 is one.
/// </remarks>
internal static class SegmentSortKernels
{
    /// <summary>Entries of a tile.</summary>
    public const int Tile = 64;

    /// <summary>Sorts each tile of each segment.</summary>
    /// <param name="offsets">segments + 1 offsets.</param>
    /// <param name="segments">Number of segments.</param>
    /// <param name="entries">Number of entries.</param>
    /// <param name="keys">Keys of the entries.</param>
    /// <param name="items">What each key belongs to.</param>
    /// <param name="sortedKeys">Keys, ascending within a tile.</param>
    /// <param name="sortedItems">What they belong to.</param>
    [Kernel]
    public static void SortTiles(ArrayView<int> offsets, int segments, int entries, ArrayView<ulong> keys, ArrayView<int> items, ArrayView<ulong> sortedKeys, ArrayView<int> sortedItems)
    {
        int stride = Grid.DimX * Group.DimX;
        for (long at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < entries; at += stride)
        {
            int entry = (int)at, segment = Segments.Of(offsets, segments, entry), start = offsets[segment];
            int from = start + ((entry - start) / Tile * Tile), to = IntrinsicMath.Min(from + Tile, offsets[segment + 1]), place = from;
            ulong key = keys[entry];
            for (int other = from; other < to; other++) place += keys[other] < (other < entry ? key + 1 : key) ? 1 : 0;
            sortedKeys[place] = key;
            sortedItems[place] = items[entry];
        }
    }

    /// <summary>Merges the runs of each segment in pairs.</summary>
    /// <param name="offsets">segments + 1 offsets.</param>
    /// <param name="segments">Number of segments.</param>
    /// <param name="entries">Number of entries.</param>
    /// <param name="width">Entries of a run; the last of a segment may be shorter.</param>
    /// <param name="keys">Keys, ascending within a run.</param>
    /// <param name="items">What each key belongs to.</param>
    /// <param name="mergedKeys">Keys, ascending within two runs.</param>
    /// <param name="mergedItems">What they belong to.</param>
    [Kernel]
    public static void Merge(ArrayView<int> offsets, int segments, int entries, int width, ArrayView<ulong> keys, ArrayView<int> items, ArrayView<ulong> mergedKeys, ArrayView<int> mergedItems)
    {
        int stride = Grid.DimX * Group.DimX;
        for (long at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < entries; at += stride)
        {
            int entry = (int)at, segment = Segments.Of(offsets, segments, entry), start = offsets[segment], length = offsets[segment + 1] - start;
            int local = entry - start, run = local / width, own = run * width;
            ulong key = keys[entry];

            // Differences of lengths, not sums of places: a run may end near the largest whole number.
            int place = entry;
            if ((run & 1) == 0)
            {
                if (length - own > width)
                {
                    int from = own + width, to = from + IntrinsicMath.Min(width, length - from);
                    place = entry + Segments.LowerBound(keys, start + from, start + to, key) - (start + from);
                }
            }
            else
            {
                int from = own - width;
                place = entry - width + Segments.LowerBound(keys, start + from, start + own, key + 1) - (start + from);
            }

            mergedKeys[place] = key;
            mergedItems[place] = items[entry];
        }
    }
}
