using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>The leading principal components of the lots over all neighbourhoods.</summary>
/// <param name="Vectors">Components x lots, orthonormal, largest first.</param>
/// <param name="SingularValues">Singular value of each.</param>
public sealed record LotComponents(double[][] Vectors, double[] SingularValues)
{
    private const int Chunk = 1024;

    /// <summary>Those of an abundance whose neighbourhoods each have mean 0 and standard deviation 1 over lots; neighbourhoods that are alike in all lots are left out.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="abundance">cells x lots.</param>
    /// <param name="leading">Components wanted.</param>
    /// <remarks>Eigenvectors of the lots x lots matrix of products, summed over chunks of cells in their order. O(cells x lots^2).</remarks>
    public static LotComponents Of(ComputeDevice device, NeighbourhoodAbundance abundance, int leading)
    {
        int lots = abundance.Lots, chunks = (abundance.Cells + Chunk - 1) / Chunk;
        double[][] parts = new double[chunks][];
        device.ForEach(chunks, chunk => parts[chunk] = Products(abundance, chunk));
        var products = new DenseMatrix<double>(lots, lots);
        foreach (double[] part in parts)
        {
            for (int i = 0; i < part.Length; i++) products.Values[i] += part[i];
        }

        EigenPairs pairs = device.SymmetricEigen(products, leading, seed: 1);
        return new LotComponents(
            [.. Enumerable.Range(0, pairs.Values.Length).Select(k => Enumerable.Range(0, lots).Select(l => pairs.Vectors[l, k]).ToArray())],
            [.. pairs.Values.Select(v => Math.Sqrt(Math.Max(0, v)))]);
    }

    private static double[] Products(NeighbourhoodAbundance abundance, int chunk)
    {
        int lots = abundance.Lots;
        double[] products = new double[lots * lots], scores = new double[lots];
        for (int cell = chunk * Chunk; cell < Math.Min(abundance.Cells, (chunk + 1) * Chunk); cell++)
        {
            if (!Standardize(abundance.Shares.Row(cell), scores)) continue;
            for (int a = 0; a < lots; a++)
            {
                for (int b = 0; b < lots; b++) products[(a * lots) + b] += scores[a] * scores[b];
            }
        }

        return products;
    }

    private static bool Standardize(ReadOnlySpan<double> shares, double[] scores)
    {
        double mean = 0, squares = 0;
        foreach (double share in shares) mean += share;
        mean /= shares.Length;
        for (int l = 0; l < scores.Length; l++)
        {
            scores[l] = shares[l] - mean;
            squares += scores[l] * scores[l];
        }

        double deviation = Math.Sqrt(squares / scores.Length);
        // Rounding of equal shares is no difference between lots.
        if (!(deviation > 1e-12 * mean)) return false;
        for (int l = 0; l < scores.Length; l++) scores[l] /= deviation;
        return true;
    }
}
