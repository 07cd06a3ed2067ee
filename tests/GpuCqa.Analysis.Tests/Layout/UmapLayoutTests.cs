using GpuCqa.Analysis.Layout;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Layout;

public class UmapLayoutTests
{
    [SharedDataFact]
    public void Compute_Pbmc3k_IsAsFaithfulAsUwot() => AsFaithful(ReferenceLayouts.Pbmc3k(), new UmapParameters(), 700);

    [SharedDataFact]
    public void Compute_Covid_IsAsFaithfulAsUwot() => AsFaithful(ReferenceLayouts.Covid(), new UmapParameters { Epochs = 200 }, 250);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(70)]
    public void Compute_FewCells_AreFiniteAndApart(int cells)
    {
        DenseMatrix<float> layout = Compute(Normal(cells, 3, 1), new CpuDevice());
        Assert.Equal((cells, 2), (layout.Rows, layout.Columns));
        Assert.All(layout.Values, x => Assert.True(float.IsFinite(x)));
        Assert.Equal(cells, Enumerable.Range(0, cells).Select(i => (layout[i, 0], layout[i, 1])).Distinct().Count());
    }

    [Fact]
    public void Compute_NoCells_IsEmpty() =>
        Assert.Equal(0, UmapLayout.Compute(new CpuDevice(), new NeighborTable(0, 30, [], []), new DenseMatrix<float>(0, 3), new UmapParameters(), StepProgress.None).Rows);

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Compute_CopiesOfOneCell_AreFinite(int copies) =>
        Assert.All(Compute(new DenseMatrix<float>(copies, 4), new CpuDevice()).Values, x => Assert.True(float.IsFinite(x)));

    [Fact]
    public void Compute_ThreeFarGroups_StayApart()
    {
        // 3 x 60 cells, no edge between groups: the graph is in three components.
        DenseMatrix<float> points = Normal(180, 4, 3);
        int[] group = Enumerable.Range(0, 180).Select(i => i % 3).ToArray();
        for (int i = 0; i < 180; i++) points[i, group[i]] += 100;
        using var device = new CpuDevice();
        Assert.Equal(3, ConnectedComponents.Count(FuzzyGraph.Build(device, BruteForce.Neighbors(points, 30))));
        Assert.True(LayoutQuality.Silhouette(Compute(points, device), group, 180) > 0.6);
    }

    [Fact]
    public void Compute_AnyThreads_SameBits()
    {
        DenseMatrix<float> points = Normal(700, 6, 4);
        using var one = new CpuDevice(1);
        using var two = new CpuDevice(2);
        Assert.Equal(Compute(points, one).Values, Compute(points, two).Values);
    }

    [Fact]
    public void Compute_ReferenceDevice_IsAsFaithfulAsTheCpu()
    {
        GraphSpectrumTests.Blobs(out DenseMatrix<float> points);
        using var reference = new ReferenceDevice();
        using var device = new CpuDevice();
        double slow = LayoutQuality.Trustworthiness(points, Compute(points, reference), 15, 400);
        double fast = LayoutQuality.Trustworthiness(points, Compute(points, device), 15, 400);
        Assert.Equal(slow, fast, 0.02);
    }

    [Fact]
    public void Compute_ImpossibleParameters_AreRefused()
    {
        NeighborTable neighbors = BruteForce.Neighbors(Normal(5, 2, 1), 5);
        foreach (UmapParameters wrong in new UmapParameters[] { new() { Epochs = 0 }, new() { NegativeSamples = -1 }, new() { LearningRate = 0 }, new() { MinDistance = 2 } })
            Assert.Throws<InvalidParameterException>(() => UmapLayout.Compute(new CpuDevice(), neighbors, new DenseMatrix<float>(5, 2), wrong, StepProgress.None));
    }

    [Fact]
    public void Compute_Cancelled_Stops()
    {
        DenseMatrix<float> points = Normal(300, 3, 1);
        Assert.Throws<OperationCanceledException>(() => UmapLayout.Compute(
            new CpuDevice(), BruteForce.Neighbors(points, 30), points, new UmapParameters(), StepProgress.None, new CancellationToken(canceled: true)));
    }

    private static DenseMatrix<float> Compute(DenseMatrix<float> points, ComputeDevice device) =>
        UmapLayout.Compute(device, BruteForce.Neighbors(points, 30), points, new UmapParameters(), StepProgress.None);

    private static DenseMatrix<float> Normal(int rows, int columns, ulong seed)
    {
        var points = new DenseMatrix<float>(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            var random = new Philox(seed, RandomPurpose.Test, (ulong)i);
            for (int c = 0; c < columns; c++) points[i, c] = (float)random.NextNormal();
        }

        return points;
    }

    private static void AsFaithful(ReferenceLayouts seurat, UmapParameters parameters, int sample)
    {
        using var device = new CpuDevice();
        using DeviceMatrix<float> points = device.Upload(seurat.Embedding);
        NeighborTable neighbors = device.NearestNeighbors(points, points, 30, DistanceMetric.Euclidean);
        DenseMatrix<float> layout = UmapLayout.Compute(device, neighbors, seurat.Embedding, parameters, StepProgress.None);
        double trust = LayoutQuality.Trustworthiness(seurat.Embedding, layout, 15, sample), reference = LayoutQuality.Trustworthiness(seurat.Embedding, seurat.Layout, 15, sample);
        Assert.True(trust >= reference - 0.007, $"Trustworthiness {trust:F4}, uwot's {reference:F4}.");
        double kept = LayoutQuality.NeighborsKept(seurat.Embedding, layout, 15, sample), referenceKept = LayoutQuality.NeighborsKept(seurat.Embedding, seurat.Layout, 15, sample);
        Assert.True(kept >= referenceKept - 0.01, $"Neighbours kept {kept:F4}, uwot {referenceKept:F4}.");
        double width = LayoutQuality.Silhouette(layout, seurat.Clusters, sample), referenceWidth = LayoutQuality.Silhouette(seurat.Layout, seurat.Clusters, sample);
        Assert.True(width >= referenceWidth - 0.05, $"Silhouette {width:F4}, uwot's {referenceWidth:F4}.");
    }
}
