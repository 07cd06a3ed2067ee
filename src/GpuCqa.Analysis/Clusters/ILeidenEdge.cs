namespace GpuCqa.Analysis.Clusters;

/// <summary>One end of an edge as a graph stores it.</summary>
internal interface ILeidenEdge
{
    /// <summary>Edges that a line of the caches holds.</summary>
    static abstract int PerLine { get; }

    /// <summary>The node at the other end.</summary>
    int To { get; }

    /// <summary>Weight, positive.</summary>
    /// <param name="weights">The graph's distinct weights, for edges that store only which.</param>
    double Weight(double[] weights);
}
