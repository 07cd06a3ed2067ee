namespace GpuCqa.Analysis.Clusters;

/// <summary>An edge of a graph with few distinct weights: 4 bytes, the node and which of the weights.</summary>
/// <remarks>The weights of a shared-neighbour graph are s / (2k - s) of a whole number s of at most k, and local moving waits for the memory that holds the rows.</remarks>
internal readonly struct PackedEdge(int to, int weight) : ILeidenEdge
{
    /// <summary>Nodes and weights that a graph of such edges has at most.</summary>
    public const int MostNodes = 1 << 24, MostWeights = 1 << 8;

    private readonly uint bits = ((uint)to << 8) | (uint)weight;

    /// <inheritdoc/>
    public static int PerLine => 16;

    /// <inheritdoc/>
    public int To => (int)(bits >> 8);

    /// <inheritdoc/>
    public double Weight(double[] weights) => weights[(byte)bits];
}
