using System.Buffers;

namespace GpuCqa.Compute;

/// <summary>The non-zeros of one gene in ascending order, and sums of their doubled midranks by group.</summary>
/// <remarks>
/// A positive number's bits ascend with it, and go about with its logarithm. The entries are scattered to as many buckets of equal width in bits as there are
/// entries, and ordered within a bucket: expected linear time; a crowded bucket is left to a comparison sort, so the worst is n log n. Where all partitions fit one
/// set of joint groups, what travels with a key is its cell's joint group, and nothing is looked up after the sort.
/// </remarks>
internal ref struct GeneRanking
{
    /// <summary>Entries of a bucket from which it is sorted by comparisons.</summary>
    private const int Crowded = 24;

    /// <summary>Entries up to which there are no buckets.</summary>
    private const int Few = 16;

    private const int MostBucketBits = 20;

    private readonly ulong[] unsortedKeys, sortedKeys;
    private readonly int[] unsortedItems, sortedItems;
    private int[]? starts;
    private long[]? sums;
    private int[]? counts;
    private Span<ulong> keys;
    private Span<int> items;
    private bool itemsAreCells;

    /// <summary>Room for a gene.</summary>
    /// <param name="entries">Entries at most.</param>
    public GeneRanking(int entries)
    {
        unsortedKeys = ArrayPool<ulong>.Shared.Rent(entries);
        sortedKeys = ArrayPool<ulong>.Shared.Rent(entries);
        unsortedItems = ArrayPool<int>.Shared.Rent(entries);
        sortedItems = ArrayPool<int>.Shared.Rent(entries);
    }

    /// <summary>Takes the values above zero and sorts them; false when a value is negative or not a number.</summary>
    /// <param name="values">Values of the stored entries.</param>
    /// <param name="cells">Their cells.</param>
    /// <param name="joint">What the ranks will be summed by.</param>
    public bool TrySort(ReadOnlySpan<double> values, ReadOnlySpan<int> cells, JointGroups[] joint)
    {
        itemsAreCells = joint.Length != 1;
        ReadOnlySpan<int> labels = itemsAreCells ? [] : joint[0].Labels;
        Span<ulong> toKeys = unsortedKeys;
        Span<int> toItems = unsortedItems;
        ulong least = ulong.MaxValue, most = 0;
        int n = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            if (!(value >= 0)) return false;
            if (value == 0) continue;
            ulong key = BitConverter.DoubleToUInt64Bits(value);
            least = Math.Min(least, key);
            most = Math.Max(most, key);
            toKeys[n] = key;
            toItems[n++] = itemsAreCells ? cells[i] : labels[cells[i]];
        }

        if (n <= Few || least == most)
        {
            keys = toKeys[..n];
            items = toItems[..n];
        }
        else
        {
            Scatter(n, least, most);
        }

        Insert(keys, items);
        return true;
    }

    /// <summary>Sum of t^3 - t over groups of t tied cells, zeros included.</summary>
    /// <param name="cells">All cells.</param>
    public readonly Int128 Ties(int cells)
    {
        Int128 zeros = cells - keys.Length, ties = (zeros * zeros * zeros) - zeros;
        for (int from = 0, to; from < keys.Length; from = to)
        {
            to = EndOfTie(from);
            if (to - from < 2) continue;
            Int128 size = to - from;
            ties += (size * size * size) - size;
        }

        return ties;
    }

    /// <summary>Sums doubled midranks and entries by joint group.</summary>
    public void Sum(JointGroups joint, int cells)
    {
        sums = Cleared(sums, joint.Count);
        counts = Cleared(counts, joint.Count);
        ReadOnlySpan<int> labels = itemsAreCells ? joint.Labels : [];
        Span<long> toSums = sums;
        Span<int> toCounts = counts;
        // The zeros have the ranks below; twice the midrank of entries from .. to - 1 (from 0) is 2 zeros + from + 1 + to.
        long below = 2L * (cells - keys.Length);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            to = EndOfTie(from);
            long doubled = below + from + 1 + to;
            for (int i = from; i < to; i++)
            {
                int group = itemsAreCells ? labels[items[i]] : items[i];
                toSums[group] += doubled;
                toCounts[group]++;
            }
        }
    }

    /// <summary>Adds what was summed by joint group to the groups of a partition, the zeros' ranks included.</summary>
    /// <param name="groupOf">Group of each joint group.</param>
    /// <param name="sizes">Cells of each group.</param>
    /// <param name="cells">All cells.</param>
    /// <param name="doubledRankSums">Per group; zero before.</param>
    /// <param name="nonZeros">Per group; zero before.</param>
    public readonly void Add(int[] groupOf, int[] sizes, int cells, Span<long> doubledRankSums, Span<int> nonZeros)
    {
        for (int j = 0; j < groupOf.Length; j++)
        {
            doubledRankSums[groupOf[j]] += sums![j];
            nonZeros[groupOf[j]] += counts![j];
        }

        long zeros = cells - keys.Length;
        for (int g = 0; g < sizes.Length; g++) doubledRankSums[g] += (sizes[g] - nonZeros[g]) * (zeros + 1);
    }

    /// <summary>Gives the room back.</summary>
    public readonly void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(unsortedKeys);
        ArrayPool<ulong>.Shared.Return(sortedKeys);
        ArrayPool<int>.Shared.Return(unsortedItems);
        ArrayPool<int>.Shared.Return(sortedItems);
        if (starts is not null) ArrayPool<int>.Shared.Return(starts);
        if (sums is not null) ArrayPool<long>.Shared.Return(sums);
        if (counts is not null) ArrayPool<int>.Shared.Return(counts);
    }

    private readonly int EndOfTie(int from)
    {
        int to = from + 1;
        while (to < keys.Length && keys[to] == keys[from]) to++;
        return to;
    }

    private void Scatter(int n, ulong least, ulong most)
    {
        int bucketBits = Math.Min(MostBucketBits, 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)n));
        int shift = Math.Max(0, 64 - System.Numerics.BitOperations.LeadingZeroCount(most - least) - bucketBits);
        int buckets = (int)((most - least) >> shift) + 1;
        starts = Cleared(starts, buckets + 1);
        Span<int> next = starts.AsSpan(0, buckets + 1);
        ReadOnlySpan<ulong> fromKeys = unsortedKeys.AsSpan(0, n);
        ReadOnlySpan<int> fromItems = unsortedItems.AsSpan(0, n);
        keys = sortedKeys.AsSpan(0, n);
        items = sortedItems.AsSpan(0, n);
        foreach (ulong key in fromKeys) next[(int)((key - least) >> shift) + 1]++;
        int largest = 0, total = 0;
        for (int b = 1; b < next.Length; b++)
        {
            largest = Math.Max(largest, next[b]);
            total += next[b];
            next[b] = total;
        }

        for (int i = 0; i < n; i++)
        {
            ref int at = ref next[(int)((fromKeys[i] - least) >> shift)];
            keys[at] = fromKeys[i];
            items[at++] = fromItems[i];
        }

        if (largest <= Crowded) return;

        // Each place has moved on to the end of its bucket.
        for (int b = 0, from = 0; b < buckets; from = next[b++])
        {
            if (next[b] - from > Crowded) keys[from..next[b]].Sort(items[from..next[b]]);
        }
    }

    private static void Insert(Span<ulong> keys, Span<int> items)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            ulong key = keys[i];
            if (keys[i - 1] <= key) continue;
            int item = items[i], at = i;
            do
            {
                keys[at] = keys[at - 1];
                items[at] = items[at - 1];
                at--;
            }
            while (at > 0 && keys[at - 1] > key);
            keys[at] = key;
            items[at] = item;
        }
    }

    private static T[] Cleared<T>(T[]? known, int length)
    {
        if (known is not null && known.Length < length)
        {
            ArrayPool<T>.Shared.Return(known);
            known = null;
        }

        known ??= ArrayPool<T>.Shared.Rent(length);
        Array.Clear(known, 0, length);
        return known;
    }
}
