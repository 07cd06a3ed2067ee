using GpuCqa.Analysis.Clusters;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>How well a set of cells is one true state.</summary>
/// <param name="Purity">Share of the set's cells that are in the state; NaN for an empty set.</param>
/// <param name="Recall">Share of the state's cells that are in the set; NaN when no scored cell is in the state.</param>
/// <param name="Jaccard">Cells in both over cells in either; NaN when both are empty.</param>
/// <param name="AdjustedRand">Adjusted Rand index of the whole partition and the states.</param>
public sealed record StateRecovery(double Purity, double Recall, double Jaccard, double AdjustedRand)
{
    /// <summary>Compares a partition with the states.</summary>
    /// <param name="states">True state of each cell.</param>
    /// <param name="labels">Cluster of each cell.</param>
    /// <param name="state">The state looked for.</param>
    /// <param name="cluster">The cluster taken for it.</param>
    /// <exception cref="ArgumentException">The two are of different lengths.</exception>
    public static StateRecovery Of(int[] states, int[] labels, int state, int cluster) => Of(states, labels, state, Array.ConvertAll(labels, l => l == cluster));

    /// <summary>Compares a set of cells with the states.</summary>
    /// <param name="states">True state of each cell.</param>
    /// <param name="labels">Cluster of each cell in the partition that the Rand index is of.</param>
    /// <param name="state">The state looked for.</param>
    /// <param name="within">Whether each cell is in the set.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths.</exception>
    public static StateRecovery Of(int[] states, int[] labels, int state, bool[] within)
    {
        double rand = AdjustedRandIndex.Of(states, labels);
        double both = 0, inState = 0, inSet = 0;
        for (int c = 0; c < states.Length; c++)
        {
            bool s = states[c] == state, k = within[c];
            if (s) inState++;
            if (k) inSet++;
            if (s && k) both++;
        }

        return new StateRecovery(both / inSet, both / inState, both / (inState + inSet - both), rand);
    }
}
