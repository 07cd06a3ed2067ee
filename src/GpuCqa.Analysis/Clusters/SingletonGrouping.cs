using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Clusters;

/// <summary>Seurat's rule for clusters of one cell: each joins the cluster with the highest mean weight to it.</summary>
internal static class SingletonGrouping
{
    /// <summary>Joins the singletons, in cell order, in place; a cluster that has grown counts with its new size.</summary>
    /// <param name="snn">cells x cells, shared-neighbour weight, CSR, float64.</param>
    /// <param name="labels">Labels by size, so that singletons have the largest and the others stay contiguous.</param>
    /// <remarks>
    /// Clusters that tie (a cell without any edge ties with all) are drawn from as R does after set.seed(1), listed in the order in which
    /// they first appear among the cells. With no cluster of two cells or more nothing changes.
    /// </remarks>
    public static void Join(CsrMatrix<double> snn, int[] labels)
    {
        int count = labels.Length == 0 ? 0 : labels.Max() + 1;
        var sizes = new int[count];
        foreach (int label in labels) sizes[label]++;
        int[] clusters = labels.Distinct().Where(c => sizes[c] > 1).ToArray();
        int[] singletons = Enumerable.Range(0, labels.Length).Where(i => sizes[labels[i]] == 1).ToArray();
        if (clusters.Length == 0) return;

        var sums = new double[count];
        var closest = new List<int>();
        foreach (int cell in singletons)
        {
            Array.Clear(sums);
            ReadOnlySpan<int> to = snn.RowIndices(cell);
            ReadOnlySpan<double> weight = snn.RowValues(cell);
            for (int e = 0; e < to.Length; e++) sums[labels[to[e]]] += weight[e];
            double best = clusters.Max(c => sums[c] / sizes[c]);
            closest.Clear();
            closest.AddRange(clusters.Where(c => sums[c] / sizes[c] == best));
            int chosen = closest[new RRandom(1).NextInt32(closest.Count)];
            labels[cell] = chosen;
            sizes[chosen]++;
        }
    }
}
