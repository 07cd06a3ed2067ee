using GpuCqa.Analysis.Layout;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Analysis.Tests.Layout;

public class GraphSpectrumTests
{
    [Fact]
    public void Smoothest_Ring_IsTheKnownCircle()
    {
        // A ring of n unit edges: the smoothest vectors span cos and sin of 2 pi i / n, so that x^2 + y^2 = 2 / n everywhere.
        const int n = 200;
        var offsets = Enumerable.Range(0, n + 1).Select(i => 2L * i).ToArray();
        int[] columns = Enumerable.Range(0, n).SelectMany(i => new[] { (i + n - 1) % n, (i + 1) % n }.Order()).ToArray();
        var graph = new CsrMatrix<float>(n, n, offsets, columns, Enumerable.Repeat(1f, 2 * n).ToArray());
        using var device = new CpuDevice();
        DenseMatrix<double> vectors = GraphSpectrum.Smoothest(device, graph, 2, 1e-4, 0, 1, default);
        for (int i = 0; i < n; i++) Assert.Equal(2.0 / n, (vectors[i, 0] * vectors[i, 0]) + (vectors[i, 1] * vectors[i, 1]), 1e-6);
    }

    [Fact]
    public void Smoothest_NeighborGraph_AgreesWithTheWholeSpectrum()
    {
        CsrMatrix<float> graph = Blobs(out _);
        int n = graph.Rows;
        var normalized = new DenseMatrix<double>(n, n);
        double[] degrees = Enumerable.Range(0, n).Select(i => (double)graph.RowValues(i).ToArray().Sum(w => (double)w)).ToArray();
        for (int i = 0; i < n; i++)
        {
            for (int e = 0; e < graph.RowIndices(i).Length; e++)
            {
                int j = graph.RowIndices(i)[e];
                normalized[i, j] = graph.RowValues(i)[e] / Math.Sqrt(degrees[i] * degrees[j]);
            }
        }

        using var reference = new ReferenceDevice();
        using var device = new CpuDevice();
        EigenPairs pairs = reference.SymmetricEigen(normalized, 3, 0);
        DenseMatrix<double> vectors = GraphSpectrum.Smoothest(device, graph, 2, 1e-4, 0, 1, default);
        for (int v = 0; v < 2; v++)
        {
            double cosine = 0;
            for (int i = 0; i < n; i++) cosine += vectors[i, v] * pairs.Vectors[i, v + 1];
            Assert.Equal(1, Math.Abs(cosine), 1e-4);
        }
    }

    [Fact]
    public void Smoothest_AnyThreads_SameBits()
    {
        CsrMatrix<float> graph = Blobs(out _);
        using var one = new CpuDevice(1);
        using var two = new CpuDevice(2);
        Assert.Equal(GraphSpectrum.Smoothest(one, graph, 2, 1e-4, 0, 1, default).Values, GraphSpectrum.Smoothest(two, graph, 2, 1e-4, 0, 1, default).Values);
    }

    internal static CsrMatrix<float> Blobs(out DenseMatrix<float> points)
    {
        points = new DenseMatrix<float>(400, 5);
        for (int i = 0; i < points.Rows; i++)
        {
            var random = new Philox(2, RandomPurpose.Test, (ulong)i);
            for (int c = 0; c < 5; c++) points[i, c] = (float)(random.NextNormal() + (c == i % 3 ? 3 : 0));
        }

        using var device = new CpuDevice();
        return FuzzyGraph.Build(device, BruteForce.Neighbors(points, 30));
    }
}
