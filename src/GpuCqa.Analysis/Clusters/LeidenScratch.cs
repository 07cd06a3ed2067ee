namespace GpuCqa.Analysis.Clusters;

/// <summary>Arrays that one search works in, made once and used on every level.</summary>
/// <param name="nodes">Nodes of the largest level.</param>
internal sealed class LeidenScratch(int nodes)
{
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

    /// <summary>Where edges of a reduced graph are gathered.</summary>
    public LeidenEdgeList Edges { get; } = new();
}
