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
        (int[] starts, int[] listedIn) = InvertNeighbors(neighbors, prune);
        int cells = neighbors.Queries;
        double[] weights = SharedWeights(neighbors.K);
        int fewest = Array.FindIndex(weights, w => w > 0 && w >= prune);
        var offsets = new long[cells + 1];
        int blocks = (cells + SharedNeighborBlock - 1) / SharedNeighborBlock;
        var found = new SharedNeighborRows[blocks];
        var spare = new ConcurrentBag<int[]>();
        ForEach(blocks, block =>
        {
            int[] counts = spare.TryTake(out int[]? used) ? used : new int[cells];
            int from = block * SharedNeighborBlock, to = Math.Min(cells, from + SharedNeighborBlock);
            found[block] = CountShared(neighbors, starts, listedIn, counts, fewest, from, to, offsets);
            spare.Add(counts);
        });

        for (int cell = 0; cell < cells; cell++) offsets[cell + 1] += offsets[cell];
        var columns = new int[offsets[cells]];
        var values = new double[offsets[cells]];
        ForEach(blocks, block =>
        {
            long at = offsets[block * SharedNeighborBlock];
            SharedNeighborRows rows = found[block];
            for (int e = 0; e < rows.Length; e++, at++)
            {
                columns[at] = rows.Columns[e];
                values[at] = weights[rows.Counts[e]];
            }
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
    private static SharedNeighborRows CountShared(NeighborTable neighbors, int[] starts, int[] listedIn, int[] counts, int fewest, int from, int to, long[] lengths)
    {
        var rows = new SharedNeighborRows();
        int[] seen = new int[256];
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
            rows.Reserve(kept);
            for (int s = 0; s < kept; s++)
            {
                rows.Add(seen[s], counts[seen[s]]);
                counts[seen[s]] = 0;
            }

            lengths[cell + 1] = kept;
        }

        return rows;
    }

    /// <summary>The entries of a run of rows, one after another.</summary>
    private sealed class SharedNeighborRows
    {
        public int[] Columns { get; private set; } = new int[SharedNeighborBlock * 64];

        public int[] Counts { get; private set; } = new int[SharedNeighborBlock * 64];

        public int Length { get; private set; }

        public void Reserve(int more)
        {
            if (Length + more <= Columns.Length) return;
            int[] columns = Columns, counts = Counts;
            Array.Resize(ref columns, 2 * (Length + more));
            Array.Resize(ref counts, 2 * (Length + more));
            (Columns, Counts) = (columns, counts);
        }

        public void Add(int column, int count)
        {
            Columns[Length] = column;
            Counts[Length++] = count;
        }
    }
}
