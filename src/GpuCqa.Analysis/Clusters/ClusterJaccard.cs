namespace GpuCqa.Analysis.Clusters;

/// <summary>How well each cluster is found again in another partition (Hennig 2007).</summary>
public static class ClusterJaccard
{
    /// <summary>Largest Jaccard index of each cluster of <paramref name="a"/> with any cluster of <paramref name="b"/>.</summary>
    /// <param name="a">Cluster of each cell, 0-based; negative for a cell that the partition lacks.</param>
    /// <param name="b">Cluster of each cell in the other partition, likewise.</param>
    /// <returns>One value per label 0 .. max of <paramref name="a"/>; NaN for a cluster none of whose cells is in both partitions.</returns>
    /// <exception cref="ArgumentException">The partitions are of different lengths.</exception>
    /// <remarks>Only cells present in both partitions count.</remarks>
    public static double[] Best(int[] a, int[] b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"The partitions have {a.Length} and {b.Length} cells.", nameof(b));
        int clusters = a.Length == 0 ? 0 : a.Max() + 1, others = b.Length == 0 ? 0 : b.Max() + 1;
        var sizes = new int[clusters];
        var otherSizes = new int[others];
        var shared = new Dictionary<(int A, int B), int>();
        for (int cell = 0; cell < a.Length; cell++)
        {
            if (a[cell] < 0 || b[cell] < 0) continue;
            sizes[a[cell]]++;
            otherSizes[b[cell]]++;
            shared[(a[cell], b[cell])] = shared.GetValueOrDefault((a[cell], b[cell])) + 1;
        }

        var best = new double[clusters];
        for (int cluster = 0; cluster < clusters; cluster++) best[cluster] = sizes[cluster] == 0 ? double.NaN : 0;
        foreach (((int one, int other), int common) in shared)
            best[one] = Math.Max(best[one], common / (double)(sizes[one] + otherSizes[other] - common));
        return best;
    }
}
