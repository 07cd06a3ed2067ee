using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Clusters;

public class SeuratLouvainTests
{
    [SharedDataTheory]
    [InlineData(0.2, 7)]
    [InlineData(0.5, 9)]
    [InlineData(0.8, 11)]
    [InlineData(1.2, 12)]
    public void Cluster_Pbmc3kAnnoyGraph_EqualsSeurat(double resolution, int clusters)
    {
        CsrMatrix<double> snn = TestGraphs.ReadSymmetric(SharedData.Path("reference_seurat/pbmc3k/snn_annoy.mtx.gz"));
        Clustering found = SeuratLouvain.Cluster(snn, resolution);
        string column = FormattableString.Invariant($"louvain_{resolution}");
        Assert.Equal(TestGraphs.ReadLabels(SharedData.Path("reference_seurat/pbmc3k/cells_clusters_umap.csv.gz"), column), found.Labels);
        Assert.Equal(clusters, found.Clusters);
        Assert.Equal("louvain", found.Algorithm);
    }

    [Fact]
    public void Cluster_TwoCliques_AreTwoClusters()
    {
        Clustering found = SeuratLouvain.Cluster(TestGraphs.RingOfCliques(2, 5), 1);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], found.Labels);
    }

    [Fact]
    public void Cluster_LooseCell_JoinsTheClusterOfHighestMeanWeight()
    {
        // One clique of 8 and five of 5; the loose cell touches all so evenly that it stays alone. By sum it would join the clique of 8.
        var edges = new List<(int, int, double)> { (33, 0, 0.03), (33, 1, 0.03), (33, 8, 0.05), (33, 13, 0.03), (33, 18, 0.03), (33, 23, 0.03), (33, 28, 0.03) };
        int[] cliques = [.. Enumerable.Repeat(0, 8), .. Enumerable.Range(0, 25).Select(i => 1 + (i / 5))];
        for (int a = 0; a < 33; a++)
            for (int b = a + 1; b < 33; b++)
                if (cliques[a] == cliques[b]) edges.Add((a, b, 1));
        CsrMatrix<double> graph = TestGraphs.FromEdges(34, edges);
        Assert.Equal([.. cliques, 6], SeuratLouvain.Cluster(graph, 2, groupSingletons: false).Labels);
        Assert.Equal([.. cliques, 1], SeuratLouvain.Cluster(graph, 2).Labels);
    }

    [Fact]
    public void Cluster_IsolatedCells_JoinAsRDrawsThem()
    {
        // Both clusters tie at mean weight 0; R's set.seed(1); sample(2, 1) is 1, the cluster that appears first.
        var edges = new List<(int, int, double)> { (1, 2, 1), (1, 3, 1), (2, 3, 1), (4, 5, 1), (4, 6, 1), (5, 6, 1), (4, 7, 1), (5, 7, 1), (6, 7, 1) };
        Clustering found = SeuratLouvain.Cluster(TestGraphs.FromEdges(8, edges), 1);
        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0], found.Labels);
    }

    [Fact]
    public void Cluster_RandomGraphs_AreNoWorseThanSingleCellsAndRepeatable() =>
        Prop.ForAll(GraphCases.Arbitrary, graph =>
        {
            CsrMatrix<double> matrix = graph.Matrix;
            Clustering found = SeuratLouvain.Cluster(matrix, graph.Resolution, starts: 2, groupSingletons: false);
            Assert.Equal(found.Clusters, found.Labels.Distinct().Count());
            int[] sizes = found.Labels.CountBy(l => l).OrderBy(p => p.Key).Select(p => p.Value).ToArray();
            Assert.Equal(sizes.OrderDescending(), sizes);
            Assert.True(found.Quality >= RbQuality.Of(matrix, Enumerable.Range(0, matrix.Rows).ToArray(), graph.Resolution) - 1e-9);
            Assert.Equal(found.Labels, SeuratLouvain.Cluster(matrix, graph.Resolution, starts: 2, groupSingletons: false).Labels);
        }).CheckSeeds();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Cluster_NoEdges_KeepsCellsApart(int cells)
    {
        Clustering found = SeuratLouvain.Cluster(TestGraphs.FromEdges(cells, []), 0.8);
        Assert.Equal(Enumerable.Range(0, cells), found.Labels);
        Assert.Equal(cells, found.Clusters);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Cluster_ImpossibleResolution_IsRefused(double resolution) =>
        Assert.Throws<InvalidParameterException>(() => SeuratLouvain.Cluster(TestGraphs.RingOfCliques(2, 3), resolution));

    [Fact]
    public void Cluster_CancelledRun_Stops() =>
        Assert.Throws<OperationCanceledException>(() => SeuratLouvain.Cluster(TestGraphs.RingOfCliques(3, 4), 1, cancellation: new CancellationToken(true)));
}
