using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Clusters;

/// <summary>Louvain clustering with the labels of Seurat 4.3's FindClusters (algorithm 1, modularity function 1).</summary>
/// <remarks>
/// Blondel et al. 2008 as implemented by Waltman and van Eck 2013, with Seurat's defaults: 10 starts, at most 10 iterations each, seed 0, single
/// cells joined to the cluster with the highest mean weight. Sequential; deterministic; the labels equal Seurat's bit for bit when the graph does.
/// Work per pass is proportional to the number of edges.
/// </remarks>
public static class SeuratLouvain
{
    /// <summary>Name of the algorithm in results.</summary>
    public const string Algorithm = "louvain";

    /// <summary>Clusters the cells of a shared-neighbour graph.</summary>
    /// <param name="snn">cells x cells, shared-neighbour weight, CSR, float64; symmetric, its diagonal is ignored.</param>
    /// <param name="resolution">Larger values give more clusters.</param>
    /// <param name="starts">Random starts, each from single cells; the best is kept (n.start).</param>
    /// <param name="iterations">Most iterations of one start (n.iter).</param>
    /// <param name="seed">Seed of java.util.Random (random.seed).</param>
    /// <param name="groupSingletons">Joins clusters of one cell to their closest cluster (group.singletons).</param>
    /// <param name="cancellation">Stops within seconds.</param>
    /// <returns>Labels by cluster size, largest first, and the RB quality of the labels.</returns>
    /// <exception cref="InvalidParameterException">The resolution is negative or not finite, or there is no start or iteration.</exception>
    /// <exception cref="ArgumentException">The matrix is not square, or a weight is negative or not finite.</exception>
    public static Clustering Cluster(
        CsrMatrix<double> snn, double resolution, int starts = 10, int iterations = 10, ulong seed = 0, bool groupSingletons = true, CancellationToken cancellation = default)
    {
        ResolutionRule.Check(resolution);
        if (starts < 1 || iterations < 1) throw new InvalidParameterException($"Louvain needs at least one start and one iteration, got {starts} and {iterations}.");
        WeightedGraph graph = WeightedGraph.Of(snn);
        double twiceWeight = (2 * graph.EdgeWeight()) + graph.SelfWeight;
        if (!(twiceWeight > 0)) return Finish(snn, resolution, Grouping.Singletons(graph.Nodes), false);
        double factor = resolution / twiceWeight;

        // One stream runs through all starts, so they cannot be run side by side.
        var random = new JavaRandom(seed);
        int[] best = [];
        double bestQuality = double.NegativeInfinity;
        for (int start = 0; start < starts; start++)
        {
            int[] groups = Grouping.Singletons(graph.Nodes);
            int count = graph.Nodes;
            for (int i = 0; i < iterations && LouvainNetwork.Improve(graph, groups, ref count, factor, random, cancellation); i++) { }
            double quality = LouvainNetwork.Quality(graph, groups, count, factor, twiceWeight);
            if (quality <= bestQuality) continue;
            bestQuality = quality;
            best = groups;
        }

        return Finish(snn, resolution, LabelOrder.BySizeThenLabel(best), groupSingletons);
    }

    private static Clustering Finish(CsrMatrix<double> snn, double resolution, int[] labels, bool groupSingletons)
    {
        if (groupSingletons) SingletonGrouping.Join(snn, labels);
        int clusters = labels.Length == 0 ? 0 : labels.Max() + 1;
        return new Clustering(Algorithm, resolution, clusters, RbQuality.Of(snn, labels, resolution), labels);
    }
}
