using GpuCqa.Analysis.Mapping;
using GpuCqa.Compute;

namespace GpuCqa.Analysis.Anchors;

/// <summary>Anchors of a query in a reference: pairs of cells that are each among the other's nearest, scored by how much their neighbourhoods overlap.</summary>
/// <remarks>
/// Seurat's FindTransferAnchors (Stuart et al., Cell 2019) with exact neighbours, ties by smaller index. Everything is Euclidean on the unit sphere, so in the order of cosines.
/// Memory: four lists of max(k.anchor, k.score) neighbours a cell, 12 bytes each.
/// </remarks>
public static class AnchorSearch
{
    /// <summary>Finds the anchors.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="reference">Reference cells.</param>
    /// <param name="query">Query cells in the same dimensions.</param>
    /// <param name="parameters">Neighbours to take.</param>
    /// <param name="keep">Given reference and query cell of each pair, whether the pair is kept (k.filter); null keeps all.</param>
    /// <param name="cancellation">Stops between searches.</param>
    /// <returns>The anchors in Seurat's order: by reference cell, within one by its rank among the query cell's nearest; none where no two cells are mutual neighbours.</returns>
    public static AnchorsFound Find(
        ComputeDevice device, AnchorSpace reference, AnchorSpace query, AnchorParameters parameters, Func<int[], int[], bool[]>? keep, CancellationToken cancellation)
    {
        int k = parameters.Neighbors;
        // One more within a side, as the cell itself is on its list; scores count the first k of each list, the cell itself among them.
        var within = reference.Within(k + 1);
        cancellation.ThrowIfCancellationRequested();
        var neighbors = new AnchorNeighbors(within, reference.Among(query, k), query.Among(reference, k), query.Within(k + 1));
        cancellation.ThrowIfCancellationRequested();
        (int[] references, int[] queries) = Pairs(neighbors, parameters.KAnchor);
        if (keep is not null && references.Length > 0)
        {
            bool[] kept = keep(references, queries);
            references = [.. references.Where((_, a) => kept[a])];
            queries = [.. queries.Where((_, a) => kept[a])];
        }

        double[] scores = Scaled(device.AnchorOverlaps(neighbors, references, queries, parameters.KScore));
        return new AnchorsFound([.. scores.Select((score, a) => new Anchor(references[a], queries[a], score))], neighbors);
    }

    /// <summary>Scores from overlaps: 0 at the first percentile or below, 1 at the ninetieth or above, linear between (quantiles of R's type 7).</summary>
    /// <remarks>Where both quantiles are equal, Seurat divides by zero; here an overlap at or above them scores 1 and one below 0.</remarks>
    public static double[] Scaled(int[] overlaps)
    {
        if (overlaps.Length == 0) return [];
        int[] sorted = [.. overlaps];
        Array.Sort(sorted);
        double low = Quantile(sorted, 0.01), high = Quantile(sorted, 0.9);
        return Array.ConvertAll(overlaps, o => high > low ? Math.Min(1, Math.Max(0, (o - low) / (high - low))) : o >= high ? 1 : 0);
    }

    private static (int[] References, int[] Queries) Pairs(AnchorNeighbors neighbors, int k)
    {
        var references = new List<int>();
        var queries = new List<int>();
        var mutual = new List<(int Rank, int Query)>();
        for (int i = 0; i < neighbors.ReferenceToQuery.Queries; i++)
        {
            mutual.Clear();
            foreach (int j in neighbors.ReferenceToQuery.IndicesOf(i)[..k])
            {
                int rank = neighbors.QueryToReference.IndicesOf(j)[..k].IndexOf(i);
                if (rank >= 0) mutual.Add((rank, j));
            }

            // OrderBy keeps the order of the reference cell's own list where ranks are equal.
            foreach ((_, int j) in mutual.OrderBy(m => m.Rank))
            {
                references.Add(i);
                queries.Add(j);
            }
        }

        return ([.. references], [.. queries]);
    }

    private static double Quantile(int[] sorted, double p)
    {
        double at = (sorted.Length - 1) * p;
        int below = (int)Math.Floor(at), above = Math.Min(sorted.Length - 1, below + 1);
        double part = at - below;
        return sorted[below] == sorted[above] ? sorted[below] : ((1 - part) * sorted[below]) + (part * sorted[above]);
    }
}
