using GpuCqa.Analysis.Alignment;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Analysis.Tests.Alignment;

/// <summary>The steps of Harmony against their definitions, written out plainly.</summary>
public class HarmonyStepTests
{
    private const int Clusters = 4;
    private static readonly HarmonyParameters Parameters = new() { MaxClusterPasses = 5, ClusterTolerance = 0 };

    [Fact]
    public void Cluster_Objective_IsTheDefinition()
    {
        using var device = new CpuDevice();
        (SyntheticLots cells, DiverseClusters soft, DenseMatrix<double> centroids, DenseMatrix<float> points) = Case(device);
        double start = soft.Start();
        Assert.Equal(Objective(cells, soft, centroids, points), start, 1e-3);
        double end = soft.Cluster(default);
        Assert.Equal(Objective(cells, soft, centroids, points), end, 1e-3);
        Assert.True(end < start);
    }

    [Fact]
    public void Cluster_Assignments_AreProbabilitiesThatAddUpToTheObserved()
    {
        using var device = new CpuDevice();
        (SyntheticLots cells, DiverseClusters soft, _, _) = Case(device);
        soft.Start();
        soft.Cluster(default);
        var observed = new double[3, Clusters];
        for (int i = 0; i < cells.Points.Rows; i++)
        {
            double sum = 0;
            for (int k = 0; k < Clusters; k++)
            {
                sum += soft.Assignments[(i * Clusters) + k];
                observed[cells.Lots[i], k] += soft.Assignments[(i * Clusters) + k];
            }

            Assert.Equal(1, sum, 1e-5);
        }

        for (int b = 0; b < 3; b++)
        {
            for (int k = 0; k < Clusters; k++) Assert.Equal(observed[b, k], soft.Observed[b, k], 1e-6);
        }
    }

