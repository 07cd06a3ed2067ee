using System.Collections.Concurrent;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    // Cells of one task: enough work to outweigh the hand-over, few enough to spread hubs over threads.
    private const int SharedNeighborBlock = 512;

    /// <inheritdoc/>
    public override CsrMatrix<double> SharedNeighbors(NeighborTable neighbors, double prune)
    {
        // A count of shared neighbours is kept in two bytes until the length of all rows is known.
        if (neighbors.K > ushort.MaxValue) return base.SharedNeighbors(neighbors, prune);
        (int[] starts, int[] listedIn) = InvertNeighbors(neighbors, prune);
        int cells = neighbors.Queries;
        double[] weights = SharedWeights(neighbors.K);
        int fewest = Array.FindIndex(weights, w => w > 0 && w >= prune);
        var offsets = new long[cells + 1];
        int blocks = (cells + SharedNeighborBlock - 1) / SharedNeighborBlock;
        var found = new SharedNeighborRows[blocks];
        var spare = new ConcurrentBag<SharedNeighborLane>();
        ForEach(blocks, block =>
        {
            SharedNeighborLane lane = spare.TryTake(out SharedNeighborLane? used) ? used : new SharedNeighborLane(cells);
            int from = block * SharedNeighborBlock, to = Math.Min(cells, from + SharedNeighborBlock);
            found[block] = CountShared(neighbors, starts, listedIn, lane, fewest, from, to, offsets);
            spare.Add(lane);
        });

        for (int cell = 0; cell < cells; cell++) offsets[cell + 1] += offsets[cell];
        int[] columns = GC.AllocateUninitializedArray<int>(checked((int)offsets[cells]));
        double[] values = GC.AllocateUninitializedArray<double>(columns.Length);
        ForEach(blocks, block =>
        {
            int at = (int)offsets[block * SharedNeighborBlock];
            SharedNeighborRows rows = found[block];
            rows.Columns.CopyTo(columns, at);
            for (int e = 0; e < rows.Counts.Length; e++) values[at + e] = weights[rows.Counts[e]];
            found[block] = default;
        });
        return new CsrMatrix<double>(cells, cells, offsets, columns, values);
    }

    private static double[] SharedWeights(int k)
    {
        var weights = new double[k + 1];
        for (int shared = 1; shared <= k; shared++) weights[shared] = shared / ((2.0 * k) - shared);
        return weights;
    }

    /// <summary>Rows from .. to - 1; the length of row r is left in <c>lengths[r + 1]</c>, and the counters are left at zero.</summary>
    private static SharedNeighborRows CountShared(NeighborTable neighbors, int[] starts, int[] listedIn, SharedNeighborLane lane, int fewest, int from, int to, long[] lengths)
    {
        int[] counts = lane.Counts, seen = lane.Seen;
        int length = 0;
        for (int cell = from; cell < to; cell++)
        {
            int others = 0;
            foreach (int neighbor in neighbors.IndicesOf(cell))
            {
                ReadOnlySpan<int> lists = listedIn.AsSpan(starts[neighbor], starts[neighbor + 1] - starts[neighbor]);
                if (others + lists.Length > seen.Length) Array.Resize(ref seen, 2 * (others + lists.Length));
                foreach (int other in lists)
                {
                    if (counts[other]++ == 0) seen[others++] = other;
                }
            }

            // Pairs that will be pruned, most of them, are dropped before the sort.
            int kept = 0;
            for (int s = 0; s < others; s++)
            {
                if (counts[seen[s]] >= fewest) seen[kept++] = seen[s];
                else counts[seen[s]] = 0;
            }

            Array.Sort(seen, 0, kept);
            lane.Reserve(length + kept);
            for (int s = 0; s < kept; s++)
            {
                lane.RowColumns[length] = seen[s];
                lane.RowCounts[length++] = (ushort)counts[seen[s]];
                counts[seen[s]] = 0;
            }

            lengths[cell + 1] = kept;
        }

        lane.Seen = seen;
        return new SharedNeighborRows(lane.RowColumns[..length], lane.RowCounts[..length]);
    }

    /// <summary>The entries of a run of rows, one after another: columns, and how many neighbours are shared.</summary>
    private readonly record struct SharedNeighborRows(int[] Columns, ushort[] Counts);

    /// <summary>Arrays that a thread works in.</summary>
    private sealed class SharedNeighborLane(int cells)
    {
        public int[] Counts { get; } = new int[cells];

        public int[] Seen { get; set; } = new int[256];

        public int[] RowColumns { get; private set; } = new int[SharedNeighborBlock * 64];

        public ushort[] RowCounts { get; private set; } = new ushort[SharedNeighborBlock * 64];

        public void Reserve(int length)
        {
            if (length <= RowColumns.Length) return;
            int[] columns = RowColumns;
            ushort[] counts = RowCounts;
            Array.Resize(ref columns, 2 * length);
            Array.Resize(ref counts, 2 * length);
            (RowColumns, RowCounts) = (columns, counts);
        }
    }
}
