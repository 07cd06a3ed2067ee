using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

/// <summary>One level of Leiden: a graph, the fast local moving of its nodes, and the refinement of the groups found.</summary>
/// <remarks>Gains are in units of edge weight, half the change of the RB quality: w(v, C) - resolution k_v K_C / 2m.</remarks>
internal abstract class LeidenLevel
{
    /// <summary>The graph of this level.</summary>
    public abstract LeidenGraph Graph { get; }

    /// <summary>The level above: one node for each of the refined groups.</summary>
    public abstract LeidenLevel Reduce(int[] refined, int count);

    /// <summary>The same level at another resolution, so many times this one's.</summary>
    public abstract LeidenLevel At(double times);

    /// <summary>Lets the edges of a level that <see cref="Reduce"/> made serve the next one; nothing may use its graph afterwards.</summary>
    public abstract void GiveBack();

    /// <summary>What a partition is worth but for the weight inside nodes: twice the gain of it over single nodes, up to a constant of the level.</summary>
    public abstract double Quality(int[] groups);

    /// <summary>Moves nodes to the group of largest gain until none gains, visiting again only nodes whose neighbourhood changed.</summary>
    /// <param name="groups">Group of each node, 0 .. nodes - 1; changed in place and renumbered.</param>
    /// <param name="random">Stream of this level; gives the visiting order.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <returns>Number of groups, and by how much the RB quality has grown.</returns>
    public abstract (int Groups, double Gain) MoveNodes(int[] groups, ref Philox random, CancellationToken cancellation);

    /// <summary>Splits each group into well-connected parts: nodes start alone and merge at random, likelier where the gain is larger.</summary>
    /// <param name="groups">Group of each node, 0 .. count - 1.</param>
    /// <param name="count">Number of groups.</param>
    /// <param name="random">Stream of this level; gives the visiting order and the merges.</param>
    /// <returns>Part of each node, numbered from 0, and their number. Parts are connected and lie within one group.</returns>
    /// <remarks>
    /// Traag et al. 2019, algorithm A.2, MergeNodesSubset: only nodes and parts that are well connected to the rest of their group take part, only merges
    /// without loss are considered, and one of gain d is drawn with probability proportional to exp(d / temperature); staying alone has gain 0.
    /// </remarks>
    public abstract (int[] Parts, int Count) Refine(int[] groups, int count, ref Philox random);
}
