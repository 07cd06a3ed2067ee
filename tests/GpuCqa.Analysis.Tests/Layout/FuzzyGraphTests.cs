using System.Globalization;
using GpuCqa.Analysis.Layout;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Analysis.Tests.Layout;

public class FuzzyGraphTests
{
    private static readonly ComputeDevice Device = new CpuDevice();

    private static readonly double[,] Eight =
    {
        { 2.04, -2.56 }, { 0.42, -0.57 }, { -0.45, -0.22 }, { -2.02, -0.23 }, { -0.87, 3.32 }, { 0.23, -0.35 }, { -0.28, -0.67 }, { -0.45, -0.22 },
    };

    // umap-learn 0.5.3 on the eight points (the last a copy of the third), exact neighbours, k = 5:
    // fuzzy_simplicial_set (upper triangle) and smooth_knn_dist.
    private const string Golden =
        "0 1 1; 0 2 0.23261869; 0 5 0.607747734; 0 6 0.481556594; 1 2 0.423433959; 1 5 1; 1 6 0.578118026; 1 7 0.423433959; 2 3 1; 2 4 1; "
        + "2 5 0.566707253; 2 6 1; 2 7 1; 3 4 0.227817833; 3 5 0.0249543842; 3 6 0.296972334; 3 7 1; 4 5 0.094113633; 4 7 1; 5 6 0.624934912; "
        + "5 7 0.566707253; 6 7 1";

    private static readonly double[] GoldenWidths = [0.58349609375, 0.68487548828125, 0.15917205810546875, 0.1851043701171875, 0.11275863647460938, 0.45087432861328125, 0.08680343627929688, 0.15917205810546875];
    private static readonly double[] GoldenNearest = [2.566028118133545, 0.2906888425350189, 0.4810405373573303, 1.5700318813323975, 3.5648281574249268, 0.2906888425350189, 0.4810405373573303, 0.4810405373573303];

    [Fact]
    public void SmoothDistances_EightPoints_EqualUmapLearn()
    {
        SmoothDistances scales = SmoothDistances.Compute(Device, Exact(Eight, 5));
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(GoldenNearest[i], scales.Nearest[i], 1e-6);
            Assert.Equal(GoldenWidths[i], scales.Widths[i], 2e-5);
        }
    }

    [Fact]
    public void Build_EightPoints_EqualsUmapLearn()
    {
        CsrMatrix<float> graph = FuzzyGraph.Build(Device, Exact(Eight, 5));
        graph.Validate();
        var expected = new Dictionary<(int, int), double>();
        foreach (string edge in Golden.Split("; "))
        {
            string[] part = edge.Split(' ');
            int i = int.Parse(part[0], CultureInfo.InvariantCulture), j = int.Parse(part[1], CultureInfo.InvariantCulture);
            expected[(i, j)] = expected[(j, i)] = double.Parse(part[2], CultureInfo.InvariantCulture);
        }

        Assert.Equal(expected.Count, graph.NonZeros);
        for (int i = 0; i < graph.Rows; i++)
        {
            for (int e = 0; e < graph.RowIndices(i).Length; e++) Assert.Equal(expected[(i, graph.RowIndices(i)[e])], graph.RowValues(i)[e], 2e-4);
        }
    }

    [Fact]
    public void Build_ThreePointsOnALine_EqualsTheFormulaByHand()
    {
        // Points 0, 1, 3 with k = 3: from 0 the neighbours lie at 1 and 3, from 1 at 1 and 2, from 3 at 2 and 3; rho = 1, 1, 2. The nearest
        // has membership 1, so the other has log2(3) - 1 = 0.58496 = p; all pairs but (0, 3) hold a 1, whose union with anything is 1.
        CsrMatrix<float> graph = FuzzyGraph.Build(Device, Exact(new double[,] { { 0 }, { 1 }, { 3 } }, 3));
        double p = Math.Log2(3) - 1;
        Assert.Equal([1, 2], graph.RowIndices(0).ToArray());
        Assert.Equal(1, graph.RowValues(0)[0]);
        Assert.Equal(1, graph.RowValues(1)[1]);
        Assert.Equal((2 * p) - (p * p), graph.RowValues(0)[1], 1e-4);
    }

    [Fact]
    public void Build_RandomPoints_IsSymmetricWithSumsOfLog2K()
    {
        var points = new DenseMatrix<float>(300, 3);
        var random = new Philox(5, RandomPurpose.Test);
        for (int i = 0; i < points.Values.Length; i++) points.Values[i] = (float)random.NextNormal();
        NeighborTable neighbors = BruteForce.Neighbors(points, 15);
        SmoothDistances scales = SmoothDistances.Compute(Device, neighbors);
        for (int i = 0; i < 300; i++)
        {
            double sum = 0;
            foreach (double d in neighbors.DistancesOf(i)[1..]) sum += Math.Exp(-Math.Max(0, d - scales.Nearest[i]) / scales.Widths[i]);
            Assert.Equal(Math.Log2(15), sum, 2e-5);
        }

        CsrMatrix<float> graph = FuzzyGraph.Build(Device, neighbors);
        graph.Validate();
        for (int i = 0; i < 300; i++)
        {
            for (int e = 0; e < graph.RowIndices(i).Length; e++)
            {
                int j = graph.RowIndices(i)[e];
                Assert.NotEqual(i, j);
                int back = graph.RowIndices(j).IndexOf(i);
                Assert.Equal(graph.RowValues(i)[e], graph.RowValues(j)[back]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Build_CopiesOfOnePoint_IsFullOfOnes(int copies)
    {
        CsrMatrix<float> graph = FuzzyGraph.Build(Device, BruteForce.Neighbors(new DenseMatrix<float>(copies, 4), 30));
        Assert.All(graph.Values, v => Assert.Equal(1f, v));
        Assert.True(graph.NonZeros >= (copies - 1) * Math.Min(29, copies - 1));
    }

    private static NeighborTable Exact(double[,] points, int k)
    {
        var matrix = new DenseMatrix<float>(points.GetLength(0), points.GetLength(1));
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int c = 0; c < matrix.Columns; c++) matrix[i, c] = (float)points[i, c];
        }

        return BruteForce.Neighbors(matrix, k);
    }
}
