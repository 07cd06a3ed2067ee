using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Tests.Alignment;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.References;

public class SoftClusteringTests
{
    [Fact]
    public void Terms_OfAnyAssignments_AreTheSumsOfTheirDefinition() => Seeds.Each(seed =>
    {
        const int cells = 300, clusters = 7, dimensions = 5;
        var random = new Philox(seed, RandomPurpose.Test);
        float[] assignments = [.. Enumerable.Range(0, cells * clusters).Select(_ => (float)random.NextDouble())];
        var points = new DenseMatrix<float>(cells, dimensions, [.. Enumerable.Range(0, cells * dimensions).Select(_ => (float)random.NextDouble() - 0.3f)]);
        using var device = new CpuDevice();
        SoftClusters soft = SoftClustering.OfAssignments(device, assignments, points, 0.1);
        for (int k = 0; k < clusters; k++)
        {
            double[] sum = new double[dimensions];
            double size = 0;
            for (int i = 0; i < cells; i++)
            {
                size += assignments[(i * clusters) + k];
                for (int d = 0; d < dimensions; d++) sum[d] += (double)assignments[(i * clusters) + k] * points[i, d];
            }

            double length = Math.Sqrt(sum.Sum(x => x * x));
            Close.Relative(size, soft.Sizes[k], 1e-12);
            for (int d = 0; d < dimensions; d++)
            {
                Close.Relative(sum[d], soft.Sums[k, d], 1e-11, 1e-11);
                Close.Relative(sum[d] / length, soft.Centroids[k, d], 1e-11, 1e-11);
            }
        }
    });

    [Fact]
    public void Cells_ThatWereNotAligned_AreAssignedByTheCosineToTheirCentroids()
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 200, 150, 100 }, { 100, 200, 150 } }, 0);
        using var device = new CpuDevice();
        var parameters = new HarmonyParameters();
        SoftClusters soft = SoftClustering.OfCells(device, cells.Points, parameters);
        int clusters = parameters.ClustersFor(cells.Points.Rows);
        Assert.Equal(clusters, soft.Sizes.Length);
        double[] sizes = new double[clusters];
        var sums = new DenseMatrix<double>(clusters, cells.Points.Columns);
        for (int i = 0; i < cells.Points.Rows; i++)
        {
            double length = Math.Sqrt(cells.Points.Row(i).ToArray().Sum(x => (double)x * x));
            double[] weights = [.. Enumerable.Range(0, clusters).Select(k => Math.Exp(-2 * (1 - cells.Points.Row(i).ToArray().Select((x, d) => x / length * soft.Centroids[k, d]).Sum()) / soft.Sigma))];
            double total = weights.Sum();
            for (int k = 0; k < clusters; k++)
            {
                sizes[k] += weights[k] / total;
                for (int d = 0; d < sums.Columns; d++) sums[k, d] += weights[k] / total * cells.Points[i, d];
            }
        }

        for (int k = 0; k < clusters; k++)
        {
            Close.Relative(sizes[k], soft.Sizes[k], 1e-5);
            Close.Relative(1, soft.Centroids.Row(k).ToArray().Sum(x => x * x), 1e-12);
            for (int d = 0; d < sums.Columns; d++) Close.Relative(sums[k, d], soft.Sums[k, d], 1e-5, 1e-4);
        }
    }

    [Fact]
    public void Harmony_EndsWithClustersOfTheAlignedCells()
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 200, 150, 100 }, { 100, 200, 150 }, { 150, 100, 200 } }, 4);
        using CpuDevice one = new(1), two = new(2);
        HarmonyResult result = Harmony.Align(one, cells.Points, cells.Lots, 3, new HarmonyParameters(), StepProgress.None);
        SoftClusters soft = result.Soft!;
        // Assignments of a cell sum to 1 in float32.
        Close.Relative(cells.Points.Rows, soft.Sizes.Sum(), 1e-6);
        for (int d = 0; d < cells.Points.Columns; d++)
        {
            double of = Enumerable.Range(0, cells.Points.Rows).Sum(i => (double)result.Embedding[i, d]), sum = Enumerable.Range(0, soft.Sizes.Length).Sum(k => soft.Sums[k, d]);
            Close.Relative(of, sum, 1e-5, 1e-3);
        }

        SoftClusters again = Harmony.Align(two, cells.Points, cells.Lots, 3, new HarmonyParameters(), StepProgress.None).Soft!;
        Assert.Equal(soft.Sums.Values, again.Sums.Values);
        Assert.Equal(soft.Sizes, again.Sizes);
        Assert.Null(Harmony.Align(one, cells.Points, new int[cells.Points.Rows], 1, new HarmonyParameters(), StepProgress.None).Soft);
    }
}
