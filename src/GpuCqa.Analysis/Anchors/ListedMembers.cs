using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The nearest anchor cells of cells whose nearest cells are known already: those of them that are in anchors, where they are enough.</summary>
/// <remarks>The same cells and distances as a search finds, bit for bit; cells whose lists hold too few, or may hide a tie, are searched.</remarks>
internal sealed class ListedMembers
{
    private readonly DenseMatrix<float> cells;
    private readonly NeighborTable own;
    private readonly int[] places;

    /// <summary>Notes which cells are anchor cells.</summary>
    /// <param name="members">The anchor cells, in their order.</param>
    /// <param name="cells">cells x dimensions, float32.</param>
    /// <param name="own">The nearest cells of each cell.</param>
    public ListedMembers(int[] members, DenseMatrix<float> cells, NeighborTable own)
    {
        (this.cells, this.own) = (cells, own);
        places = new int[cells.Rows];
        Array.Fill(places, -1);
        for (int m = 0; m < members.Length; m++) places[members[m]] = m;
    }

    /// <summary>The k nearest anchor cells of a run of cells.</summary>
    /// <param name="side">The anchor cells, to search where it must be.</param>
    /// <param name="first">First cell.</param>
    /// <param name="count">Number of cells.</param>
    /// <param name="k">Anchor cells of each.</param>
    public NeighborTable Nearest(AnchorSide side, int first, int count, int k)
    {
        var table = new NeighborTable(count, k, new int[count * k], new double[count * k]);
        var missing = new List<int>();
        for (int i = 0; i < count; i++)
        {
            if (!Filter(first + i, table.Indices.AsSpan(i * k, k), table.Distances.AsSpan(i * k, k))) missing.Add(i);
        }

        if (missing.Count == 0) return table;
        NeighborTable found = side.Nearest(AnchorMembers.Rows(cells, [.. missing.Select(i => first + i)]), k);
        for (int m = 0; m < missing.Count; m++)
        {
            found.IndicesOf(m).CopyTo(table.Indices.AsSpan(missing[m] * k));
            found.DistancesOf(m).CopyTo(table.Distances.AsSpan(missing[m] * k));
        }

        return table;
    }

    private bool Filter(int cell, Span<int> members, Span<double> distances)
    {
        ReadOnlySpan<int> listed = own.IndicesOf(cell);
        ReadOnlySpan<double> far = own.DistancesOf(cell);
        int found = 0;
        for (int i = 0; i < listed.Length; i++)
        {
            if (found == members.Length && far[i] > distances[^1]) return true;
            // Whatever is as far as the last on the list may have equals that the list has no room for.
            if (far[i] == far[^1] && cells.Rows > listed.Length) return false;
            int place = places[listed[i]];
            if (place < 0) continue;
            int at = found < members.Length ? found++ : found;
            // Equal distances go by the order of the anchor cells, which is not that of the cells.
            while (at > 0 && distances[at - 1] == far[i] && members[at - 1] > place)
            {
                if (at < members.Length) (members[at], distances[at]) = (members[at - 1], distances[at - 1]);
                at--;
            }

            if (at < members.Length) (members[at], distances[at]) = (place, far[i]);
        }

        return found == members.Length;
    }
}
