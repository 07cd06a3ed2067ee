using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Alignment;

/// <summary>First centroids: k-means++ (Arthur and Vassilvitskii, 2007), then a few steps of Lloyd.</summary>
/// <remarks>Seeded by Philox; sums over fixed blocks in float64, ties to the smaller cluster: the same bits on any number of threads. O(cells clusters dimensions) a step.</remarks>
internal static class CentroidSeeds
{
    private const int LloydSteps = 10;

    /// <summary>Computes the centroids.</summary>
    /// <param name="device">Device.</param>
    /// <param name="points">cells x dimensions, unit rows, float32.</param>
    /// <param name="clusters">Number of centroids, at most the cells.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>clusters x dimensions, not normalized, float64.</returns>
    public static DenseMatrix<double> Compute(ComputeDevice device, DenseMatrix<float> points, int clusters, ulong seed)
    {
        DenseMatrix<double> centroids = PlusPlus(device, points, clusters, seed);
        CellChunks chunks = CellChunks.All(points.Rows);
        for (int step = 0; step < LloydSteps; step++) Lloyd(device, points, chunks, centroids);
        return centroids;
    }

    private static DenseMatrix<double> PlusPlus(ComputeDevice device, DenseMatrix<float> points, int clusters, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.HarmonySeeds);
        var centroids = new DenseMatrix<double>(clusters, points.Columns);
        var squared = new double[points.Rows];
        Array.Fill(squared, double.PositiveInfinity);
        int chosen = random.NextInt32(points.Rows);
        for (int k = 0; k < clusters; k++)
        {
            for (int c = 0; c < points.Columns; c++) centroids[k, c] = points[chosen, c];
            int at = chosen;
            double total = CellBlocks.Sum(device, points.Rows, 1, (first, last, sum) =>
            {
                ReadOnlySpan<float> centre = points.Row(at);
                for (int i = first; i < last; i++)
                {
                    ReadOnlySpan<float> point = points.Row(i);
                    float distance = 0;
                    for (int c = 0; c < centre.Length; c++) distance += (point[c] - centre[c]) * (point[c] - centre[c]);
                    squared[i] = Math.Min(squared[i], distance);
                    sum[0] += squared[i];
                }
            })[0];
            chosen = total > 0 ? Draw(squared, random.NextDouble() * total) : random.NextInt32(points.Rows);
        }

        return centroids;
    }

    /// <summary>The cell at which the running sum of squared distances passes the target; never one at distance 0.</summary>
    private static int Draw(double[] squared, double target)
    {
        int last = 0;
        for (int i = 0; i < squared.Length; i++)
        {
            if (squared[i] <= 0) continue;
            target -= squared[i];
            last = i;
            if (target < 0) break;
        }

        return last;
    }

    private static void Lloyd(ComputeDevice device, DenseMatrix<float> points, CellChunks chunks, DenseMatrix<double> centroids)
    {
        int clusters = centroids.Rows, columns = centroids.Columns;
        DenseMatrix<double> transposed = UnitRows.Transpose(centroids);
        var halfSquares = new double[clusters];
        for (int k = 0; k < clusters; k++)
        {
            foreach (double x in centroids.Row(k)) halfSquares[k] += x * x / 2;
        }

        var labels = new int[points.Rows];
        foreach ((_, int[] cells) in chunks.Chunks)
        {
            DenseMatrix<double> products = device.Gemm(CellChunks.Gather(device, points.Values, columns, cells), transposed);
            CellBlocks.Run(device, cells.Length, (first, last) =>
            {
                for (int i = first; i < last; i++)
                {
                    ReadOnlySpan<double> row = products.Row(i);
                    int best = 0;
                    for (int k = 1; k < clusters; k++)
                    {
                        if (row[k] - halfSquares[k] > row[best] - halfSquares[best]) best = k;
                    }

                    labels[cells[i]] = best;
                }
            });
        }

        int width = columns + 1;
        double[] sums = CellBlocks.Sum(device, points.Rows, clusters * width, (first, last, sum) =>
        {
            for (int i = first; i < last; i++)
            {
                Span<double> of = sum.AsSpan(labels[i] * width, width);
                ReadOnlySpan<float> point = points.Row(i);
                of[columns]++;
                for (int c = 0; c < columns; c++) of[c] += point[c];
            }
        });
        for (int k = 0; k < clusters; k++)
        {
            double count = sums[(k * width) + columns];
            if (count == 0) continue;
            for (int c = 0; c < columns; c++) centroids[k, c] = sums[(k * width) + c] / count;
        }
    }
}
