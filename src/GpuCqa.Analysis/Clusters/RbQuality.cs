using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Clusters;

/// <summary>The Reichardt-Bornholdt quality of a partition with the configuration null model, as leidenalg's RBConfigurationVertexPartition reports it.</summary>
public static class RbQuality
{
    /// <summary>Sum over ordered pairs of one cluster of A_ij - resolution k_i k_j / 2m: not divided by 2m.</summary>
    /// <param name="graph">cells x cells, weight, CSR, float64; symmetric, its diagonal is ignored.</param>
    /// <param name="labels">Cluster of each cell, 0-based.</param>
    /// <param name="resolution">Weight of the null model; with 1 the result is 2m times Newman's modularity.</param>
    /// <returns>The quality; 0 for a graph without edges.</returns>
    /// <exception cref="ArgumentException">The matrix is not square or not of the labels' length, or a weight is negative or not finite.</exception>
    /// <remarks>Sequential float64 sums in cell order: deterministic.</remarks>
    public static double Of(CsrMatrix<double> graph, int[] labels, double resolution)
    {
        if (labels.Length != graph.Rows) throw new ArgumentException($"The graph has {graph.Rows} cells, got {labels.Length} labels.", nameof(labels));
        return Of(WeightedGraph.Of(graph), labels, resolution);
    }

    /// <summary>The same on a graph at hand.</summary>
    internal static double Of(WeightedGraph graph, int[] labels, double resolution)
    {
        if (labels.Length == 0) return 0;
        double inside = graph.SelfWeight, total = 0;
        var strengths = new double[labels.Max() + 1];
        for (int node = 0; node < graph.Nodes; node++)
        {
            total += graph.Strengths[node];
            strengths[labels[node]] += graph.Strengths[node];
            ReadOnlySpan<int> to = graph.NeighborsOf(node);
            ReadOnlySpan<double> weight = graph.WeightsOf(node);
            for (int e = 0; e < to.Length; e++)
                if (to[e] != node && labels[to[e]] == labels[node]) inside += weight[e];
        }

        if (!(total > 0)) return 0;
        double expected = 0;
        foreach (double strength in strengths) expected += strength * strength;
        return inside - (resolution * expected / total);
    }
}
