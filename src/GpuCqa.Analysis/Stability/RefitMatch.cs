using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Stability;

/// <summary>Sets clusters that were found anew against those of the discovery, over the cells that both have.</summary>
public static class RefitMatch
{
    /// <summary>Every cluster of the discovery with its best match at every resolution of the refit.</summary>
    /// <param name="kind">What the refit changed.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="leftOut">The lot that was left out, or -1.</param>
    /// <param name="original">The discovery's clusterings of all cells.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots.</param>
    /// <param name="cells">Cells of the refit, ascending; null = all.</param>
    /// <param name="refit">Its clusterings, of these cells.</param>
    /// <remarks>The match has the largest Jaccard index; of equals the larger cluster, which has the smaller number. Time: resolutions squared times cells.</remarks>
    public static ClusterRefit Of(RefitKind kind, int number, int leftOut, IReadOnlyList<Clustering> original, int[] lots, int lotCount, int[]? cells, IReadOnlyList<Clustering> refit)
    {
        int[] own = cells is null ? lots : Array.ConvertAll(cells, c => lots[c]);
        var lotCells = new int[lotCount];
        foreach (int lot in own) lotCells[lot]++;
        int[][][] composition = [.. refit.Select(r => Composition(r, own, lotCount))];
        var jaccard = new List<double[]>();
        var counts = new List<int[][]>();
        double[] agreement = new double[refit.Count];
        for (int o = 0; o < original.Count; o++)
        {
            int[] labels = cells is null ? original[o].Labels : Array.ConvertAll(cells, c => original[o].Labels[c]);
            agreement[o] = AdjustedRandIndex.Of(labels, refit[o].Labels);
            (double Jaccard, int Cluster)[][] best = [.. refit.Select(r => Best(labels, original[o].Clusters, r))];
            for (int k = 0; k < original[o].Clusters; k++)
            {
                jaccard.Add([.. best.Select(b => b[k].Jaccard)]);
                counts.Add([.. best.Select((b, r) => b[k].Cluster < 0 ? new int[lotCount] : composition[r][b[k].Cluster])]);
            }
        }

        return new ClusterRefit(kind, number, leftOut, lotCells, [.. refit.Select(r => r.Clusters)], agreement, [.. jaccard], [.. counts]);
    }

    private static int[][] Composition(Clustering refit, int[] lots, int lotCount)
    {
        int[][] counts = [.. Enumerable.Range(0, refit.Clusters).Select(_ => new int[lotCount])];
        for (int i = 0; i < lots.Length; i++) counts[refit.Labels[i]][lots[i]]++;
        return counts;
    }

    private static (double Jaccard, int Cluster)[] Best(int[] labels, int clusters, Clustering refit)
    {
        (int[] starts, int[] members) = Grouping.Members(labels, clusters);
        var sizes = new int[refit.Clusters];
        foreach (int label in refit.Labels) sizes[label]++;
        var both = new int[refit.Clusters];
        var best = new (double Jaccard, int Cluster)[clusters];
        for (int k = 0; k < clusters; k++)
        {
            ReadOnlySpan<int> own = members.AsSpan(starts[k], starts[k + 1] - starts[k]);
            foreach (int i in own) both[refit.Labels[i]]++;
            best[k] = (0, -1);
            foreach (int i in own)
            {
                int other = refit.Labels[i], common = both[other];
                if (common == 0) continue;
                both[other] = 0;
                double index = common / (double)(own.Length + sizes[other] - common);
                if (index > best[k].Jaccard || (index == best[k].Jaccard && other < best[k].Cluster)) best[k] = (index, other);
            }
        }

        return best;
    }
}