    [Fact]
    public void Apply_Correction_IsTheRidgeRegression()
    {
        using var device = new CpuDevice();
        (SyntheticLots cells, DiverseClusters soft, DenseMatrix<double> centroids, _) = Case(device);
        soft.Start();
        soft.Cluster(default);
        int n = cells.Points.Rows, d = cells.Points.Columns;
        double[] lotCells = LotCells(cells);
        DenseMatrix<double> expected = soft.Expected();
        var corrected = new double[n, d];
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < d; c++) corrected[i, c] = cells.Points[i, c];
        }

        var centres = new double[Clusters, d];
        for (int k = 0; k < Clusters; k++)
        {
            // (Phi R Phi' + Lambda) B = Phi R Z' with Phi = [1; lot indicators], solved as it stands.
            var left = new double[4, 4];
            var right = new double[4, d];
            for (int i = 0; i < n; i++)
            {
                double r = soft.Assignments[(i * Clusters) + k];
                foreach (int a in new[] { 0, 1 + cells.Lots[i] })
                {
                    foreach (int b in new[] { 0, 1 + cells.Lots[i] }) left[a, b] += r;
                    for (int c = 0; c < d; c++) right[a, c] += r * cells.Points[i, c];
                }
            }

            for (int b = 0; b < 3; b++) left[b + 1, b + 1] += Parameters.Alpha * expected[b, k];
            Solve(left, right);
            for (int c = 0; c < d; c++)
            {
                centres[k, c] = right[0, c];
                for (int i = 0; i < n; i++) corrected[i, c] -= soft.Assignments[(i * Clusters) + k] * right[1 + cells.Lots[i], c];
            }
        }

        DenseMatrix<float> actual = new LotCorrection(device, Parameters, CellChunks.ByLot(cells.Lots, 3), lotCells).Apply(cells.Points, soft, centroids);
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < d; c++) Assert.Equal(corrected[i, c], actual[i, c], 1e-4);
        }

        for (int k = 0; k < Clusters; k++)
        {
            double length = Math.Sqrt(Enumerable.Range(0, d).Sum(c => centres[k, c] * centres[k, c]));
            for (int c = 0; c < d; c++) Assert.Equal(centres[k, c] / length, centroids[k, c], 1e-8);
        }
    }

    [Fact]
    public void Seeds_SeparatedGroups_AreFoundOneEach()
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 80, 90, 100, 110 } }, 0);
        using var device = new CpuDevice();
        DenseMatrix<float> points = UnitRows.Of(device, cells.Points);
        DenseMatrix<double> centroids = CentroidSeeds.Compute(device, points, 4, 3);
        int[] own = Enumerable.Range(0, points.Rows).Select(i => Enumerable.Range(0, 4).MaxBy(k => Enumerable.Range(0, points.Columns).Sum(c => centroids[k, c] * points[i, c]))).ToArray();
        Assert.Equal(4, own.Zip(cells.Types).GroupBy(p => p).Count(g => g.Count() > 60));
    }

    private static (SyntheticLots Cells, DiverseClusters Soft, DenseMatrix<double> Centroids, DenseMatrix<float> Points) Case(ComputeDevice device)
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 60, 30, 20 }, { 20, 50, 40 }, { 30, 30, 60 } }, 3);
        DenseMatrix<float> points = UnitRows.Of(device, cells.Points);
        var centroids = new DenseMatrix<double>(Clusters, points.Columns);
        var random = new Philox(9, RandomPurpose.Test);
        for (int k = 0; k < Clusters; k++)
        {
            int cell = random.NextInt32(points.Rows);
            for (int c = 0; c < points.Columns; c++) centroids[k, c] = points[cell, c];
        }

        UnitRows.Normalize(centroids);
        var soft = new DiverseClusters(device, Parameters, cells.Lots, LotCells(cells), Clusters);
        soft.SetCentroids(points, CellChunks.All(points.Rows), centroids);
        return (cells, soft, centroids, points);
    }

    private static double[] LotCells(SyntheticLots cells) => Enumerable.Range(0, 3).Select(b => (double)cells.Lots.Count(l => l == b)).ToArray();

    private static double Objective(SyntheticLots cells, DiverseClusters soft, DenseMatrix<double> centroids, DenseMatrix<float> points)
    {
        int n = points.Rows;
        double sum = 0;
        var observed = new double[3, Clusters];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < Clusters; k++)
            {
                double r = soft.Assignments[(i * Clusters) + k], dot = 0;
                for (int c = 0; c < points.Columns; c++) dot += points[i, c] * centroids[k, c];
                sum += (r * 2 * (1 - dot)) + (r > 0 ? Parameters.Sigma * r * Math.Log(r) : 0);
                observed[cells.Lots[i], k] += r;
            }
        }

        double[] lotCells = LotCells(cells);
        for (int k = 0; k < Clusters; k++)
        {
            double total = observed[0, k] + observed[1, k] + observed[2, k];
            for (int b = 0; b < 3; b++)
            {
                double e = total * lotCells[b] / n;
                sum += Parameters.Sigma * Parameters.Theta * observed[b, k] * Math.Log((observed[b, k] + e + 1) / ((2 * e) + 1));
            }
        }

        return 2000.0 / n * sum;
    }

    /// <summary>Gauss-Jordan with partial pivoting; the solution replaces the right-hand side.</summary>
    private static void Solve(double[,] left, double[,] right)
    {
        int n = left.GetLength(0), m = right.GetLength(1);
        for (int p = 0; p < n; p++)
        {
            int best = Enumerable.Range(p, n - p).MaxBy(r => Math.Abs(left[r, p]));
            for (int c = 0; c < n; c++) (left[p, c], left[best, c]) = (left[best, c], left[p, c]);
            for (int c = 0; c < m; c++) (right[p, c], right[best, c]) = (right[best, c], right[p, c]);
            double pivot = left[p, p];
            for (int c = 0; c < n; c++) left[p, c] /= pivot;
            for (int c = 0; c < m; c++) right[p, c] /= pivot;
            for (int r = 0; r < n; r++)
            {
                if (r == p) continue;
                double factor = left[r, p];
                for (int c = 0; c < n; c++) left[r, c] -= factor * left[p, c];
                for (int c = 0; c < m; c++) right[r, c] -= factor * right[p, c];
            }
        }
    }
}
