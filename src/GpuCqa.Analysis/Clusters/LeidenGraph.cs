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

    /// <summary>The graph of the cells.</summary>
    public static LeidenGraph Of(WeightedGraph graph)
    {
        var offsets = new int[graph.Nodes + 1];
        for (int node = 0; node < graph.Nodes; node++)
        {
            ReadOnlySpan<int> to = graph.NeighborsOf(node);
            ReadOnlySpan<double> weight = graph.WeightsOf(node);
            int kept = 0;
            for (int e = 0; e < to.Length; e++) kept += to[e] != node && weight[e] != 0 ? 1 : 0;
            offsets[node + 1] = offsets[node] + kept;
        }

        var edges = new LeidenEdge[offsets[^1]];
        int at = 0;
        for (int node = 0; node < graph.Nodes; node++)
        {
            ReadOnlySpan<int> to = graph.NeighborsOf(node);
            ReadOnlySpan<double> weight = graph.WeightsOf(node);
            for (int e = 0; e < to.Length; e++)
                if (to[e] != node && weight[e] != 0) edges[at++] = new LeidenEdge(to[e], weight[e]);
        }

        return new LeidenGraph(offsets, edges, graph.Strengths, graph.Strengths.Sum());
    }

    /// <summary>Some nodes of the graph, in an order of their own.</summary>
    /// <param name="order">Node of this graph at each place of the new one; no edge leads from them to others.</param>
    public LeidenGraph Select(int[] order)
    {
        var place = new int[Nodes];
        for (int i = 0; i < order.Length; i++) place[order[i]] = i;
        var selectedOffsets = new int[order.Length + 1];
        for (int i = 0; i < order.Length; i++) selectedOffsets[i + 1] = selectedOffsets[i] + EdgesOf(order[i]).Length;
        var selected = new LeidenEdge[selectedOffsets[^1]];
        var strengths = new double[order.Length];
        int at = 0;
        for (int i = 0; i < order.Length; i++)
        {
            strengths[i] = Strengths[order[i]];
            foreach (ref readonly LeidenEdge edge in EdgesOf(order[i])) selected[at++] = new LeidenEdge(place[edge.To], edge.Weight);
        }

        return new LeidenGraph(selectedOffsets, selected, strengths, TwiceWeight);
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
        LeidenEdge[] reduced = scratch.Edges;
        int length = 0;
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

            if (length + found > reduced.Length) Array.Resize(ref reduced, 2 * (length + found));
            for (int t = 0; t < found; t++)
            {
                int other = touched[t];
                if (other != group) reduced[length++] = new LeidenEdge(other, sums[other].WeightTo);
                sums[other].WeightTo = 0;
            }

            reducedOffsets[group + 1] = length;
        }

        scratch.Edges = reduced;
        return new LeidenGraph(reducedOffsets, reduced[..length], strengths, TwiceWeight);
    }
}
