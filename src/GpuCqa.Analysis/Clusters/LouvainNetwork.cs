namespace GpuCqa.Analysis.Clusters;

/// <summary>One level of Louvain as Seurat's modularity optimizer runs it: local moving, then the same on the reduced graph.</summary>
/// <remarks>The order of every floating-point operation is part of the contract, as gains are compared for equality.</remarks>
internal static class LouvainNetwork
{
    private const int VisitsPerNode = 10_000;

    /// <summary>Improves a partition in place by one pass over all levels; false when nothing moved.</summary>
    /// <param name="graph">The graph of this level.</param>
    /// <param name="groups">Group of each node, 0 .. count - 1, none empty; renumbered in place.</param>
    /// <param name="count">Number of groups; updated.</param>
    /// <param name="factor">Resolution / (2m).</param>
    /// <param name="random">The one stream of visiting orders.</param>
    /// <param name="cancellation">Stops within a level.</param>
    public static bool Improve(WeightedGraph graph, int[] groups, ref int count, double factor, JavaRandom random, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (graph.Nodes <= 1) return false;
        bool moved = MoveNodes(graph, groups, factor, random, cancellation);
        count = Grouping.Compact(groups);
        if (count == graph.Nodes) return moved;

        int[] merged = Grouping.Singletons(count);
        int mergedCount = count;
        if (!Improve(graph.Reduce(groups, count), merged, ref mergedCount, factor, random, cancellation)) return moved;
        for (int node = 0; node < groups.Length; node++) groups[node] = merged[groups[node]];
        count = mergedCount;
        return true;
    }

    /// <summary>Modularity with resolution: (weight inside groups - factor * sum of squared group strengths) / 2m.</summary>
    public static double Quality(WeightedGraph graph, int[] groups, int count, double factor, double twiceWeight)
    {
        double quality = 0;
        for (int node = 0; node < graph.Nodes; node++)
        {
            ReadOnlySpan<int> to = graph.NeighborsOf(node);
            ReadOnlySpan<double> weight = graph.WeightsOf(node);
            for (int e = 0; e < to.Length; e++)
                if (to[e] != node && groups[to[e]] == groups[node]) quality += weight[e];
        }

        quality += graph.SelfWeight;
        var strengths = new double[count];
        for (int node = 0; node < graph.Nodes; node++) strengths[groups[node]] += graph.Strengths[node];
        foreach (double strength in strengths) quality -= strength * strength * factor;
        return quality / twiceWeight;
    }

    private static bool MoveNodes(WeightedGraph graph, int[] groups, double factor, JavaRandom random, CancellationToken cancellation)
    {
        int nodes = graph.Nodes;
        var strengths = new double[nodes];
        var sizes = new int[nodes];
        for (int node = 0; node < nodes; node++)
        {
            strengths[groups[node]] += graph.Strengths[node];
            sizes[groups[node]]++;
        }

        var empty = new int[nodes];
        int empties = 0;
        for (int group = 0; group < nodes; group++)
            if (sizes[group] == 0) empty[empties++] = group;

        int[] order = random.Permutation(nodes);
        var weightTo = new double[nodes];
        var candidates = new int[nodes];
        bool moved = false;
        int at = 0;
        // Gains that tie up to rounding could exchange nodes for ever; no graph of cells comes near this many visits.
        long visits = VisitsPerNode * (long)nodes;
        for (int stable = 0; stable < nodes && visits > 0; visits--, at = at < nodes - 1 ? at + 1 : 0)
        {
            if ((visits & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            int node = order[at];
            int found = WeightsToGroups(graph, groups, node, weightTo, candidates);
            double own = graph.Strengths[node];
            int from = groups[node];
            strengths[from] -= own;
            if (--sizes[from] == 0) empty[empties++] = from;

            int best = -1;
            double bestGain = 0;
            for (int c = 0; c < found; c++)
            {
                int group = candidates[c];
                double gain = weightTo[group] - (own * strengths[group] * factor);
                if (gain > bestGain || (gain == bestGain && group < best))
                {
                    best = group;
                    bestGain = gain;
                }

                weightTo[group] = 0;
            }

            if (bestGain == 0) best = empty[--empties];
            strengths[best] += own;
            sizes[best]++;
            if (best == from)
            {
                stable++;
                continue;
            }

            groups[node] = best;
            stable = 1;
            moved = true;
        }

        return moved;
    }

    private static int WeightsToGroups(WeightedGraph graph, int[] groups, int node, double[] weightTo, int[] candidates)
    {
        ReadOnlySpan<int> to = graph.NeighborsOf(node);
        ReadOnlySpan<double> weight = graph.WeightsOf(node);
        int found = 0;
        for (int e = 0; e < to.Length; e++)
        {
            if (to[e] == node || weight[e] == 0) continue;
            int group = groups[to[e]];
            if (weightTo[group] == 0) candidates[found++] = group;
            weightTo[group] += weight[e];
        }

        return found;
    }
}
