namespace GpuCqa.Analysis.Clusters;

/// <summary>The weights that occur in a graph, where they are few.</summary>
internal sealed class DistinctWeights
{
    private readonly Dictionary<double, int> found = [];
    private double last = double.NaN;
    private int lastCode;

    private DistinctWeights()
    {
    }

    /// <summary>The weights, each at its code; as long as there can be, so that a code of a byte is never out of range.</summary>
    public double[] Values { get; } = new double[PackedEdge.MostWeights];

    /// <summary>Looks through a graph.</summary>
    /// <returns>Its weights but for 0, or null when there are more than <see cref="PackedEdge.MostWeights"/>.</returns>
    public static DistinctWeights? Of(WeightedGraph graph)
    {
        var weights = new DistinctWeights();
        for (int node = 0; node < graph.Nodes; node++)
        {
            ReadOnlySpan<int> to = graph.NeighborsOf(node);
            ReadOnlySpan<double> weight = graph.WeightsOf(node);
            for (int e = 0; e < to.Length; e++)
                if (to[e] != node && weight[e] != 0 && !weights.Add(weight[e])) return null;
        }

        return weights;
    }

    /// <summary>Code of a weight that occurs.</summary>
    public int CodeOf(double weight)
    {
        // Neighbours of one cell often share the weight.
        if (weight != last) (last, lastCode) = (weight, found[weight]);
        return lastCode;
    }

    private bool Add(double weight)
    {
        if (weight == last || found.TryGetValue(weight, out _)) return true;
        if (found.Count == PackedEdge.MostWeights) return false;
        Values[found.Count] = last = weight;
        found.Add(weight, lastCode = found.Count);
        return true;
    }
}
