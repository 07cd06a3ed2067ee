namespace GpuCqa.Analysis.Clusters;

/// <summary>Units of nodes that are likely to be together in a good partition: what the first level of Leiden makes of single nodes.</summary>
/// <param name="Groups">Group of each node after local moving, 0 .. GroupCount - 1.</param>
/// <param name="GroupCount">Number of groups.</param>
/// <param name="Units">Unit of each node, a part of its group.</param>
/// <param name="UnitCount">Number of units.</param>
/// <remarks>The graph of the units is made anew for every search: one for each start would take more memory than the graph of the nodes, whose edges are a third as large.</remarks>
internal sealed record LeidenCoarsening(int[] Groups, int GroupCount, int[] Units, int UnitCount)
{
    /// <summary>Makes units.</summary>
    public static LeidenCoarsening Of(LeidenLevel level, LeidenDraws stream, CancellationToken cancellation)
    {
        int[] groups = Grouping.Singletons(level.Graph.Nodes);
        var random = stream.At(0);
        (int count, _) = level.MoveNodes(groups, ref random, cancellation);
        cancellation.ThrowIfCancellationRequested();
        (int[] units, int unitCount) = level.Refine(groups, count, ref random);
        return new LeidenCoarsening(groups, count, units, unitCount);
    }

    /// <summary>The nodes in order of their groups, and within a group of their units: neighbours lie close to each other.</summary>
    public int[] Order()
    {
        // Nodes by unit, then stably by group, as a radix sort does.
        (_, int[] byUnit) = Grouping.Members(Units, UnitCount);
        (_, int[] byGroup) = Grouping.Members(Array.ConvertAll(byUnit, node => Groups[node]), GroupCount);
        return Array.ConvertAll(byGroup, place => byUnit[place]);
    }

    /// <summary>The same units when the nodes are in another order.</summary>
    public LeidenCoarsening Reorder(int[] order) => this with { Groups = Array.ConvertAll(order, node => Groups[node]), Units = Array.ConvertAll(order, node => Units[node]) };
}
