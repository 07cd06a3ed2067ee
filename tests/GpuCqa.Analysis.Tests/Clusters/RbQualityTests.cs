using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Clusters;

public class RbQualityTests
{
    [Fact]
    public void Of_RandomGraphs_EqualsTheSumOverPairs() =>
        Prop.ForAll(GraphCases.Arbitrary, graph =>
        {
            CsrMatrix<double> matrix = graph.Matrix;
            int[] labels = Enumerable.Range(0, matrix.Rows).Select(i => (i * 7 / 3) % 4).ToArray();
            // The edges inside and what is expected of them cancel: what counts as zero is relative to what is subtracted.
            double terms = (1 + graph.Resolution) * matrix.Values.Sum();
            Close.Relative(BruteForce(matrix, labels, graph.Resolution), RbQuality.Of(matrix, labels, graph.Resolution), floor: Tolerances.Computed * terms);
        }).CheckSeeds();

    [Fact]
    public void Of_TwoTriangles_IsKnown()
    {
        // Two triangles with one edge between: 2m = 14, each side 2 * 3 inside and strength 7.
        CsrMatrix<double> graph = TestGraphs.RingOfCliques(2, 3);
        Close.Relative(12 - (2 * 49 / 14.0), RbQuality.Of(graph, [0, 0, 0, 1, 1, 1], 1));
        Assert.Equal(0, RbQuality.Of(graph, [0, 0, 0, 0, 0, 0], 1));
    }

    [Fact]
    public void Of_WrongLength_IsRefused() => Assert.Throws<ArgumentException>(() => RbQuality.Of(TestGraphs.RingOfCliques(2, 3), [0, 1], 1));

    [Fact]
    public void Of_NegativeWeight_IsRefused() =>
        Assert.Throws<ArgumentException>(() => RbQuality.Of(TestGraphs.FromEdges(2, [(0, 1, -1)]), [0, 1], 1));

    private static double BruteForce(CsrMatrix<double> graph, int[] labels, double resolution)
    {
        int n = graph.Rows;
        var a = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int e = 0; e < graph.RowIndices(i).Length; e++)
                if (graph.RowIndices(i)[e] != i) a[i, graph.RowIndices(i)[e]] = graph.RowValues(i)[e];
        double[] k = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => a[i, j])).ToArray();
        double total = k.Sum(), quality = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (labels[i] == labels[j] && total > 0) quality += a[i, j] - (resolution * k[i] * k[j] / total);
        return quality;
    }
}
