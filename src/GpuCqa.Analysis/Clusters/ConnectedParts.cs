namespace GpuCqa.Analysis.Clusters;

/// <summary>Connected components of the subgraph of each group.</summary>
internal static class ConnectedParts
{
    /// <summary>Numbers the components: two nodes share a number when a path of edges inside their group joins them.</summary>
    /// <returns>Component of each node, from 0 in the order of their smallest members, and their number. Equals the partition when every group is connected.</returns>
    public static (int[] Parts, int Count) Split(LeidenGraph graph, int[] groups)
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
                foreach (ref readonly LeidenEdge edge in graph.EdgesOf(node))
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
}
