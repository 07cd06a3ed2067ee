using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

internal sealed partial class EdgeLevel<TEdge>
{
    /// <inheritdoc/>
    public override (int[] Parts, int Count) Refine(int[] groups, int count, ref Philox random)
    {
        int nodes = graph.Nodes;
        double[] strengths = graph.Strengths, cuts = scratch.Cuts;
        LeidenSums[] sums = scratch.Sums;
        var groupStrengths = new double[count];
        for (int node = 0; node < nodes; node++) groupStrengths[groups[node]] += strengths[node];
        int[] parts = Grouping.Singletons(nodes);
        for (int node = 0; node < nodes; node++) sums[node].Strength = strengths[node];
        // A part that has grown cannot leave its place; the flags of the queue are free here.
        bool[] grown = scratch.Waiting;
        Array.Clear(grown, 0, nodes);
        for (int node = 0; node < nodes; node++)
        {
            int group = groups[node];
            double inside = 0;
            foreach (ref readonly TEdge edge in graph.EdgesOf(node))
                inside += groups[edge.To] == group ? edge.Weight(weights) : 0;
            cuts[node] = inside;
        }

        int[] order = scratch.Queue, touched = scratch.Touched;
        Shuffle(order.AsSpan(0, nodes), ref random);
        for (int i = 0; i < nodes; i++)
        {
            int node = order[i];
            if (i + FarAhead < nodes) graph.PrefetchPlace(order[i + FarAhead]);
            if (i + Ahead < nodes) graph.Prefetch(order[i + Ahead]);
            double own = strengths[node], scaled = own * factor;
            double group = groupStrengths[groups[node]];
            if (grown[node] || !IsWellConnected(cuts[node], own, group)) continue;

            int found = SumWeightsWithinGroup(node, groups, parts);
            if (found > scratch.Gains.Length) scratch.Gains = new double[2 * found];
            double[] gains = scratch.Gains;
            int options = 0;
            double best = 0;
            for (int t = 0; t < found; t++)
            {
                int part = touched[t];
                double gain = sums[part].WeightTo - (scaled * sums[part].Strength);
                if (gain < 0 || !IsWellConnected(cuts[part], sums[part].Strength, group)) continue;
                // The options are moved to the front of the list; those behind were looked at.
                (touched[options], touched[t]) = (part, touched[options]);
                gains[options++] = gain;
                best = Math.Max(best, gain);
            }

            int chosen = options == 0 ? -1 : Choose(gains.AsSpan(0, options), best, ref random);
            if (chosen >= 0)
            {
                int part = touched[chosen];
                cuts[part] += cuts[node] - (2 * sums[part].WeightTo);
                sums[part].Strength += own;
                sums[node].Strength = 0;
                parts[node] = part;
                grown[part] = true;
            }

            for (int t = 0; t < found; t++) sums[touched[t]].WeightTo = 0;
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

    private int SumWeightsWithinGroup(int node, int[] groups, int[] parts)
    {
        LeidenSums[] sums = scratch.Sums;
        int[] touched = scratch.Touched;
        int found = 0, group = groups[node];
        foreach (ref readonly TEdge edge in graph.EdgesOf(node))
        {
            if (groups[edge.To] != group) continue;
            int part = parts[edge.To];
            ref double weight = ref sums[part].WeightTo;
            touched[found] = part;
            found += weight == 0 ? 1 : 0;
            weight += edge.Weight(weights);
        }

        return found;
    }
}
