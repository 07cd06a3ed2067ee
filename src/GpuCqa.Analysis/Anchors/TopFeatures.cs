using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The genes that stand for the dimensions when anchors are checked in expression (Seurat's TopDimFeatures).</summary>
public static class TopFeatures
{
    private const int PerDimension = 100, AtMost = 200;

    /// <summary>The genes with the largest loadings, as many from each dimension.</summary>
    /// <param name="loadings">genes x dimensions, float64.</param>
    /// <returns>Indices of genes, ascending.</returns>
    /// <remarks>
    /// For y = 1 .. 100 each dimension gives its y / 2 (half to even) most positive and as many most negative genes, the one of largest magnitude for y = 1. The first y is taken
    /// that gives the most different genes while they stay below max(200, 2 x dimensions).
    /// </remarks>
    public static int[] Of(DenseMatrix<double> loadings)
    {
        int[][] orders = [.. Enumerable.Range(0, loadings.Columns).Select(d => Enumerable.Range(0, loadings.Rows).OrderByDescending(g => loadings[g, d]).ToArray())];
        int limit = Math.Max(AtMost, 2 * loadings.Columns);
        int[] best = [];
        for (int y = 1; y <= PerDimension; y++)
        {
            int[] genes = [.. orders.SelectMany((order, d) => Top(loadings, order, d, y)).Distinct().Order()];
            if (genes.Length < limit && genes.Length > best.Length) best = genes;
        }

        return best;
    }

    private static IEnumerable<int> Top(DenseMatrix<double> loadings, int[] order, int dimension, int count)
    {
        count = Math.Min(count, order.Length);
        if (count == 0) return [];
        // By R's reversed stable order the last of equals comes first.
        if (count == 1) return [order.OrderBy(g => g).OrderBy(g => Math.Abs(loadings[g, dimension])).Last()];
        int half = (int)Math.Round(count / 2.0, MidpointRounding.ToEven);
        return order.Take(half).Concat(order.TakeLast(half));
    }
}
