using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Ragged segments of entries that lie one after another.</summary>
internal static class Segments
{
    /// <summary>The segment of an entry: the last whose offset is at most its index.</summary>
    /// <param name="offsets">segments + 1 offsets.</param>
    /// <param name="segments">Number of segments.</param>
    /// <param name="entry">Index of an entry.</param>
    public static int Of(ArrayView<int> offsets, int segments, int entry)
    {
        int low = 0, high = segments - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            bool right = offsets[middle] <= entry;
            low = right ? middle : low;
            high = right ? high : middle - 1;
        }

        return low;
    }

    /// <summary>The first place in a sorted range whose key is not below a limit; the end when there is none.</summary>
    public static int LowerBound(ArrayView<ulong> keys, int from, int to, ulong limit)
    {
        while (from < to)
        {
            int middle = from + ((to - from) >> 1);
            bool below = keys[middle] < limit;
            from = below ? middle + 1 : from;
            to = below ? to : middle;
        }

        return from;
    }

    /// <summary>The range of keys that equal the one at a place of a sorted segment.</summary>
    public static int FirstEqual(ArrayView<ulong> keys, int from, int at) =>
        at == from || keys[at - 1] != keys[at] ? at : LowerBound(keys, from, at, keys[at]);

    /// <summary>The end of the range of keys that equal the one at a place of a sorted segment.</summary>
    public static int EndOfEqual(ArrayView<ulong> keys, int at, int to) =>
        at + 1 == to || keys[at + 1] != keys[at] ? at + 1 : LowerBound(keys, at + 1, to, keys[at] + 1);
}
