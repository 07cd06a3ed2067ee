using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GpuCqa.Analysis.Clusters;

/// <summary>The graph that Leiden searches: every edge in the rows of both its ends, no edge of a node to itself, no weight of zero.</summary>
internal sealed class LeidenGraph
{
    private const int EdgesPerLine = 5;
    private const int PrefetchEdges = 8 * EdgesPerLine;

    private readonly int[] offsets;
    private readonly LeidenEdge[] edges;

    private LeidenGraph(int[] offsets, LeidenEdge[] edges, double[] strengths, double twiceWeight)
    {
        this.offsets = offsets;
        this.edges = edges;
        Strengths = strengths;
        TwiceWeight = twiceWeight;
    }

    /// <summary>Number of nodes.</summary>
    public int Nodes => Strengths.Length;

    /// <summary>Stored edges, each twice.</summary>
    public int Ends => offsets[^1];

    /// <summary>Total weight at each node, edges inside it counted twice.</summary>
    public double[] Strengths { get; }

    /// <summary>Sum of all edge weights, each edge twice, those inside nodes too: the same on every level.</summary>
    public double TwiceWeight { get; }

    /// <summary>Edges at a node.</summary>
    public ReadOnlySpan<LeidenEdge> EdgesOf(int node) => edges.AsSpan(offsets[node], offsets[node + 1] - offsets[node]);

    /// <summary>Asks for the edges of a node that will be visited soon: in random order every row is a miss of all caches.</summary>
    public unsafe void Prefetch(int node)
    {
        if (!Sse.IsSupported) return;
        int first = offsets[node], end = Math.Min(offsets[node + 1], first + PrefetchEdges);
        // No pin: should the array move meanwhile, the hint is wasted, nothing else.
        for (int e = first; e < end; e += EdgesPerLine) Sse.Prefetch0(Unsafe.AsPointer(ref edges[e]));
    }

    /// <summary>The graph of the cells, or of some of them, in an order of their own.</summary>
    /// <param name="graph">The cells.</param>
    /// <param name="order">Cell at each node, none twice; no edge leads from them to others. Null: all as they are.</param>
    public static LeidenGraph Of(WeightedGraph graph, int[]? order = null)
    {
        int nodes = order?.Length ?? graph.Nodes;
        int[]? place = order is null ? null : new int[graph.Nodes];
        for (int i = 0; place is not null && i < nodes; i++) place[order![i]] = i;
        var offsets = new int[nodes + 1];
        var strengths = order is null ? graph.Strengths : Array.ConvertAll(order, cell => graph.Strengths[cell]);
        for (int node = 0; node < nodes; node++)
        {
            int cell = order is null ? node : order[node], kept = 0;
            ReadOnlySpan<int> to = graph.NeighborsOf(cell);
            ReadOnlySpan<double> weight = graph.WeightsOf(cell);
            for (int e = 0; e < to.Length; e++) kept += to[e] != cell && weight[e] != 0 ? 1 : 0;
            offsets[node + 1] = checked(offsets[node] + kept);
        }

        var edges = new LeidenEdge[offsets[^1]];
        int at = 0;
        for (int node = 0; node < nodes; node++)
        {
            int cell = order is null ? node : order[node];
            ReadOnlySpan<int> to = graph.NeighborsOf(cell);
            ReadOnlySpan<double> weight = graph.WeightsOf(cell);
            for (int e = 0; e < to.Length; e++)
                if (to[e] != cell && weight[e] != 0) edges[at++] = new LeidenEdge(place is null ? to[e] : place[to[e]], weight[e]);
        }

        return new LeidenGraph(offsets, edges, strengths, graph.Strengths.Sum());
    }

    /// <summary>The graph whose nodes are the groups of this one's: parallel edges summed, neighbours in the order in which they first appear.</summary>
    /// <param name="groups">Group of each node, 0 .. count - 1, none empty.</param>
    /// <param name="count">Number of groups.</param>
    /// <param name="scratch">Room for this graph's nodes.</param>
    public LeidenGraph Reduce(int[] groups, int count, LeidenScratch scratch)
    {
        (int[] starts, int[] members) = Grouping.Members(groups, count);
        var reducedOffsets = new int[count + 1];
        var strengths = new double[count];
        LeidenEdgeList reduced = scratch.Edges;
        reduced.Clear();
        LeidenSums[] sums = scratch.Sums;
        int[] touched = scratch.Touched;
        for (int group = 0; group < count; group++)
        {
            int found = 0;
            for (int m = starts[group]; m < starts[group + 1]; m++)
            {
                int node = members[m];
                strengths[group] += Strengths[node];
                foreach (ref readonly LeidenEdge edge in EdgesOf(node))
                {
                    int other = groups[edge.To];
                    double sum = sums[other].WeightTo;
                    touched[found] = other;
                    found += sum == 0 ? 1 : 0;
                    sums[other].WeightTo = sum + edge.Weight;
                }
            }

            for (int t = 0; t < found; t++)
            {
                int other = touched[t];
                if (other != group) reduced.Add(other, sums[other].WeightTo);
                sums[other].WeightTo = 0;
            }

            reducedOffsets[group + 1] = reduced.Count;
        }

        return new LeidenGraph(reducedOffsets, reduced.ToArray(), strengths, TwiceWeight);
    }
}
