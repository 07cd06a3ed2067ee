namespace GpuCqa.Analysis.Clusters;

/// <summary>The graph that Leiden searches: every edge in the rows of both its ends, no edge of a node to itself, no weight of zero.</summary>
/// <param name="strengths">Total weight at each node, edges inside it counted twice.</param>
/// <param name="twiceWeight">Sum of all edge weights, each edge twice, those inside nodes too: the same on every level.</param>
internal abstract class LeidenGraph(double[] strengths, double twiceWeight)
{
    /// <summary>Number of nodes.</summary>
    public int Nodes => Strengths.Length;

    /// <summary>Stored edges, each twice.</summary>
    public abstract int Ends { get; }

    /// <summary>Total weight at each node, edges inside it counted twice.</summary>
    public double[] Strengths { get; } = strengths;

    /// <summary>Sum of all edge weights, each edge twice, those inside nodes too: the same on every level.</summary>
    public double TwiceWeight { get; } = twiceWeight;

    /// <summary>A level of Leiden on this graph.</summary>
    /// <param name="factor">Resolution / 2m.</param>
    /// <param name="temperature">Randomness of the refinement, in units of edge weight.</param>
    /// <param name="scratch">Arrays to work in, of at least its size.</param>
    /// <param name="window">Nodes that are shuffled among one another; the windows are visited in order.</param>
    public abstract LeidenLevel Level(double factor, double temperature, LeidenScratch scratch, int window = int.MaxValue);

    /// <summary>A level of the graph of groups of these nodes.</summary>
    /// <param name="groups">Group of each node, 0 .. count - 1, none empty.</param>
    /// <param name="count">Number of groups.</param>
    /// <param name="factor">Resolution / 2m.</param>
    /// <param name="temperature">Randomness of the refinement, in units of edge weight.</param>
    /// <param name="scratch">Arrays to work in, of at least this graph's size.</param>
    /// <param name="order">The nodes in the order in which those of a group are looked at.</param>
    public abstract LeidenLevel LevelOf(int[] groups, int count, double factor, double temperature, LeidenScratch scratch, int[] order);

    /// <summary>Components of the subgraph of each group (<see cref="ConnectedParts.Split"/>).</summary>
    public abstract (int[] Parts, int Count) Split(int[] groups);

    /// <summary>The graph of the cells, or of some of them, in an order of their own.</summary>
    /// <param name="graph">The cells.</param>
    /// <param name="order">Cell at each node, none twice; no edge leads from them to others. Null: all as they are.</param>
    public static LeidenGraph Of(WeightedGraph graph, int[]? order = null)
    {
        int nodes = order?.Length ?? graph.Nodes;
        int[]? place = order is null ? null : new int[graph.Nodes];
        for (int i = 0; place is not null && i < nodes; i++) place[order![i]] = i;
        DistinctWeights? distinct = nodes <= PackedEdge.MostNodes ? DistinctWeights.Of(graph) : null;
        return distinct is not null
            ? Of(graph, order, place, distinct.Values, (to, weight) => new PackedEdge(to, distinct.CodeOf(weight)))
            : Of(graph, order, place, [], (to, weight) => new LeidenEdge(to, weight));
    }

    private static EdgeGraph<TEdge> Of<TEdge>(WeightedGraph graph, int[]? order, int[]? place, double[] weights, Func<int, double, TEdge> edgeOf) where TEdge : unmanaged, ILeidenEdge
    {
        int nodes = order?.Length ?? graph.Nodes;
        var offsets = new int[nodes + 1];
        double[] strengths = order is null ? graph.Strengths : Array.ConvertAll(order, cell => graph.Strengths[cell]);
        for (int node = 0; node < nodes; node++)
        {
            int cell = order is null ? node : order[node], kept = 0;
            ReadOnlySpan<int> to = graph.NeighborsOf(cell);
            ReadOnlySpan<double> weight = graph.WeightsOf(cell);
            for (int e = 0; e < to.Length; e++) kept += to[e] != cell && weight[e] != 0 ? 1 : 0;
            offsets[node + 1] = checked(offsets[node] + kept);
        }

        TEdge[] edges = GC.AllocateUninitializedArray<TEdge>(offsets[^1]);
        int at = 0;
        for (int node = 0; node < nodes; node++)
        {
            int cell = order is null ? node : order[node];
            ReadOnlySpan<int> to = graph.NeighborsOf(cell);
            ReadOnlySpan<double> weight = graph.WeightsOf(cell);
            for (int e = 0; e < to.Length; e++)
                if (to[e] != cell && weight[e] != 0) edges[at++] = edgeOf(place is null ? to[e] : place[to[e]], weight[e]);
        }

        return new EdgeGraph<TEdge>(offsets, edges, weights, strengths, graph.Strengths.Sum());
    }
}
