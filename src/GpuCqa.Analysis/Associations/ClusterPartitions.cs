using System.Globalization;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Associations;

/// <summary>Clusterings as partitions of lots: cells of each lot in each cluster.</summary>
public static class ClusterPartitions
{
    /// <summary>Counts the cells of every clustering.</summary>
    /// <param name="clusterings">Clusterings of the same cells.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots.</param>
    /// <returns>One partition per clustering; a cluster's stability is the mean over the other resolutions of its best Jaccard index there.</returns>
    public static IReadOnlyList<StatePartition> Of(IReadOnlyList<Clustering> clusterings, int[] lots, int lotCount) => [.. clusterings.Select(own =>
    {
        int[][] counts = [.. Enumerable.Range(0, own.Clusters).Select(_ => new int[lotCount])];
        for (int cell = 0; cell < lots.Length; cell++) counts[own.Labels[cell]][lots[cell]]++;
        string[] names = [.. Enumerable.Range(0, own.Clusters).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        double[][] best = [.. clusterings.Where(c => c != own).Select(c => ClusterJaccard.Best(own.Labels, c.Labels))];
        double[]? stability = best.Length == 0 ? null : [.. Enumerable.Range(0, own.Clusters).Select(k => best.Average(b => b[k]))];
        return StatePartition.OfCounts(own.Resolution.ToString(CultureInfo.InvariantCulture), names, counts, resolution: own.Resolution, stability: stability);
    })];
}
