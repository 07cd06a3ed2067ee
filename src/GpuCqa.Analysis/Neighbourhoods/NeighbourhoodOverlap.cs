using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>How the cells of a region, found without clusters, lie in one cluster.</summary>
/// <param name="State">The cluster.</param>
/// <param name="Shared">Cells in both.</param>
/// <param name="OfRegion">Share of the region's cells that the cluster holds.</param>
/// <param name="OfCluster">Share of the cluster's cells that the region holds.</param>
/// <param name="Jaccard">Cells in both over cells in either.</param>
public sealed record NeighbourhoodOverlap(StateId State, int Shared, double OfRegion, double OfCluster, double Jaccard)
{
    /// <summary>The clusters that hold cells of a region, per clustering the one that shares most first.</summary>
    /// <param name="clusterings">Clusterings of the same cells.</param>
    /// <param name="region">Per cell, the sign of the region it is in.</param>
    /// <param name="sign">1: cells that rise with the readout; -1: that fall.</param>
    public static IReadOnlyList<NeighbourhoodOverlap> Of(IReadOnlyList<Clustering> clusterings, sbyte[] region, int sign)
    {
        int cells = region.Count(r => r == sign);
        if (cells == 0) return [];
        var found = new List<NeighbourhoodOverlap>();
        for (int p = 0; p < clusterings.Count; p++)
        {
            int[] shared = new int[clusterings[p].Clusters], sizes = new int[clusterings[p].Clusters];
            for (int cell = 0; cell < region.Length; cell++)
            {
                sizes[clusterings[p].Labels[cell]]++;
                if (region[cell] == sign) shared[clusterings[p].Labels[cell]]++;
            }

            found.AddRange(Enumerable.Range(0, shared.Length).Where(k => shared[k] > 0)
                .Select(k => new NeighbourhoodOverlap(new StateId(p, k), shared[k], shared[k] / (double)cells, shared[k] / (double)sizes[k], shared[k] / (double)(sizes[k] + cells - shared[k])))
                .OrderByDescending(o => o.Shared).ThenBy(o => o.State.Index));
        }

        return found;
    }

    /// <summary>The cluster of any clustering whose cells are most like the region's.</summary>
    public static NeighbourhoodOverlap? Closest(IReadOnlyList<NeighbourhoodOverlap> overlaps) =>
        overlaps.OrderByDescending(o => o.Jaccard).ThenBy(o => o.State.Partition).ThenBy(o => o.State.Index).FirstOrDefault();
}
