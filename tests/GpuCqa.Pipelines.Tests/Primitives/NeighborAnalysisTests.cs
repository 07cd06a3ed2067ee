using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Primitives;

public sealed class NeighborAnalysisTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CpuDevice device = new(2);

    [Theory]
    [InlineData(DistanceMetric.Euclidean, 100_000)]
    [InlineData(DistanceMetric.Euclidean, 500)]
    [InlineData(DistanceMetric.Cosine, 100_000)]
    [InlineData(DistanceMetric.Cosine, 500)]
    public void Neighbors_AreThoseOfABruteSearch(DistanceMetric metric, int wholeCells)
    {
        const int n = 1_203, d = 7, k = 9;
        DenseMatrix<float> points = Points(n, d, 11);
        // More cells in one place than a list holds, and a cell without a direction.
        for (int c = 20; c < 40; c++) points.Row(20).CopyTo(points.Row(c));
        points.Row(77).Clear();
        (int[][] indices, double[][] distances) = Collect(points, k, metric, wholeCells);
        for (int q = 0; q < n; q++)
        {
            (double Distance, int Index)[] expected = Enumerable.Range(0, n).Where(j => j != q).Select(j => (Distance(points, q, j, metric), j)).OrderBy(x => x.Item1).ThenBy(x => x.j).Take(k).ToArray();
            Assert.DoesNotContain(q, indices[q]);
            Assert.Equal(k, indices[q].Distinct().Count());
            for (int i = 0; i < k; i++) Assert.Equal(expected[i].Distance, distances[q][i], 1e-7);
            if (q is < 20 or >= 40 && q != 77 && metric == DistanceMetric.Euclidean) Assert.Equal(expected.Select(e => e.Index), indices[q]);
        }
    }

    [Fact]
    public void Neighbors_InPartsOrOnOneThread_AreTheSameBits()
    {
        DenseMatrix<float> points = Points(3_000, 12, 12);
        (int[][] indices, double[][] distances) = Collect(points, 15, DistanceMetric.Euclidean, 3_000);
        (int[][] partIndices, double[][] partDistances) = Collect(points, 15, DistanceMetric.Euclidean, 700);
        Assert.Equal(indices.SelectMany(i => i), partIndices.SelectMany(i => i));
        Assert.Equal(distances.SelectMany(i => i), partDistances.SelectMany(i => i));
        using var one = new CpuDevice(1);
        Assert.Equal(indices.SelectMany(i => i), NeighborAnalysis.Search(TestCells.Work(folder, one), points, 15, DistanceMetric.Euclidean).SelectMany(p => p.Table.Indices));
    }

    [Fact]
    public void Neighbors_CancelledBetweenParts_Stop()
    {
        using var cancel = new CancellationTokenSource();
        int parts = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach ((_, NeighborTable _) in NeighborAnalysis.Search(TestCells.Work(folder, device, cancellation: cancel.Token), Points(2_000, 3, 13), 5, DistanceMetric.Euclidean, 500))
            {
                parts++;
                cancel.Cancel();
            }
        });
        Assert.Equal(1, parts);
    }

    [Fact]
    public void Neighbors_MoreThanOtherCells_AreAPrecondition()
    {
        Assert.Throws<PreconditionException>(() => NeighborAnalysis.Search(TestCells.Work(folder, device), Points(10, 2, 1), 10, DistanceMetric.Euclidean));
        Assert.Equal(9, NeighborAnalysis.Search(TestCells.Work(folder, device), Points(10, 2, 1), 9, DistanceMetric.Euclidean).Single().Table.K);
    }

    [SharedDataFact]
    public void Neighbors_OfPbmc3kComponents_EqualRannAndScikitLearn()
    {
        GzipCsv embedding = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/pca_embeddings_50.csv.gz"));
        var points = new DenseMatrix<float>(embedding.Rows.Count, 10);
        for (int k = 0; k < 10; k++)
        {
            double[] column = embedding.Numbers($"PC_{k + 1}");
            for (int c = 0; c < column.Length; c++) points[c, k] = (float)column[c];
        }

        GzipCsv expected = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/knn20_exact_idx_1based.csv.gz")), far = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/knn20_exact_dist.csv.gz"));
        (int[][] indices, double[][] distances) = Collect(points, 19, DistanceMetric.Euclidean, 1_000);
        int same = 0;
        for (int c = 0; c < points.Rows; c++)
        {
            int[] own = expected.Rows[c].Skip(1).Select(t => int.Parse(t, System.Globalization.CultureInfo.InvariantCulture) - 1).ToArray();
            for (int i = 0; i < 19; i++) Assert.Equal(double.Parse(far.Rows[c][i + 1], System.Globalization.CultureInfo.InvariantCulture), distances[c][i], 2e-5);
            same += own.SequenceEqual(indices[c]) ? 1 : 0;
        }

        // Float32 coordinates may turn a pair around whose distances agree to seven digits.
        Assert.True(same >= points.Rows - 3, $"{same} of {points.Rows}");
    }

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    private (int[][] Indices, double[][] Distances) Collect(DenseMatrix<float> points, int k, DistanceMetric metric, int wholeCells)
    {
        List<int[]> indices = [];
        List<double[]> distances = [];
        foreach ((int first, NeighborTable table) in NeighborAnalysis.Search(TestCells.Work(folder, device), points, k, metric, wholeCells))
        {
            Assert.Equal(indices.Count, first);
            for (int q = 0; q < table.Queries; q++)
            {
                indices.Add(table.IndicesOf(q).ToArray());
                distances.Add(table.DistancesOf(q).ToArray());
            }
        }

        return ([.. indices], [.. distances]);
    }

    private static DenseMatrix<float> Points(int n, int d, int seed)
    {
        var random = new Random(seed);
        var points = new DenseMatrix<float>(n, d);
        for (int i = 0; i < points.Values.Length; i++) points.Values[i] = (float)(random.NextDouble() - 0.3);
        return points;
    }

    private static double Distance(DenseMatrix<float> points, int a, int b, DistanceMetric metric)
    {
        double squares = 0, dot = 0, na = 0, nb = 0;
        for (int k = 0; k < points.Columns; k++)
        {
            double x = points[a, k], y = points[b, k];
            squares += (x - y) * (x - y);
            dot += x * y;
            na += x * x;
            nb += y * y;
        }

        return metric == DistanceMetric.Euclidean ? Math.Sqrt(squares) : na == 0 || nb == 0 ? 1 : 1 - (dot / Math.Sqrt(na * nb));
    }
}
