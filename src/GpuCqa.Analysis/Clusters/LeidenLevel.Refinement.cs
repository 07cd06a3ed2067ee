using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

internal sealed partial class LeidenLevel
{
    /// <summary>Splits each group into well-connected parts: nodes start alone and merge at random, likelier where the gain is larger.</summary>
    /// <param name="groups">Group of each node, 0 .. count - 1.</param>
    /// <param name="count">Number of groups.</param>
    /// <param name="random">Stream of this level; gives the visiting order and the merges.</param>
    /// <returns>Part of each node, numbered from 0, and their number. Parts are connected and lie within one group.</returns>
    /// <remarks>
    /// Traag et al. 2019, algorithm A.2, MergeNodesSubset: only nodes and parts that are well connected to the rest of their group take part, only merges
    /// without loss are considered, and one of gain d is drawn with probability proportional to exp(d / temperature); staying alone has gain 0.
    /// </remarks>
    public (int[] Parts, int Count) Refine(int[] groups, int count, ref Philox random)
    {
        int nodes = Graph.Nodes;
        double[] groupStrengths = GroupStrengths(groups, count);
        int[] parts = Grouping.Singletons(nodes);
        var partStrengths = (double[])Graph.Strengths.Clone();
        var cuts = new double[nodes];   // weight between a part and the rest of its group
        var grown = new bool[nodes];
        for (int node = 0; node < nodes; node++) cuts[node] = WeightWithinGroup(node, groups);

        var gains = new double[64];
        foreach (int node in Shuffled(nodes, ref random))
        {
            double own = Graph.Strengths[node];
            double group = groupStrengths[groups[node]];
            if (grown[node] || !IsWellConnected(cuts[node], own, group)) continue;

            int found = SumWeightsWithinGroup(node, groups, parts);
            if (found > gains.Length) Array.Resize(ref gains, 2 * found);
            int options = 0;
            double best = 0;
            for (int t = 0; t < found; t++)
            {
                int part = touched[t];
                double gain = weightTo[part] - (own * partStrengths[part] * factor);
                if (gain < 0 || !IsWellConnected(cuts[part], partStrengths[part], group)) continue;
                // The options are moved to the front of the list; those behind were looked at.
                (touched[options], touched[t]) = (part, touched[options]);
                gains[options++] = gain;
                best = Math.Max(best, gain);
            }

            int chosen = options == 0 ? -1 : Choose(gains.AsSpan(0, options), best, ref random);
            if (chosen >= 0)
            {
                int part = touched[chosen];
                cuts[part] += cuts[node] - (2 * weightTo[part]);
                partStrengths[part] += own;
                partStrengths[node] = 0;
                parts[node] = part;
                grown[part] = true;
            }

            for (int t = 0; t < found; t++) weightTo[touched[t]] = 0;
        }

        return (parts, Grouping.Compact(parts));
    }

    // Tolerance: a node whose every edge stays inside its group of one part must not fail by rounding.
    private bool IsWellConnected(double cut, double own, double group) => cut >= (own * (group - own) * factor) - (1e-11 * own);

    /// <summary>Draws one of the gains, which are overwritten, or -1 for staying alone.</summary>
    private int Choose(Span<double> gains, double best, ref Philox random)
    {
        if (temperature == 0) return best > 0 ? gains.IndexOf(best) : -1;
        // Staying alone is the option of gain 0; exponents are taken relative to the best so that they cannot overflow.
        double total = Math.Exp(-best / temperature);
        foreach (ref double gain in gains)
        {
            // Most options are out of reach of a 53-bit draw; their exponential is not worth its time.
            double exponent = (gain - best) / temperature;
            gain = exponent < -40 ? 0 : Math.Exp(exponent);
            total += gain;
        }

        double draw = random.NextDouble() * total;
        for (int i = 0; i < gains.Length; i++)
        {
            draw -= gains[i];
            if (draw < 0) return i;
        }

        return -1;
    }

    private double WeightWithinGroup(int node, int[] groups)
    {
        ReadOnlySpan<int> to = Graph.NeighborsOf(node);
        ReadOnlySpan<double> weight = Graph.WeightsOf(node);
        double sum = 0;
        for (int e = 0; e < to.Length; e++)
            if (to[e] != node && groups[to[e]] == groups[node]) sum += weight[e];
        return sum;
    }

    private int SumWeightsWithinGroup(int node, int[] groups, int[] parts)
    {
        ReadOnlySpan<int> to = Graph.NeighborsOf(node);
        ReadOnlySpan<double> weight = Graph.WeightsOf(node);
        int found = 0;
        for (int e = 0; e < to.Length; e++)
        {
            if (to[e] == node || weight[e] == 0 || groups[to[e]] != groups[node]) continue;
            int part = parts[to[e]];
            if (weightTo[part] == 0) touched[found++] = part;
            weightTo[part] += weight[e];
        }

        return found;
    }
}
