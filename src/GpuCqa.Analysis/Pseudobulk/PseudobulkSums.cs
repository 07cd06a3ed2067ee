using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Pseudobulk;

/// <summary>Sums of raw counts over the cells of each lot and cluster, and in how many cells of a cluster each gene has a count.</summary>
/// <remarks>
/// One sweep over the packed counts sums as many clusters as <see cref="MostBytes"/> holds: nearly always all of them. Cells are added in order within a slice of genes, so that the bits
/// do not depend on threads; of whole counts every sum is exact.
/// </remarks>
internal sealed class PseudobulkSums
{
    /// <summary>Bytes of the sums of a sweep, but for a single cluster that needs more.</summary>
    public const long MostBytes = 256L << 20;

    /// <summary>Slices of genes, each summed by one thread at a time.</summary>
    private const int Slices = 16;

    private readonly CellStore cells;
    private readonly IReadOnlyList<Clustering> clusterings;
    private readonly int lots, genes;
    private readonly double[][] lotSums;
    private readonly int[] detectedInAll;
    private double[][] sums = [];
    private int[][] detected = [];
    private int[] firstGroup = [], firstCluster = [];
    private bool totalsKnown;

    /// <summary>Makes room; nothing is read yet.</summary>
    public PseudobulkSums(CellStore cells, IReadOnlyList<Clustering> clusterings, int lots)
    {
        this.cells = cells;
        this.clusterings = clusterings;
        this.lots = lots;
        genes = cells.Genes.Count;
        lotSums = [.. Enumerable.Range(0, lots).Select(_ => new double[genes])];
        detectedInAll = new int[genes];
    }

    /// <summary>Sums of a lot's cells, one value a gene.</summary>
    public double[] OfLot(int lot) => lotSums[lot];

    /// <summary>Cells with a count of each gene.</summary>
    public int[] DetectedInAll => detectedInAll;

    /// <summary>Bytes that a cohort's sums take.</summary>
    public static long BytesOf(long lots, long clusters, long genes) => (8 * lots * genes) + Math.Max(8 * lots * genes, Math.Min(MostBytes, lots * clusters * genes * 8)) + (4 * clusters * genes);

    /// <summary>The clusters in ranges, each list of which is summed in one sweep.</summary>
    public static IEnumerable<IReadOnlyList<ClusterRange>> Sweeps(IReadOnlyList<Clustering> clusterings, int lots, int genes)
    {
        int most = (int)Math.Max(1, MostBytes / Math.Max(1, 8L * lots * genes)), used = 0;
        var ranges = new List<ClusterRange>();
        for (int r = 0; r < clusterings.Count; r++)
        {
            for (int first = 0, end; first < clusterings[r].Clusters; first = end)
            {
                end = Math.Min(clusterings[r].Clusters, first + most - used);
                ranges.Add(new ClusterRange(r, first, end));
                if ((used += end - first) < most) continue;
                yield return ranges;
                (ranges, used) = ([], 0);
            }
        }

        if (ranges.Count > 0) yield return ranges;
    }

    /// <summary>Sums of the cells of a lot in a cluster of the last sweep, one value a gene.</summary>
    public double[] Of(int range, int cluster, int lot) => sums[firstGroup[range] + (cluster * lots) + lot];

    /// <summary>Cells of a cluster of the last sweep with a count of each gene.</summary>
    public int[] DetectedIn(int range, int cluster) => detected[firstCluster[range] + cluster];

    /// <summary>Sums the clusters of some ranges; clusters are named from the first of their range.</summary>
    public void Sweep(ComputeDevice device, IReadOnlyList<ClusterRange> ranges, CancellationToken cancellation)
    {
        firstGroup = new int[ranges.Count];
        firstCluster = new int[ranges.Count];
        int clusters = 0;
        for (int r = 0; r < ranges.Count; r++)
        {
            firstCluster[r] = clusters;
            firstGroup[r] = clusters * lots;
            clusters += ranges[r].End - ranges[r].First;
        }

        sums = Room(sums, clusters * lots);
        detected = Room(detected, clusters);
        int cell = 0;
        foreach (CsrMatrix<float> block in CellSweep.Of(cells.Blocks))
        {
            cancellation.ThrowIfCancellationRequested();
            int first = cell;
            device.ForEach(Slices, s => Add(block, first, (int)((long)genes * s / Slices), (int)((long)genes * (s + 1) / Slices), ranges));
            cell += block.Rows;
        }

        totalsKnown = true;
    }

    private T[][] Room<T>(T[][] before, int count)
    {
        var room = new T[count][];
        for (int i = 0; i < count; i++)
        {
            if (i < before.Length) Array.Clear(before[i]);
            room[i] = i < before.Length ? before[i] : new T[genes];
        }

        return room;
    }

    private void Add(CsrMatrix<float> block, int firstCell, int firstGene, int endGene, IReadOnlyList<ClusterRange> ranges)
    {
        var own = new double[ranges.Count + 1][];
        var seen = new int[ranges.Count + 1][];
        for (int r = 0; r < block.Rows; r++)
        {
            ReadOnlySpan<int> row = block.RowIndices(r);
            int from = Lower(row, firstGene), to = from + Lower(row[from..], endGene);
            if (from == to) continue;
            int cell = firstCell + r, lot = cells.Lots[cell], targets = 0;
            for (int i = 0; i < ranges.Count; i++)
            {
                int cluster = clusterings[ranges[i].Clustering].Labels[cell] - ranges[i].First;
                if (cluster < 0 || cluster >= ranges[i].End - ranges[i].First) continue;
                own[targets] = Of(i, cluster, lot);
                seen[targets++] = DetectedIn(i, cluster);
            }

            if (!totalsKnown)
            {
                own[targets] = lotSums[lot];
                seen[targets++] = detectedInAll;
            }

            ReadOnlySpan<int> indices = row[from..to];
            ReadOnlySpan<float> values = block.RowValues(r)[from..to];
            for (int t = 0; t < targets; t++)
            {
                double[] target = own[t];
                int[] counted = seen[t];
                for (int i = 0; i < indices.Length; i++)
                {
                    float value = values[i];
                    if (value == 0) continue;
                    target[indices[i]] += value;
                    counted[indices[i]]++;
                }
            }
        }
    }

    private static int Lower(ReadOnlySpan<int> sorted, int value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
