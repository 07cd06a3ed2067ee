using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

/// <summary>A level of a graph whose edges are stored in one way.</summary>
/// <typeparam name="TEdge">How an edge is stored.</typeparam>
internal sealed partial class EdgeLevel<TEdge> : LeidenLevel
    where TEdge : unmanaged, ILeidenEdge
{
    /// <summary>Visits between the hint to the caches and the use.</summary>
    private const int Ahead = 3, FarAhead = 8;

    private readonly EdgeGraph<TEdge> graph;
    private readonly double[] weights;
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
    public EdgeLevel(EdgeGraph<TEdge> graph, double factor, double temperature, LeidenScratch scratch, int window = int.MaxValue)
    {
        this.window = window;
        this.graph = graph;
        weights = graph.Weights;
        this.factor = factor;
        this.temperature = temperature;
        this.scratch = scratch;
    }

    /// <inheritdoc/>
    public override LeidenGraph Graph => graph;

    /// <inheritdoc/>
    public override LeidenLevel Reduce(int[] refined, int count) => graph.Reduce(refined, count, scratch).Level(factor, temperature, scratch);

    /// <inheritdoc/>
    public override LeidenLevel At(double times) => new EdgeLevel<TEdge>(graph, times * factor, temperature, scratch, window);

    /// <inheritdoc/>
    public override void GiveBack()
    {
        if (graph.Edges is LeidenEdge[] edges) scratch.Return(edges);
    }

    /// <inheritdoc/>
    public override double Quality(int[] groups)
    {
        LeidenSums[] sums = scratch.Sums;
        Array.Clear(sums, 0, graph.Nodes);
        double inside = 0;
        for (int node = 0; node < graph.Nodes; node++)
        {
            int group = groups[node];
            sums[group].Strength += graph.Strengths[node];
            foreach (ref readonly TEdge edge in graph.EdgesOf(node)) inside += groups[edge.To] == group ? edge.Weight(weights) : 0;
        }

        double expected = 0;
        for (int group = 0; group < graph.Nodes; group++) expected += sums[group].Strength * sums[group].Strength;
        return inside - (factor * expected);
    }

    /// <inheritdoc/>
    public override (int Groups, double Gain) MoveNodes(int[] groups, ref Philox random, CancellationToken cancellation)
    {
        int nodes = graph.Nodes;
        LeidenSums[] sums = scratch.Sums;
        double[] own = graph.Strengths;
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
            if (left > FarAhead)
            {
                int far = head + FarAhead;
                far = queue[far >= nodes ? far - nodes : far];
                graph.PrefetchPlace(far);
            }

            if (left > Ahead)
            {
                int soon = head + Ahead;
                graph.Prefetch(queue[soon >= nodes ? soon - nodes : soon]);
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
            foreach (ref readonly TEdge edge in graph.EdgesOf(node))
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
        foreach (ref readonly TEdge edge in graph.EdgesOf(node))
        {
            int group = groups[edge.To];
            ref double weight = ref sums[group].WeightTo;
            touched[found] = group;
            found += weight == 0 ? 1 : 0;
            weight += edge.Weight(weights);
        }

        double own = graph.Strengths[node], scaled = own * factor;
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
        int nodes = graph.Nodes;
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
