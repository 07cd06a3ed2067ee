using GpuCqa.Analysis.Mapping;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The different cells of one side that are in anchors, in order of first appearance, with the anchors behind each.</summary>
/// <param name="Cells">Indices of the cells.</param>
/// <param name="Groups">Anchors behind each.</param>
internal sealed record AnchorMembers(int[] Cells, AnchorGroups Groups)
{
    /// <summary>The query cells of the anchors, each with all its anchors.</summary>
    public static AnchorMembers OfQuery(Anchor[] anchors)
    {
        (int[] cells, Dictionary<int, List<int>> anchorsOf) = ByQuery(anchors);
        return new AnchorMembers(cells, Grouped(cells.Select(c => anchorsOf[c])));
    }

    /// <summary>The reference cells of the anchors, each with all anchors of the query cell that it was first paired with (Seurat's FindWeights with reverse = TRUE).</summary>
    public static AnchorMembers OfReference(Anchor[] anchors)
    {
        (_, Dictionary<int, List<int>> anchorsOf) = ByQuery(anchors);
        var seen = new HashSet<int>();
        Anchor[] first = [.. anchors.Where(a => seen.Add(a.Reference))];
        return new AnchorMembers([.. first.Select(a => a.Reference)], Grouped(first.Select(a => anchorsOf[a.Query])));
    }

    /// <summary>Some rows of a matrix.</summary>
    public static DenseMatrix<float> Rows(DenseMatrix<float> matrix, int[] rows)
    {
        var result = new DenseMatrix<float>(rows.Length, matrix.Columns);
        for (int r = 0; r < rows.Length; r++) matrix.Row(rows[r]).CopyTo(result.Row(r));
        return result;
    }

    private static (int[] Cells, Dictionary<int, List<int>> AnchorsOf) ByQuery(Anchor[] anchors)
    {
        var order = new List<int>();
        var anchorsOf = new Dictionary<int, List<int>>();
        for (int a = 0; a < anchors.Length; a++)
        {
            if (!anchorsOf.TryGetValue(anchors[a].Query, out List<int>? list))
            {
                anchorsOf[anchors[a].Query] = list = [];
                order.Add(anchors[a].Query);
            }

            list.Add(a);
        }

        return ([.. order], anchorsOf);
    }

    private static AnchorGroups Grouped(IEnumerable<List<int>> lists)
    {
        var starts = new List<int> { 0 };
        var all = new List<int>();
        foreach (List<int> list in lists)
        {
            all.AddRange(list);
            starts.Add(all.Count);
        }

        return new AnchorGroups([.. starts], [.. all]);
    }
}
