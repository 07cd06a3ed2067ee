using GpuCqa.Analysis.Numerics;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Moves a query into the aligned embedding of a reference: its effect as a whole is taken out of every soft cluster (Symphony, Kang et al., Nature Communications 2021).</summary>
/// <remarks>
/// A cell with coordinates z belongs to cluster k with a weight R_k that goes with exp(-2 (1 - cosine of z and the centroid) / sigma). In each cluster a ridge regression with an intercept b_0 and one effect b of the
/// query, penalty 1 on b alone, over the query's cells and, in the intercept only, the compressed cells of the reference (N of them, with the sum C):
/// <code>[s + N, s; s, s + 1] [b_0; b] = [S + C; S],   s = sum of R_k, S = sum of R_k z over the query,</code>
/// hence b = (N S - s C) / (s + N s + N), and every cell moves by - sum R_k b. The reference never moves. Float64; sums over fixed blocks, so that the bits do not depend on threads.
/// All cells of a query count, so that the query is the unit. O(cells clusters dimensions).
/// </remarks>
internal static class SymphonyCorrection
{
    /// <summary>Corrects a query.</summary>
    /// <param name="device">Device whose threads are used.</param>
    /// <param name="projection">cells x dimensions (further columns are not used), before alignment, float32.</param>
    /// <param name="soft">The compressed reference.</param>
    /// <returns>cells x dimensions, float32.</returns>
    public static DenseMatrix<float> Apply(ComputeDevice device, DenseMatrix<float> projection, SoftClusters soft) => Move(device, projection, soft, Effects(Sums(device, projection, soft), soft));

    /// <summary>Sums of all cells of a query: see <see cref="Accumulate"/>.</summary>
    public static double[] Sums(ComputeDevice device, DenseMatrix<float> projection, SoftClusters soft) =>
        CellBlocks.Sum(device, projection.Rows, soft.Centroids.Rows * (soft.Centroids.Columns + 1), (first, last, to) => Accumulate(projection, first, last, soft, to));

    /// <summary>Effect of a query in every soft cluster: clusters x dimensions.</summary>
    /// <param name="sums">Sums over the query's cells.</param>
    /// <param name="soft">The compressed reference.</param>
    public static DenseMatrix<double> Effects(double[] sums, SoftClusters soft)
    {
        int clusters = soft.Centroids.Rows, dimensions = soft.Centroids.Columns, width = dimensions + 1;
        var effects = new DenseMatrix<double>(clusters, dimensions);
        for (int k = 0; k < clusters; k++)
        {
            double size = sums[(k * width) + dimensions], reference = soft.Sizes[k], determinant = size + (reference * size) + reference;
            if (!(determinant > 0)) continue;
            for (int d = 0; d < dimensions; d++) effects[k, d] = ((reference * sums[(k * width) + d]) - (size * soft.Sums[k, d])) / determinant;
        }

        return effects;
    }

    /// <summary>Takes the effects of a query out of cells, which may be others than those that the effects are from.</summary>
    public static DenseMatrix<float> Move(ComputeDevice device, DenseMatrix<float> projection, SoftClusters soft, DenseMatrix<double> effects)
    {
        int clusters = soft.Centroids.Rows, dimensions = soft.Centroids.Columns;
        var corrected = new DenseMatrix<float>(projection.Rows, dimensions);
        CellBlocks.Run(device, projection.Rows, (first, last) =>
        {
            double[] weights = new double[clusters], moved = new double[dimensions];
            for (int i = first; i < last; i++)
            {
                ReadOnlySpan<float> cell = projection.Row(i)[..dimensions];
                Assign(cell, soft, weights);
                Array.Clear(moved);
                for (int k = 0; k < clusters; k++)
                {
                    ReadOnlySpan<double> effect = effects.Row(k);
                    for (int d = 0; d < dimensions; d++) moved[d] += weights[k] * effect[d];
                }

                for (int d = 0; d < dimensions; d++) corrected[i, d] = (float)(cell[d] - moved[d]);
            }
        });
        return corrected;
    }

    /// <summary>Adds the cells of a range to the sums of the clusters: per cluster the weighted sum of coordinates, then the sum of weights.</summary>
    /// <param name="cells">cells x dimensions (further columns are not used), float32.</param>
    /// <param name="first">First cell.</param>
    /// <param name="last">One past the last cell.</param>
    /// <param name="soft">The clusters.</param>
    /// <param name="to">clusters x (dimensions + 1).</param>
    public static void Accumulate(DenseMatrix<float> cells, int first, int last, SoftClusters soft, double[] to)
    {
        int clusters = soft.Centroids.Rows, dimensions = soft.Centroids.Columns, width = dimensions + 1;
        double[] weights = new double[clusters];
        for (int i = first; i < last; i++)
        {
            ReadOnlySpan<float> cell = cells.Row(i)[..dimensions];
            Assign(cell, soft, weights);
            for (int k = 0; k < clusters; k++)
            {
                Span<double> row = to.AsSpan(k * width, width);
                for (int d = 0; d < dimensions; d++) row[d] += weights[k] * cell[d];
                row[dimensions] += weights[k];
            }
        }
    }

    /// <summary>Weights of a cell in the clusters; they sum to 1. A cell at the origin has no direction and belongs to all alike.</summary>
    public static void Assign(ReadOnlySpan<float> cell, SoftClusters soft, Span<double> weights)
    {
        double squares = 0;
        foreach (float x in cell) squares += (double)x * x;
        double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0, largest = double.NegativeInfinity, total = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            ReadOnlySpan<double> centroid = soft.Centroids.Row(k);
            double product = 0;
            for (int d = 0; d < centroid.Length; d++) product += centroid[d] * cell[d];
            weights[k] = product * scale;
            largest = Math.Max(largest, weights[k]);
        }

        for (int k = 0; k < weights.Length; k++) total += weights[k] = Math.Exp(-2 * (largest - weights[k]) / soft.Sigma);
        for (int k = 0; k < weights.Length; k++) weights[k] /= total;
    }
}
