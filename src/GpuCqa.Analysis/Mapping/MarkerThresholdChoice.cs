using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Chooses from where on a cell is high in a marker, on train cells alone.</summary>
/// <remarks>
/// The largest Youden index (sensitivity + specificity - 1) of the cluster against all other train cells, lots at their common depth. Candidates are midpoints between
/// neighbouring values that occur; of several with one index the lowest is taken. Deterministic; neither order of lots nor of cells changes it.
/// </remarks>
public static class MarkerThresholdChoice
{
    /// <summary>Chooses a threshold; null where no value separates the cluster from the rest in the direction of high, or one of them has no cells.</summary>
    /// <param name="train">The gene in the cells of every train lot.</param>
    /// <param name="scale">Scale factor of the reference.</param>
    /// <param name="seed">Seed of thinning.</param>
    /// <exception cref="PreconditionException">When values are no counts.</exception>
    public static ChosenThreshold? Choose(IReadOnlyList<MarkerCells> train, double scale, ulong seed)
    {
        CommonDepth depth = CommonDepth.Of(train, scale, seed);
        double[] values = [.. train.SelectMany(depth.Normalized)];
        bool[] inside = [.. train.SelectMany(lot => lot.InCluster)];
        Array.Sort(values, inside);
        long members = inside.LongCount(i => i), others = inside.LongLength - members;
        if (members == 0 || others == 0) return null;
        // Youden x members x others is a whole number: above(cluster) x others - above(rest) x members.
        long membersAbove = members, othersAbove = others, best = 0;
        int at = -1;
        (long Members, long Others) above = default;
        for (int i = 0; i + 1 < values.Length; i++)
        {
            if (inside[i]) membersAbove--;
            else othersAbove--;
            if (values[i + 1] == values[i]) continue;
            long index = (membersAbove * others) - (othersAbove * members);
            if (index <= best) continue;
            (best, at, above) = (index, i, (membersAbove, othersAbove));
        }

        if (at < 0) return null;
        double threshold = values[at] + (0.5 * (values[at + 1] - values[at]));
        // Between doubles next to each other the midpoint is one of them: the lower still divides them the same way.
        if (threshold >= values[at + 1]) threshold = values[at];
        return new ChosenThreshold(threshold, (double)best / members / others, (double)above.Members / members, 1 - ((double)above.Others / others), depth.Target);
    }
}
