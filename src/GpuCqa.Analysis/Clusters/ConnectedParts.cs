namespace GpuCqa.Analysis.Clusters;

/// <summary>Connected components of the subgraph of each group.</summary>
internal static class ConnectedParts
{
    /// <summary>Numbers the components: two nodes share a number when a path of edges inside their group joins them.</summary>
    /// <returns>Component of each node, from 0 in the order of their smallest members, and their number. Equals the partition when every group is connected.</returns>
    public static (int[] Parts, int Count) Split<TEdge>(EdgeGraph<TEdge> graph, int[] groups) where TEdge : unmanaged, ILeidenEdge
    {
        var parts = new int[groups.Length];
        Array.Fill(parts, -1);
        var open = new Stack<int>();
        int count = 0;
        for (int first = 0; first < groups.Length; first++)
        {
            if (parts[first] >= 0) continue;
            parts[first] = count;
            open.Push(first);
            while (open.TryPop(out int node))
            {
                foreach (ref readonly TEdge edge in graph.EdgesOf(node))
                {
                    if (parts[edge.To] >= 0 || groups[edge.To] != groups[node]) continue;
                    parts[edge.To] = count;
                    open.Push(edge.To);
                }
            }

            count++;
        }

        return (parts, count);
    }

    /// <summary>Numbers the connected components of a graph whose edges of weight zero do not count.</summary>
    /// <returns>Component of each node, from 0 in the order of their smallest members, and their number.</returns>
    public static (int[] Parts, int Count) Of(WeightedGraph graph)
    {
        var parts = new int[graph.Nodes];
        Array.Fill(parts, -1);
        var open = new Stack<int>();
        int count = 0;
        for (int first = 0; first < parts.Length; first++)
        {
            if (parts[first] >= 0) continue;
            parts[first] = count;
            open.Push(first);
            while (open.TryPop(out int node))
            {
                ReadOnlySpan<int> to = graph.NeighborsOf(node);
                ReadOnlySpan<double> weight = graph.WeightsOf(node);
                for (int e = 0; e < to.Length; e++)
                {
                    if (parts[to[e]] >= 0 || weight[e] == 0) continue;
                    parts[to[e]] = count;
                    open.Push(to[e]);
                }
            }

            count++;
        }

        return (parts, count);
    }
}
