using System.Globalization;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Clusters;

public class SharedNeighborsTests
{
    private const double SeuratPrune = 1.0 / 15;

    private static readonly Lazy<CsrMatrix<double>> Covid = new(() => Graph("reference_seurat/covid_pca/knn20_exact_idx_1based.csv.gz"));

    [SharedDataFact]
    public void SharedNeighbors_Pbmc3k_EqualSeurat()
    {
        using var device = new CpuDevice();
        CsrMatrix<double> snn = device.SharedNeighbors(TestGraphs.ReadNeighbors(SharedData.Path("reference_seurat/pbmc3k/knn20_exact_idx_1based.csv.gz")), SeuratPrune);
        CsrMatrix<double> seurat = TestGraphs.ReadSymmetric(SharedData.Path("reference_seurat/pbmc3k/snn_exact.mtx.gz"));
        Assert.Equal(seurat.RowOffsets, snn.RowOffsets);
        Assert.Equal(seurat.ColumnIndices, snn.ColumnIndices);
        for (int e = 0; e < seurat.Values.Length; e++) Assert.Equal(seurat.Values[e], snn.Values[e], 1e-12);
    }

    [SharedDataFact]
    public void SharedNeighbors_PbmcSmall_EqualSeurat()
    {
        CsrMatrix<double> snn = PbmcSmall();
        GzipCsv seurat = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc_small/snn_k10.csv.gz"));
        for (int row = 0; row < snn.Rows; row++)
        {
            var dense = new double[snn.Columns];
            for (int e = 0; e < snn.RowIndices(row).Length; e++) dense[snn.RowIndices(row)[e]] = snn.RowValues(row)[e];
            for (int column = 0; column < snn.Columns; column++)
                Assert.Equal(double.Parse(seurat.Rows[row][column + 1], CultureInfo.InvariantCulture), dense[column], 1e-14);
        }
    }

    [SharedDataTheory]
    [InlineData("0.4")]
    [InlineData("0.8")]
    [InlineData("1")]
    [InlineData("1.5")]
    public void Louvain_PbmcSmall_EqualsSeurat(string resolution)
    {
        int[] labels = SeuratLouvain.Cluster(PbmcSmall(), double.Parse(resolution, CultureInfo.InvariantCulture)).Labels;
        Assert.Equal(TestGraphs.ReadLabels(SharedData.Path("reference_seurat/pbmc_small/clusters.csv.gz"), "louvain_" + resolution), labels);
    }

    [SharedDataTheory]
    [InlineData("0.2")]
    [InlineData("0.5")]
    [InlineData("1")]
    public void Louvain_Covid10kCells_EqualsSeurat(string resolution)
    {
        int[] labels = SeuratLouvain.Cluster(Covid.Value, double.Parse(resolution, CultureInfo.InvariantCulture)).Labels;
        Assert.Equal(TestGraphs.ReadLabels(SharedData.Path("reference_seurat/covid_pca/cells_clusters_umap.csv.gz"), "louvain_" + resolution), labels);
    }

    private static CsrMatrix<double> PbmcSmall() => Graph("reference_seurat/pbmc_small/knn10_idx_1based.csv.gz");

    private static CsrMatrix<double> Graph(string neighbors)
    {
        using var device = new CpuDevice();
        return device.SharedNeighbors(TestGraphs.ReadNeighbors(SharedData.Path(neighbors)), SeuratPrune);
    }
}
