using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Clusters;

/// <summary>Joins clusters of a few stray cells to the cluster that holds most of their nearest neighbours.</summary>
/// <remarks>
/// A cell whose shared-neighbour weights were all pruned is a cluster of its own. Such clusters are no subpopulations, and each would
/// enlarge the family of tests. Seurat's group.singletons joins them by shared-neighbour weight, of which such a cell has none;
/// its nearest neighbours always exist. Readouts are not seen. Ties go to the nearer neighbour.
/// </remarks>
public static class StrayCells
{
    /// <summary>Clusters with fewer cells are joined to others.</summary>
    public const int FewestCells = 5;

    /// <summary>Joins the strays of a clustering.</summary>
    /// <param name="clustering">Clustering of the cells.</param>
    /// <param name="neighbors">Nearest neighbours of each cell, in the embedding that the graph was made from.</param>
    /// <param name="graph">The graph, for the quality of the result.</param>
    /// <returns>The clustering with labels by size; the same one when there are no strays, or nothing but strays.</returns>
    public static Clustering Join(Clustering clustering, NeighborTable neighbors, CsrMatrix<double> graph)
    {
        int[] sizes = new int[clustering.Clusters];
        foreach (int label in clustering.Labels) sizes[label]++;
        if (sizes.All(s => s >= FewestCells) || sizes.All(s => s < FewestCells)) return clustering;

        int[] labels = (int[])clustering.Labels.Clone();
        int[] votes = new int[clustering.Clusters];
        for (int cell = 0; cell < labels.Length; cell++)
        {
            if (sizes[clustering.Labels[cell]] >= FewestCells) continue;
            Array.Clear(votes);
            int best = -1;
            foreach (int neighbor in neighbors.IndicesOf(cell))
            {
                int label = clustering.Labels[neighbor];
                if (sizes[label] >= FewestCells) votes[label]++;
            }

            foreach (int neighbor in neighbors.IndicesOf(cell))
            {
                int label = clustering.Labels[neighbor];
                if (votes[label] > 0 && (best < 0 || votes[label] > votes[best])) best = label;
            }

            if (best >= 0) labels[cell] = best;
        }

        int[] ordered = LabelOrder.BySize(labels);
        return clustering with { Labels = ordered, Clusters = ordered.Max() + 1, Quality = RbQuality.Of(graph, ordered, clustering.Resolution) };
    }
}
