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
        int genes = loadings.Rows, limit = Math.Max(AtMost, 2 * loadings.Columns);
        if (genes == 0) return [];
        int[][] orders = [.. Enumerable.Range(0, loadings.Columns).Select(d => Falling(loadings, d))];
        int[] best = [.. Enumerable.Range(0, loadings.Columns).Select(d => Largest(loadings, d)).Distinct().Order()];
        if (best.Length >= limit) best = [];
        // The genes of a larger y hold those of a smaller one: each is known by the first number per end that takes it.
        int[] first = new int[genes];
        int taken = 0, reached = 0, most = best.Length, chosen = 0;
        for (int y = 2; y <= Math.Min(PerDimension, genes) && reached < limit; y++)
        {
            int half = (int)Math.Round(y / 2.0, MidpointRounding.ToEven);
            for (; taken < half; taken++)
            {
                foreach (int[] order in orders)
                {
                    if (first[order[taken]] == 0) (first[order[taken]], reached) = (taken + 1, reached + 1);
                    if (first[order[^(taken + 1)]] == 0) (first[order[^(taken + 1)]], reached) = (taken + 1, reached + 1);
                }
            }

            if (reached < limit && reached > most) (most, chosen) = (reached, half);
        }

        return chosen == 0 ? best : [.. Enumerable.Range(0, genes).Where(g => first[g] > 0 && first[g] <= chosen)];
    }

    /// <summary>Genes by falling loading, equal ones by index.</summary>
    private static int[] Falling(DenseMatrix<double> loadings, int dimension)
    {
        double[] keys = new double[loadings.Rows];
        int[] genes = new int[keys.Length];
        for (int g = 0; g < keys.Length; g++) (keys[g], genes[g]) = (-loadings[g, dimension], g);
        Array.Sort(keys, genes);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            for (to = from + 1; to < keys.Length && keys[to] == keys[from];) to++;
            if (to > from + 1) Array.Sort(genes, from, to - from);
        }

        return genes;
    }

    /// <summary>The gene of largest magnitude; by R's reversed stable order the last of equals.</summary>
    private static int Largest(DenseMatrix<double> loadings, int dimension)
    {
        int largest = 0;
        for (int g = 1; g < loadings.Rows; g++)
        {
            if (Math.Abs(loadings[g, dimension]) >= Math.Abs(loadings[largest, dimension])) largest = g;
        }

        return largest;
    }
}
