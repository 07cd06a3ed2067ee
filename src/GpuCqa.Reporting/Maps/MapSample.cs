using GpuCqa.Analysis.Results;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Reporting.Maps;

/// <summary>Which cells a map draws, and in which order.</summary>
/// <remarks>
/// The order is a fixed shuffle, so that no lot lies on top of another. Above the limit its beginning is drawn, which keeps densities in proportion;
/// clusters that would be drawn with too few cells get more, so that a rare state stays visible.
/// </remarks>
internal static class MapSample
{
    /// <summary>Cells of every cluster that are drawn at least, as far as it has them.</summary>
    public const int Floor = 50;

    public static int[] Cells(DiscoveryResult result, int most)
    {
        int cells = result.Cells.Count;
        ulong[] keys = new ulong[cells];
        int[] order = new int[cells];
        for (int i = 0; i < cells; i++) (keys[i], order[i]) = (SplitMix64.Mix((ulong)i), i);
        // Mix is a bijection: keys differ, the order is total.
        Array.Sort(keys, order);
        order = [.. order.Where(c => float.IsFinite(result.Cells.Layout[c, 0]) && float.IsFinite(result.Cells.Layout[c, 1]))];
        if (order.Length <= most) return order;

        var drawn = new bool[cells];
        foreach (int cell in order.AsSpan(0, most)) drawn[cell] = true;
        var extra = new List<int>();
        foreach (Clustering clustering in result.Clusterings)
        {
            int[] count = new int[clustering.Clusters];
            for (int c = 0; c < cells; c++)
            {
                if (drawn[c]) count[clustering.Labels[c]]++;
            }

            foreach (int cell in order.AsSpan(most))
            {
                if (drawn[cell] || count[clustering.Labels[cell]] >= Floor) continue;
                count[clustering.Labels[cell]]++;
                drawn[cell] = true;
                extra.Add(cell);
            }
        }

        return [.. order.AsSpan(0, most), .. extra];
    }
}
