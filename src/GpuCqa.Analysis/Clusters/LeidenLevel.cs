using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

/// <summary>One level of Leiden: a graph, the fast local moving of its nodes, and the refinement of the groups found.</summary>
/// <remarks>Gains are in units of edge weight, half the change of the RB quality: w(v, C) - resolution k_v K_C / 2m.</remarks>
internal sealed partial class LeidenLevel
{
    private readonly double resolution;
    private readonly double factor;
    private readonly double temperature;
    private readonly double[] weightTo;
    private readonly int[] touched;

    /// <summary>The level of the cells themselves.</summary>
    public LeidenLevel(WeightedGraph graph, double resolution, double theta)
    {
        Graph = graph;
        this.resolution = resolution;
        TwiceWeight = graph.Strengths.Sum();
        factor = TwiceWeight > 0 ? resolution / TwiceWeight : 0;
        long ends = 0;
        for (int node = 0; node < graph.Nodes; node++) ends += graph.NeighborsOf(node).Length;
        // theta is relative to the mean edge, so that the result does not depend on the unit of the weights.
        temperature = ends > 0 ? theta * TwiceWeight / ends : 0;
        weightTo = new double[graph.Nodes];
        touched = new int[graph.Nodes];
    }

    private LeidenLevel(LeidenLevel finer, WeightedGraph graph)
    {
        Graph = graph;
        TwiceWeight = finer.TwiceWeight;
        resolution = finer.resolution;
        factor = finer.factor;
        temperature = finer.temperature;
        weightTo = new double[graph.Nodes];
        touched = new int[graph.Nodes];
    }

    /// <summary>The graph of this level.</summary>
    public WeightedGraph Graph { get; }

    /// <summary>Sum of all edge weights, each edge twice.</summary>
    public double TwiceWeight { get; }

    /// <summary>The level above: one node for each of the refined groups.</summary>
    public LeidenLevel Reduce(int[] refined, int count) => new(this, Graph.Reduce(refined, count));

    /// <summary>RB quality of a partition of this level's nodes, the same as that of the cells they hold.</summary>
    public double Quality(int[] groups) => RbQuality.Of(Graph, groups, resolution);

    /// <summary>Moves nodes to the group of largest gain until none gains, visiting again only nodes whose neighbourhood changed.</summary>
    /// <param name="groups">Group of each node, 0 .. nodes - 1; changed in place and renumbered.</param>
    /// <param name="random">Stream of this level; gives the visiting order.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <returns>Number of groups.</returns>
    public int MoveNodes(int[] groups, ref Philox random, CancellationToken cancellation)
    {
        int nodes = Graph.Nodes;
        double[] strengths = GroupStrengths(groups, nodes);
        var sizes = new int[nodes];
        foreach (int group in groups) sizes[group]++;
        var empty = new Stack<int>();
        for (int group = nodes - 1; group >= 0; group--)
            if (sizes[group] == 0) empty.Push(group);

        int[] queue = Shuffled(nodes, ref random);
        var waiting = new bool[nodes];
        Array.Fill(waiting, true);
        int head = 0;
        long visits = 0;
        for (int left = nodes; left > 0;)
        {
            if ((++visits & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            int node = queue[head];
            head = head + 1 == nodes ? 0 : head + 1;
            left--;
            waiting[node] = false;
            int from = groups[node];
            int to = BestGroup(node, from, groups, strengths, sizes, empty);
            if (to == from) continue;
            if (sizes[to] == 0) empty.Pop();
            double own = Graph.Strengths[node];
            strengths[from] -= own;
            strengths[to] += own;
            sizes[to]++;
            if (--sizes[from] == 0)
            {
                strengths[from] = 0;
                empty.Push(from);
            }

            groups[node] = to;
            foreach (int neighbor in Graph.NeighborsOf(node))
            {
                if (groups[neighbor] == to || waiting[neighbor]) continue;
                waiting[neighbor] = true;
                int tail = head + left;
                queue[tail >= nodes ? tail - nodes : tail] = neighbor;
                left++;
            }
        }

        return Grouping.Compact(groups);
    }

    private int BestGroup(int node, int from, int[] groups, double[] strengths, int[] sizes, Stack<int> empty)
    {
        int found = SumWeights(node, groups);
        double own = Graph.Strengths[node];
        int best = from;
        double stay = weightTo[from] - (own * (strengths[from] - own) * factor);
        // Rounding must not make two groups exchange a node for ever.
        double bestGain = stay + (1e-11 * own);
        for (int t = 0; t < found; t++)
        {
            int group = touched[t];
            if (group == from) continue;
            double gain = weightTo[group] - (own * strengths[group] * factor);
            if (gain > bestGain || (gain == bestGain && best != from && group < best))
            {
                best = group;
                bestGain = gain;
            }
        }

        if (bestGain < 0 && sizes[from] > 1) best = empty.Peek();
        for (int t = 0; t < found; t++) weightTo[touched[t]] = 0;
        return best;
    }

    private int SumWeights(int node, int[] groups)
    {
        ReadOnlySpan<int> to = Graph.NeighborsOf(node);
        ReadOnlySpan<double> weight = Graph.WeightsOf(node);
        int found = 0;
        for (int e = 0; e < to.Length; e++)
        {
            if (to[e] == node || weight[e] == 0) continue;
            int group = groups[to[e]];
            if (weightTo[group] == 0) touched[found++] = group;
            weightTo[group] += weight[e];
        }

        return found;
    }

    private double[] GroupStrengths(int[] groups, int count)
    {
        var strengths = new double[count];
        for (int node = 0; node < groups.Length; node++) strengths[groups[node]] += Graph.Strengths[node];
        return strengths;
    }

    private static int[] Shuffled(int count, ref Philox random)
    {
        int[] order = Grouping.Singletons(count);
        for (int i = count - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
