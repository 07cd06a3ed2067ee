namespace GpuCqa.Analysis.Clusters;

/// <summary>Connected components of the subgraph of each group.</summary>
internal static class ConnectedParts
{
    /// <summary>Numbers the components: two nodes share a number when a path of positive weights inside their group joins them.</summary>
    /// <returns>Component of each node, from 0 in the order of their smallest members. Equals the partition when every group is connected.</returns>
    public static int[] Split(WeightedGraph graph, int[] groups)
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
                ReadOnlySpan<int> to = graph.NeighborsOf(node);
                ReadOnlySpan<double> weight = graph.WeightsOf(node);
                for (int e = 0; e < to.Length; e++)
                {
                    if (parts[to[e]] >= 0 || groups[to[e]] != groups[node] || weight[e] == 0) continue;
                    parts[to[e]] = count;
                    open.Push(to[e]);
                }
            }

            count++;
        }

        return parts;
    }
}
