using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The nearest members of cells whose nearest cells are known already: those of them that are members, where they are enough.</summary>
/// <remarks>The same cells and distances as a search finds, bit for bit; cells whose lists hold too few, or may hide a tie, are searched.</remarks>
internal sealed class ListedMembers
{
    private readonly DenseMatrix<float> cells;
    private readonly NeighborTable own;
    private readonly int[] places;

    /// <summary>Notes which cells are members.</summary>
    /// <param name="members">Cells that are members, in the order by which equal distances go.</param>
    /// <param name="cells">cells x dimensions, float32.</param>
    /// <param name="own">The nearest cells of each cell.</param>
    public ListedMembers(int[] members, DenseMatrix<float> cells, NeighborTable own)
    {
        (this.cells, this.own) = (cells, own);
        places = new int[cells.Rows];
        Array.Fill(places, -1);
        for (int m = 0; m < members.Length; m++) places[members[m]] = m;
    }

    /// <summary>The k nearest members of some cells.</summary>
    /// <param name="which">The cells.</param>
    /// <param name="k">Members of each.</param>
    /// <param name="search">Searches the k nearest members of cells x dimensions.</param>
    public NeighborTable Nearest(int[] which, int k, Func<DenseMatrix<float>, NeighborTable> search)
    {
        var table = new NeighborTable(which.Length, k, new int[checked(which.Length * k)], new double[checked(which.Length * k)]);
        var missing = new List<int>();
        for (int i = 0; i < which.Length; i++)
        {
            if (!Filter(which[i], table.Indices.AsSpan(i * k, k), table.Distances.AsSpan(i * k, k))) missing.Add(i);
        }

        if (missing.Count == 0) return table;
        NeighborTable found = search(AnchorMembers.Rows(cells, [.. missing.Select(i => which[i])]));
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
            // Equal distances go by the order of the members, which need not be that of the cells.
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
