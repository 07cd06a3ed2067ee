using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Reporting.Maps;

/// <summary>Which cells a map draws.</summary>
/// <remarks>
/// Up to a limit all cells that have a place. Above it a random part, which keeps densities in proportion; of a cluster that would be drawn
/// with too few cells more are taken, so that a rare state stays visible. Deterministic: cells are drawn by a fixed key of their index.
/// </remarks>
internal static class MapSample
{
    /// <summary>Cells of every cluster that are drawn at least, as far as it has them.</summary>
    public const int Floor = 50;

    /// <summary>Indices of the drawn cells, increasing: cells of a lot lie together, which compresses.</summary>
    public static int[] Cells(DiscoveryResult result, int most) => Cells(result.Map.Cells.Layout, [.. result.Map.Clusterings.Select(c => c.Labels)], most);

    /// <summary>Indices of the drawn cells, increasing.</summary>
    /// <param name="layout">cells x 2; a cell without a finite place is not drawn.</param>
    /// <param name="partitions">Per clustering the cluster of each cell, from 0.</param>
    /// <param name="most">Cells at most, but for those that rare clusters need.</param>
    public static int[] Cells(DenseMatrix<float> layout, IReadOnlyList<int[]> partitions, int most)
    {
        int cells = layout.Rows;
        int[] placed = [.. Enumerable.Range(0, cells).Where(c => float.IsFinite(layout[c, 0]) && float.IsFinite(layout[c, 1]))];
        if (placed.Length <= most) return placed;

        // Mix is a bijection: keys differ, the order is total.
        ulong[] keys = [.. placed.Select(c => SplitMix64.Mix((ulong)c))];
        Array.Sort(keys, placed);
        var drawn = new bool[cells];
        foreach (int cell in placed.AsSpan(0, most)) drawn[cell] = true;
        foreach (int[] labels in partitions)
        {
            int[] count = new int[labels.Max() + 1];
            for (int c = 0; c < cells; c++)
            {
                if (drawn[c]) count[labels[c]]++;
            }

            foreach (int cell in placed.AsSpan(most))
            {
                if (drawn[cell] || count[labels[cell]] >= Floor) continue;
                count[labels[cell]]++;
                drawn[cell] = true;
            }
        }

        return [.. Enumerable.Range(0, cells).Where(c => drawn[c])];
    }
}
