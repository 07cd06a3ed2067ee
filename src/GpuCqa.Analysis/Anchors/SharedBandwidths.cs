using System.Collections.Concurrent;
using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>How far each cell sees: the mean distance to the cells that share the fewest of its nearest neighbours, but one at least.</summary>
/// <remarks>
/// As many cells as there are neighbours; of those that share equally few, the farthest (Seurat's ComputeSNNwidth). The graph of shared neighbours is counted cell by cell
/// from the neighbour lists and never kept. The order of Jaccard weights is that of the counts.
/// </remarks>
internal sealed class SharedBandwidths
{
    private readonly DenseMatrix<float> cells;
    private readonly NeighborTable own;
    private readonly int k;
    private readonly int[] starts, listedIn;
    private readonly ConcurrentBag<Scratch> spare = [];

    /// <summary>Inverts the neighbour lists.</summary>
    /// <param name="cells">cells x dimensions.</param>
    /// <param name="own">k or more nearest of each cell among the cells.</param>
    /// <param name="k">Neighbours that count.</param>
    public SharedBandwidths(DenseMatrix<float> cells, NeighborTable own, int k)
    {
        (this.cells, this.own, this.k) = (cells, own, k);
        starts = new int[cells.Rows + 1];
        for (int cell = 0; cell < cells.Rows; cell++)
        {
            foreach (int neighbor in own.IndicesOf(cell)[..k]) starts[neighbor + 1]++;
        }

        for (int cell = 0; cell < cells.Rows; cell++) starts[cell + 1] += starts[cell];
        int[] next = starts[..cells.Rows];
        listedIn = new int[starts[^1]];
        for (int cell = 0; cell < cells.Rows; cell++)
        {
            foreach (int neighbor in own.IndicesOf(cell)[..k]) listedIn[next[neighbor]++] = cell;
        }
    }

    /// <summary>Room to count in, for one thread at a time.</summary>
    public Scratch Rent() => spare.TryTake(out Scratch? used) ? used : new Scratch(cells.Rows, k);

    /// <summary>Gives the room back.</summary>
    public void Return(Scratch scratch) => spare.Add(scratch);

    /// <summary>The mean distance from one cell.</summary>
    public double Of(int cell, Scratch scratch)
    {
        int[] counts = scratch.Counts, sharing = scratch.Sharing;
        Array.Clear(sharing);
        int others = 0;
        foreach (int neighbor in own.IndicesOf(cell)[..k])
        {
            ReadOnlySpan<int> lists = listedIn.AsSpan(starts[neighbor], starts[neighbor + 1] - starts[neighbor]);
            scratch.Reserve(others + lists.Length);
            int[] seen = scratch.Seen;
            foreach (int other in lists)
            {
                int before = counts[other]++;
                if (before == 0) seen[others++] = other;
                else sharing[before]--;
                sharing[before + 1]++;
            }
        }

        int taken = Math.Min(k, others), most = 0, fewer = 0;
        while (fewer < taken) fewer += sharing[++most];
        ReadOnlySpan<float> point = cells.Row(cell);
        Span<double> farthest = scratch.Farthest.AsSpan(0, taken);
        farthest.Fill(double.NegativeInfinity);
        int fewest = 0;
        for (int s = 0; s < others; s++)
        {
            int other = scratch.Seen[s];
            if (counts[other] <= most) scratch.Seen[fewest++] = other;
            counts[other] = 0;
        }

        Span<double> distances = scratch.Distances.AsSpan(0, fewest);
        ExactDistance.Euclidean(point, cells, scratch.Seen.AsSpan(0, fewest), distances);
        foreach (double distance in distances) Keep(farthest, distance);

        double sum = 0;
        foreach (double distance in farthest) sum += distance;
        return sum / taken;
    }

    // Rising; the nearest falls out.
    private static void Keep(Span<double> farthest, double distance)
    {
        if (distance <= farthest[0]) return;
        int at = 0;
        while (at + 1 < farthest.Length && farthest[at + 1] < distance)
        {
            farthest[at] = farthest[at + 1];
            at++;
        }

        farthest[at] = distance;
    }

    /// <summary>Room to count in.</summary>
    internal sealed class Scratch(int cells, int k)
    {
        /// <summary>Neighbours shared with each cell; zero between two cells.</summary>
        public int[] Counts { get; } = new int[cells];

        /// <summary>Number of cells that share 0 .. k neighbours.</summary>
        public int[] Sharing { get; } = new int[k + 1];

        /// <summary>Cells that share any.</summary>
        public int[] Seen { get; private set; } = new int[256];

        /// <summary>Distances to those that share the fewest.</summary>
        public double[] Distances { get; private set; } = new double[256];

        /// <summary>The farthest distances.</summary>
        public double[] Farthest { get; } = new double[k];

        /// <summary>Makes room for more cells.</summary>
        public void Reserve(int count)
        {
            if (count <= Seen.Length) return;
            int[] seen = Seen;
            Array.Resize(ref seen, 2 * count);
            (Seen, Distances) = (seen, new double[seen.Length]);
        }
    }
}
