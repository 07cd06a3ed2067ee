using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GpuCqa.Analysis.Clusters;

/// <summary>A graph with its edges, in one of the forms in which they are stored.</summary>
/// <typeparam name="TEdge">How an edge is stored.</typeparam>
/// <param name="offsets">nodes + 1 offsets into the edges.</param>
/// <param name="edges">Edges of each node; may be longer than there are edges.</param>
/// <param name="weights">Distinct weights, where edges store only which.</param>
/// <param name="strengths">Total weight at each node, edges inside it counted twice.</param>
/// <param name="twiceWeight">Sum of all edge weights, each edge twice.</param>
internal sealed class EdgeGraph<TEdge>(int[] offsets, TEdge[] edges, double[] weights, double[] strengths, double twiceWeight) : LeidenGraph(strengths, twiceWeight)
    where TEdge : unmanaged, ILeidenEdge
{
    private const int PrefetchLines = 8;

    /// <inheritdoc/>
    public override int Ends => offsets[^1];

    /// <summary>Distinct weights, where edges store only which.</summary>
    public double[] Weights => weights;

    /// <summary>The array of the edges.</summary>
    public TEdge[] Edges => edges;

    /// <summary>Edges at a node.</summary>
    public ReadOnlySpan<TEdge> EdgesOf(int node) => edges.AsSpan(offsets[node], offsets[node + 1] - offsets[node]);

    /// <summary>Asks for the edges of a node that will be visited soon: in random order every row is a miss of all caches.</summary>
    public unsafe void Prefetch(int node)
    {
        if (!Sse.IsSupported) return;
        int first = offsets[node], end = Math.Min(offsets[node + 1], first + (PrefetchLines * TEdge.PerLine));
        // No pin: should the array move meanwhile, the hint is wasted, nothing else.
        for (int e = first; e < end; e += TEdge.PerLine) Sse.Prefetch0(Unsafe.AsPointer(ref edges[e]));
    }

    /// <summary>Asks for where the edges of a node lie, further ahead than for the edges themselves.</summary>
    public unsafe void PrefetchPlace(int node)
    {
        if (!Sse.IsSupported) return;
        Sse.Prefetch0(Unsafe.AsPointer(ref offsets[node]));
        Sse.Prefetch0(Unsafe.AsPointer(ref Strengths[node]));
    }

    /// <inheritdoc/>
    public override LeidenLevel Level(double factor, double temperature, LeidenScratch scratch, int window = int.MaxValue) => new EdgeLevel<TEdge>(this, factor, temperature, scratch, window);

    /// <inheritdoc/>
    public override LeidenLevel LevelOf(int[] groups, int count, double factor, double temperature, LeidenScratch scratch, int[] order) =>
        Reduce(groups, count, scratch, order).Level(factor, temperature, scratch);

    /// <inheritdoc/>
    public override (int[] Parts, int Count) Split(int[] groups) => ConnectedParts.Split(this, groups);

    /// <summary>The graph whose nodes are the groups of this one's: parallel edges summed, neighbours in the order in which they first appear.</summary>
    /// <param name="groups">Group of each node, 0 .. count - 1, none empty.</param>
    /// <param name="count">Number of groups.</param>
    /// <param name="scratch">Room for this graph's nodes; its edges may be given back there.</param>
    /// <param name="order">The nodes in the order in which those of a group are looked at, which decides the order of neighbours and of sums; null: ascending.</param>
    public EdgeGraph<LeidenEdge> Reduce(int[] groups, int count, LeidenScratch scratch, int[]? order = null)
    {
        (int[] starts, int[] members) = Grouping.Members(order is null ? groups : Array.ConvertAll(order, node => groups[node]), count);
        var reducedOffsets = new int[count + 1];
        var strengths = new double[count];
        // No more edges than here, and most often far fewer: what is not written to takes no memory.
        LeidenEdge[] reduced = scratch.Rent(Ends);
        int at = 0;
        LeidenSums[] sums = scratch.Sums;
        int[] touched = scratch.Touched;
        for (int group = 0; group < count; group++)
        {
            int found = 0;
            for (int m = starts[group]; m < starts[group + 1]; m++)
            {
                int node = order is null ? members[m] : order[members[m]];
                strengths[group] += Strengths[node];
                foreach (ref readonly TEdge edge in EdgesOf(node))
                {
                    int other = groups[edge.To];
                    double sum = sums[other].WeightTo;
                    touched[found] = other;
                    found += sum == 0 ? 1 : 0;
                    sums[other].WeightTo = sum + edge.Weight(weights);
                }
            }

            for (int t = 0; t < found; t++)
            {
                int other = touched[t];
                if (other != group) reduced[at++] = new LeidenEdge(other, sums[other].WeightTo);
                sums[other].WeightTo = 0;
            }

            reducedOffsets[group + 1] = at;
        }

        return new EdgeGraph<LeidenEdge>(reducedOffsets, reduced, [], strengths, TwiceWeight);
    }
}
