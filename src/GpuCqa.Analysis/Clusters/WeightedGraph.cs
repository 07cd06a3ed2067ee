using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Clusters;

/// <summary>An undirected weighted graph: every edge is stored in the rows of both its ends, neighbours in a fixed order.</summary>
/// <remarks>
/// The finest graph shares the arrays of the cells' adjacency matrix, whose diagonal may be stored: loops over neighbours skip
/// entries that point back at their row. Reduced graphs keep the weight inside their nodes in <see cref="SelfWeight"/> only.
/// </remarks>
internal sealed class WeightedGraph
{
    private readonly long[] offsets;
    private readonly int[] neighbors;
    private readonly double[] weights;

    private WeightedGraph(long[] offsets, int[] neighbors, double[] weights, double[] strengths, double selfWeight)
    {
        this.offsets = offsets;
        this.neighbors = neighbors;
        this.weights = weights;
        Strengths = strengths;
        SelfWeight = selfWeight;
    }

    /// <summary>Number of nodes.</summary>
    public int Nodes => Strengths.Length;

    /// <summary>Total weight at each node, edges inside it counted twice.</summary>
    public double[] Strengths { get; }

    /// <summary>Weight inside the nodes, each edge counted twice.</summary>
    public double SelfWeight { get; }

    /// <summary>The graph of a symmetric cells x cells matrix of non-negative weights; its diagonal is ignored.</summary>
    /// <exception cref="ArgumentException">The matrix is not square, or a weight is negative or not finite.</exception>
    public static WeightedGraph Of(CsrMatrix<double> adjacency)
    {
        if (adjacency.Rows != adjacency.Columns)
            throw new ArgumentException($"A graph needs a square matrix, got {adjacency.Rows} x {adjacency.Columns}.", nameof(adjacency));
        var strengths = new double[adjacency.Rows];
        for (int node = 0; node < adjacency.Rows; node++)
        {
            ReadOnlySpan<int> to = adjacency.RowIndices(node);
            ReadOnlySpan<double> weight = adjacency.RowValues(node);
            double sum = 0;
            for (int e = 0; e < to.Length; e++)
            {
                if (to[e] == node) continue;
                if (!(weight[e] >= 0) || !double.IsFinite(weight[e]))
                    throw new ArgumentException($"The weight of edge {node} - {to[e]} is {weight[e]}; expected a finite number that is not negative.", nameof(adjacency));
                sum += weight[e];
            }

            strengths[node] = sum;
        }

        return new WeightedGraph(adjacency.RowOffsets, adjacency.ColumnIndices, adjacency.Values, strengths, 0);
    }

    /// <summary>Neighbours of a node, possibly with the node itself.</summary>
    public ReadOnlySpan<int> NeighborsOf(int node) => neighbors.AsSpan((int)offsets[node], (int)(offsets[node + 1] - offsets[node]));

    /// <summary>Weights of the edges to <see cref="NeighborsOf"/>.</summary>
    public ReadOnlySpan<double> WeightsOf(int node) => weights.AsSpan((int)offsets[node], (int)(offsets[node + 1] - offsets[node]));

    /// <summary>Sum over edges of their weight, each edge once, those inside nodes left out.</summary>
    /// <remarks>One running sum over all stored edges, because Seurat's labels depend on its last bit.</remarks>
    public double EdgeWeight()
    {
        double sum = 0;
        for (int node = 0; node < Nodes; node++)
        {
            ReadOnlySpan<int> to = NeighborsOf(node);
            ReadOnlySpan<double> weight = WeightsOf(node);
            for (int e = 0; e < to.Length; e++)
                if (to[e] != node) sum += weight[e];
        }

        return sum / 2;
    }

    /// <summary>The graph whose nodes are the groups of this one's: parallel edges summed, neighbours in the order in which they first appear.</summary>
    /// <param name="groups">Group of each node, 0 .. count - 1, none empty.</param>
    /// <param name="count">Number of groups.</param>
    public WeightedGraph Reduce(int[] groups, int count)
    {
        (int[] starts, int[] members) = Grouping.Members(groups, count);
        var reducedOffsets = new long[count + 1];
        var reducedStrengths = new double[count];
        var reducedNeighbors = new int[Math.Max(16, neighbors.Length / 8)];
        var reducedWeights = new double[reducedNeighbors.Length];
        int length = 0;
        var sums = new double[count];
        var touched = new int[count];
        double inside = SelfWeight;
        for (int group = 0; group < count; group++)
        {
            int found = 0;
            for (int m = starts[group]; m < starts[group + 1]; m++)
            {
                int node = members[m];
                reducedStrengths[group] += Strengths[node];
                ReadOnlySpan<int> to = NeighborsOf(node);
                ReadOnlySpan<double> weight = WeightsOf(node);
                for (int e = 0; e < to.Length; e++)
                {
                    if (to[e] == node || weight[e] == 0) continue;
                    int other = groups[to[e]];
                    if (other == group)
                    {
                        inside += weight[e];
                        continue;
                    }

                    if (sums[other] == 0) touched[found++] = other;
                    sums[other] += weight[e];
                }
            }

            if (length + found > reducedNeighbors.Length)
            {
                Array.Resize(ref reducedNeighbors, 2 * (length + found));
                Array.Resize(ref reducedWeights, 2 * (length + found));
            }

            for (int t = 0; t < found; t++)
            {
                reducedNeighbors[length] = touched[t];
                reducedWeights[length++] = sums[touched[t]];
                sums[touched[t]] = 0;
            }

            reducedOffsets[group + 1] = length;
        }

        return new WeightedGraph(reducedOffsets, reducedNeighbors, reducedWeights, reducedStrengths, inside);
    }
}
