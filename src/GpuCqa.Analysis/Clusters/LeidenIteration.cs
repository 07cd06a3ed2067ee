namespace GpuCqa.Analysis.Clusters;

/// <summary>One iteration of Leiden: local moving, refinement and aggregation until nothing merges.</summary>
internal static class LeidenIteration
{
    /// <summary>Improves a partition.</summary>
    /// <param name="finest">The level to begin at.</param>
    /// <param name="labels">Group of each of its nodes, 0 .. nodes - 1; not changed.</param>
    /// <param name="stream">Random numbers.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <returns>Group of each node, numbered from 0, and by how much the RB quality has grown.</returns>
    public static (int[] Labels, double Gain) Run(LeidenLevel finest, int[] labels, LeidenDraws stream, CancellationToken cancellation)
    {
        int[] groups = [.. labels];
        int[]? nodeOf = null;
        LeidenLevel level = finest;
        double gained = 0;
        for (int depth = 0; ; depth++)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = stream.At(depth);
            (int count, double gain) = level.MoveNodes(groups, ref random, cancellation);
            gained += gain;
            if (count == level.Graph.Nodes) break;
            (int[] refined, int parts) = level.Refine(groups, count, ref random);
            if (parts == level.Graph.Nodes) break;
            groups = Above(refined, parts, groups);
            nodeOf = nodeOf is null ? refined : Array.ConvertAll(nodeOf, node => refined[node]);
            LeidenLevel above = level.Reduce(refined, parts);
            if (level != finest) level.GiveBack();
            level = above;
        }

        if (level != finest) level.GiveBack();
        return (nodeOf is null ? groups : Array.ConvertAll(nodeOf, node => groups[node]), gained);
    }

    /// <summary>Groups of the nodes of the level above, whose nodes lie within groups of this one's.</summary>
    public static int[] Above(int[] refined, int count, int[] groups)
    {
        var above = new int[count];
        for (int node = 0; node < refined.Length; node++) above[refined[node]] = groups[node];
        return above;
    }
}
