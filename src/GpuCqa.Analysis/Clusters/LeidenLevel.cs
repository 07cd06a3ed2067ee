using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

/// <summary>One level of Leiden: a graph, the fast local moving of its nodes, and the refinement of the groups found.</summary>
/// <remarks>Gains are in units of edge weight, half the change of the RB quality: w(v, C) - resolution k_v K_C / 2m.</remarks>
internal sealed partial class LeidenLevel
{
    /// <summary>Visits between the hint to the caches and the use.</summary>
    private const int Ahead = 3;

    private readonly LeidenScratch scratch;
    private readonly double factor;
    private readonly double temperature;
    private readonly int window;

    /// <summary>A level.</summary>
    /// <param name="graph">Its graph.</param>
    /// <param name="factor">Resolution / 2m.</param>
    /// <param name="temperature">Randomness of the refinement, in units of edge weight.</param>
    /// <param name="scratch">Arrays to work in, of at least its size.</param>
    /// <param name="window">Nodes that are shuffled among one another; the windows are visited in order.</param>
    public LeidenLevel(LeidenGraph graph, double factor, double temperature, LeidenScratch scratch, int window = int.MaxValue)
    {
        this.window = window;
        Graph = graph;
        this.factor = factor;
        this.temperature = temperature;
        this.scratch = scratch;
    }

    /// <summary>The graph of this level.</summary>
    public LeidenGraph Graph { get; }

    /// <summary>The level above: one node for each of the refined groups.</summary>
    public LeidenLevel Reduce(int[] refined, int count) => new(Graph.Reduce(refined, count, scratch), factor, temperature, scratch);

    /// <summary>The same level at another resolution, so many times this one's.</summary>
    public LeidenLevel At(double times) => new(Graph, times * factor, temperature, scratch, window);

    /// <summary>What a partition is worth but for the weight inside nodes: twice the gain of it over single nodes, up to a constant of the level.</summary>
    public double Quality(int[] groups)
    {
        LeidenSums[] sums = scratch.Sums;
        Array.Clear(sums, 0, Graph.Nodes);
        double inside = 0;
        for (int node = 0; node < Graph.Nodes; node++)
        {
            int group = groups[node];
            sums[group].Strength += Graph.Strengths[node];
            foreach (ref readonly LeidenEdge edge in Graph.EdgesOf(node)) inside += groups[edge.To] == group ? edge.Weight : 0;
        }

        double expected = 0;
        for (int group = 0; group < Graph.Nodes; group++) expected += sums[group].Strength * sums[group].Strength;
        return inside - (factor * expected);
    }

    /// <summary>Moves nodes to the group of largest gain until none gains, visiting again only nodes whose neighbourhood changed.</summary>
    /// <param name="groups">Group of each node, 0 .. nodes - 1; changed in place and renumbered.</param>
    /// <param name="random">Stream of this level; gives the visiting order.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <returns>Number of groups, and by how much the RB quality has grown.</returns>
    public (int Groups, double Gain) MoveNodes(int[] groups, ref Philox random, CancellationToken cancellation)
    {
        int nodes = Graph.Nodes;
        LeidenSums[] sums = scratch.Sums;
        double[] own = Graph.Strengths;
        int[] sizes = scratch.Sizes, queue = scratch.Queue, empty = scratch.Empty;
        bool[] waiting = scratch.Waiting;
        Array.Clear(sums, 0, nodes);
        Array.Clear(sizes, 0, nodes);
        for (int node = 0; node < nodes; node++)
        {
            sums[groups[node]].Strength += own[node];
            sizes[groups[node]]++;
        }

        int empties = 0;
        for (int group = nodes - 1; group >= 0; group--)
            if (sizes[group] == 0) empty[empties++] = group;
        Shuffle(queue.AsSpan(0, nodes), ref random);
        Array.Fill(waiting, true, 0, nodes);
        double gained = 0;
        int head = 0;
        long visits = 0;
        for (int left = nodes; left > 0;)
        {
            if ((++visits & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            int node = queue[head];
            head = head + 1 == nodes ? 0 : head + 1;
            left--;
            if (left > Ahead)
            {
                int soon = head + Ahead;
                Graph.Prefetch(queue[soon >= nodes ? soon - nodes : soon]);
            }

            waiting[node] = false;
            int from = groups[node];
            (int to, double gain) = BestGroup(node, from, groups, sizes[from] > 1 ? empty[empties - 1] : from);
            if (to == from) continue;
            gained += gain;
            if (sizes[to] == 0) empties--;
            sums[from].Strength -= own[node];
            sums[to].Strength += own[node];
            sizes[to]++;
            if (--sizes[from] == 0)
            {
                sums[from].Strength = 0;
                empty[empties++] = from;
            }

            groups[node] = to;
            foreach (ref readonly LeidenEdge edge in Graph.EdgesOf(node))
            {
                int neighbor = edge.To;
                if (waiting[neighbor] || groups[neighbor] == to) continue;
                waiting[neighbor] = true;
                int tail = head + left;
                queue[tail >= nodes ? tail - nodes : tail] = neighbor;
                left++;
            }
        }

        return (Compact(groups), 2 * gained);
    }

    private (int Group, double Gain) BestGroup(int node, int from, int[] groups, int empty)
    {
        LeidenSums[] sums = scratch.Sums;
        int[] touched = scratch.Touched;
        int found = 0;
        foreach (ref readonly LeidenEdge edge in Graph.EdgesOf(node))
        {
            int group = groups[edge.To];
            ref double weight = ref sums[group].WeightTo;
            touched[found] = group;
            found += weight == 0 ? 1 : 0;
            weight += edge.Weight;
        }

        double own = Graph.Strengths[node], scaled = own * factor;
        double stay = sums[from].WeightTo - (scaled * (sums[from].Strength - own));
        sums[from].WeightTo = 0;
        int best = from;
        // Rounding must not make two groups exchange a node for ever.
        double least = stay + (1e-11 * own), bestGain = least;
        for (int t = 0; t < found; t++)
        {
            int group = touched[t];
            ref LeidenSums sum = ref sums[group];
            double gain = sum.WeightTo - (scaled * sum.Strength);
            sum.WeightTo = 0;
            if (gain < bestGain || group == from) continue;
            if (gain == bestGain && (best == from || group > best)) continue;
            best = group;
            bestGain = gain;
        }

        if (bestGain < 0 && empty != from) return (empty, -stay);
        return (best, bestGain - stay);
    }

    /// <summary>Renumbers the groups that occur to 0 .. count - 1, keeping their order.</summary>
    private int Compact(int[] groups)
    {
        int nodes = Graph.Nodes;
        int[] number = scratch.Sizes;
        int count = 0;
        for (int g = 0; g < nodes; g++)
            if (number[g] > 0) number[g] = count++;
        for (int node = 0; node < nodes; node++) groups[node] = number[groups[node]];
        return count;
    }

    /// <summary>The nodes in random order: of the whole level, or of one window after the other where nodes lie in an order that gives locality.</summary>
    private void Shuffle(Span<int> order, ref Philox random)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        for (int first = 0; first < order.Length; first += window)
        {
            Span<int> nodes = order.Slice(first, Math.Min(window, order.Length - first));
            for (int i = nodes.Length - 1; i > 0; i--)
            {
                int j = random.NextInt32(i + 1);
                (nodes[i], nodes[j]) = (nodes[j], nodes[i]);
            }
        }
    }
}
