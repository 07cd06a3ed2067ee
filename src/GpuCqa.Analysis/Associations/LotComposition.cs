using GpuCqa.Analysis.Results;

namespace GpuCqa.Analysis.Associations;

/// <summary>Cells of each lot in each cluster of one clustering.</summary>
public sealed class LotComposition
{
    private readonly int[,] counts;

    private LotComposition(int[,] counts, int[] lotCells, int[] clusterCells)
    {
        this.counts = counts;
        LotCells = lotCells;
        ClusterCells = clusterCells;
    }

    /// <summary>Cells of each lot.</summary>
    public int[] LotCells { get; }

    /// <summary>Cells of each cluster.</summary>
    public int[] ClusterCells { get; }

    /// <summary>Counts the cells of a clustering.</summary>
    /// <param name="clustering">Cluster of each cell.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots.</param>
    public static LotComposition Of(Clustering clustering, int[] lots, int lotCount)
    {
        int[,] counts = new int[lotCount, clustering.Clusters];
        int[] lotCells = new int[lotCount], clusterCells = new int[clustering.Clusters];
        for (int c = 0; c < lots.Length; c++)
        {
            counts[lots[c], clustering.Labels[c]]++;
            lotCells[lots[c]]++;
            clusterCells[clustering.Labels[c]]++;
        }

        return new LotComposition(counts, lotCells, clusterCells);
    }

    /// <summary>Cells of a lot in a cluster.</summary>
    public int Count(int lot, int cluster) => counts[lot, cluster];

    /// <summary>p(cluster | lot) of every lot.</summary>
    public double[] Fractions(int cluster) => LotCells.Select((n, l) => (double)counts[l, cluster] / n).ToArray();

    /// <summary>The largest share of the cluster's cells that one lot holds.</summary>
    public double LargestLotShare(int cluster) => Enumerable.Range(0, LotCells.Length).Max(l => counts[l, cluster]) / (double)ClusterCells[cluster];

    /// <summary>Counts of one lot over all clusters.</summary>
    public double[] CountsOf(int lot) => Enumerable.Range(0, ClusterCells.Length).Select(k => (double)counts[lot, k]).ToArray();
}
