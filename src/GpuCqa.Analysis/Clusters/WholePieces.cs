namespace GpuCqa.Analysis.Clusters;

/// <summary>Pieces of a graph, connected to nothing else, that no partition of best quality divides.</summary>
/// <remarks>
/// Pruning a shared-neighbour graph cuts off lone cells and pieces of a few cells, hundreds among many cells. Each is a cluster of its own, whatever
/// is done elsewhere, but would be carried through every level of a search.
/// <para>
/// No partition joins pieces, as that gains nothing and costs what the null model expects. Dividing a piece of strength K into p parts cuts at least p - 1
/// edges and saves at most resolution K^2 (1 - 1 / p) / (2 * 2m), in the units of w(v, C): where the lightest edge weighs at least
/// resolution K^2 / (4 * 2m), which is that for p = 2, no division gains.
/// </para>
/// </remarks>
internal static class WholePieces
{
    /// <summary>Pieces with more nodes are not looked at: they are what is searched.</summary>
    private const int MostNodes = 100;

    /// <summary>Finds the nodes that lie in such pieces.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="resolution">Largest resolution for which they must stay whole.</param>
    /// <returns>Piece of each node, numbered by smallest member, and for each piece whether it stays whole.</returns>
    public static (int[] Pieces, bool[] Whole) Of(WeightedGraph graph, double resolution)
    {
        (int[] pieces, int count) = ConnectedParts.Of(graph);
        var sizes = new int[count];
        var strengths = new double[count];
        var lightest = new double[count];
        Array.Fill(lightest, double.PositiveInfinity);
        for (int node = 0; node < graph.Nodes; node++)
        {
            int piece = pieces[node];
            sizes[piece]++;
            strengths[piece] += graph.Strengths[node];
            ReadOnlySpan<int> to = graph.NeighborsOf(node);
            ReadOnlySpan<double> weight = graph.WeightsOf(node);
            for (int e = 0; e < to.Length; e++)
                if (to[e] != node && weight[e] != 0) lightest[piece] = Math.Min(lightest[piece], weight[e]);
        }

        double twiceWeight = graph.Strengths.Sum();
        var whole = new bool[count];
        for (int p = 0; p < count; p++)
            whole[p] = sizes[p] == 1 || (sizes[p] <= MostNodes && 4 * twiceWeight * lightest[p] >= resolution * strengths[p] * strengths[p]);
        return (pieces, whole);
    }
}
