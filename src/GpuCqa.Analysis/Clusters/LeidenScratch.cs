namespace GpuCqa.Analysis.Clusters;

/// <summary>Arrays that one search works in, made once and used on every level.</summary>
/// <param name="nodes">Nodes of the largest level.</param>
internal sealed class LeidenScratch(int nodes)
{
    /// <summary>Arrays of edges that wait for the next graph, at most, and by how much one may be larger than it must.</summary>
    private const int MostSpare = 8, MostLarger = 4;

    private readonly List<LeidenEdge[]> spare = [];

    /// <summary>Sums of each group. Side by side, because a group's two are wanted together and seldom in cache.</summary>
    public LeidenSums[] Sums { get; } = new LeidenSums[nodes];

    /// <summary>Groups to which the node at hand has weight. One more than nodes, because the end is written before it is known whether it counts.</summary>
    public int[] Touched { get; } = new int[nodes + 1];

    /// <summary>Nodes in each group.</summary>
    public int[] Sizes { get; } = new int[nodes];

    /// <summary>Groups without a node, the last to be used first.</summary>
    public int[] Empty { get; } = new int[nodes];

    /// <summary>Nodes to be visited, a ring.</summary>
    public int[] Queue { get; } = new int[nodes];

    /// <summary>Whether a node is in the queue.</summary>
    public bool[] Waiting { get; } = new bool[nodes];

    /// <summary>Weight between a part and the rest of its group, in the refinement.</summary>
    public double[] Cuts { get; } = new double[nodes];

    /// <summary>Gains of the merges at choice, in the refinement.</summary>
    public double[] Gains { get; set; } = new double[64];

    /// <summary>An array of at least so many edges, its content undefined.</summary>
    public LeidenEdge[] Rent(int edges)
    {
        int best = -1;
        for (int s = 0; s < spare.Count; s++)
            if (spare[s].Length >= edges && spare[s].Length / MostLarger <= edges && (best < 0 || spare[s].Length < spare[best].Length)) best = s;
        if (best < 0) return GC.AllocateUninitializedArray<LeidenEdge>(edges);
        LeidenEdge[] taken = spare[best];
        spare.RemoveAt(best);
        return taken;
    }

    /// <summary>Takes an array back that nobody reads any more.</summary>
    public void Return(LeidenEdge[] edges)
    {
        if (edges.Length == 0) return;
        spare.Add(edges);
        if (spare.Count > MostSpare) spare.Remove(spare.MinBy(s => s.Length)!);
    }
}
