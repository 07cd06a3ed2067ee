using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.References;

/// <summary>Compresses the cells of a reference to its soft clusters.</summary>
/// <remarks>
/// Symphony's terms (Kang et al., Nature Communications 2021): N_k = sum of R, C_k = sum of R x aligned coordinates, and centroids that are the unit rows of C. Sums are float64 over fixed
/// chunks of cells, in order: the same bits on any number of threads. O(cells clusters dimensions).
/// </remarks>
internal static class SoftClustering
{
    /// <summary>Of the assignments that an alignment ended with.</summary>
    /// <param name="device">Device.</param>
    /// <param name="assignments">cells x clusters, probabilities, row-major, float32.</param>
    /// <param name="aligned">cells x dimensions, float32.</param>
    /// <param name="sigma">Width of the assignments.</param>
    public static SoftClusters OfAssignments(ComputeDevice device, float[] assignments, DenseMatrix<float> aligned, double sigma)
    {
        int clusters = assignments.Length / aligned.Rows;
        var sizes = new double[clusters];
        var sums = new DenseMatrix<double>(clusters, aligned.Columns);
        foreach ((_, int[] cells) in CellChunks.All(aligned.Rows).Chunks) Add(device, CellChunks.Gather(device, assignments, clusters, cells), aligned, cells, sizes, sums);
        DenseMatrix<double> centroids = new(clusters, sums.Columns, [.. sums.Values]);
        UnitRows.Normalize(centroids);
        return new SoftClusters(centroids, sizes, sums, sigma);
    }

    /// <summary>Of an embedding in which nothing was aligned: k-means centroids of the unit rows, as many as Harmony would have, and the assignments that Harmony would begin with.</summary>
    /// <param name="device">Device.</param>
    /// <param name="embedding">cells x dimensions, float32.</param>
    /// <param name="parameters">Number of clusters, sigma, seed.</param>
    public static SoftClusters OfCells(ComputeDevice device, DenseMatrix<float> embedding, HarmonyParameters parameters)
    {
        int clusters = Math.Min(parameters.ClustersFor(embedding.Rows), embedding.Rows);
        DenseMatrix<float> points = UnitRows.Of(device, embedding);
        DenseMatrix<double> centroids = CentroidSeeds.Compute(device, points, clusters, parameters.Seed);
        UnitRows.Normalize(centroids);
        DenseMatrix<double> transposed = UnitRows.Transpose(centroids);
        var sizes = new double[clusters];
        var sums = new DenseMatrix<double>(clusters, embedding.Columns);
        foreach ((_, int[] cells) in CellChunks.All(embedding.Rows).Chunks)
        {
            DenseMatrix<double> assignments = device.Gemm(CellChunks.Gather(device, points.Values, points.Columns, cells), transposed);
            CellBlocks.Run(device, cells.Length, (first, last) =>
            {
                for (int i = first; i < last; i++) Assign(assignments.Row(i), parameters.Sigma);
            });
            Add(device, assignments, embedding, cells, sizes, sums);
        }

        return new SoftClusters(centroids, sizes, sums, parameters.Sigma);
    }

    // Cosines to probabilities that go with exp(-2 (1 - cosine) / sigma).
    private static void Assign(Span<double> row, double sigma)
    {
        double nearest = double.NegativeInfinity, total = 0;
        foreach (double cosine in row) nearest = Math.Max(nearest, cosine);
        for (int k = 0; k < row.Length; k++) total += row[k] = Math.Exp(-2 * (nearest - row[k]) / sigma);
        for (int k = 0; k < row.Length; k++) row[k] /= total;
    }

    private static void Add(ComputeDevice device, DenseMatrix<double> assignments, DenseMatrix<float> aligned, int[] cells, double[] sizes, DenseMatrix<double> sums)
    {
        DenseMatrix<double> weighted = device.Gemm(assignments, CellChunks.Gather(device, aligned.Values, aligned.Columns, cells), transposeLeft: true);
        for (int i = 0; i < weighted.Values.Length; i++) sums.Values[i] += weighted.Values[i];
        double[] added = CellBlocks.Sum(device, cells.Length, sizes.Length, (first, last, sum) =>
        {
            for (int i = first; i < last; i++)
            {
                ReadOnlySpan<double> row = assignments.Row(i);
                for (int k = 0; k < row.Length; k++) sum[k] += row[k];
            }
        });
        for (int k = 0; k < sizes.Length; k++) sizes[k] += added[k];
    }
}
