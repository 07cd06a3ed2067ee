using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public class Pbmc3kTests
{
    private static string Csr => SharedData.Path("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad");

    [SharedDataFact]
    public void H5ad_Csr_EqualsMatrixMarket()
    {
        string folder = SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices/hg19");
        if (!Directory.Exists(folder)) folder = Directory.GetDirectories(SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices")).DefaultIfEmpty(SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices")).First();
        CellSource source = Hdf5CellFiles.Open(Csr, new CellFileOptions());
        ReadCells read = ReadCells.From(source, 1000);
        ReadCells.AssertSame(MatrixMarketReference.Read(Directory.GetFiles(folder, "matrix.mtx*").Single()), read.Values);
        Assert.Equal(2_282_976, read.Values.NonZeros);
        using TextReader barcodes = GzipCsv.Open(Directory.GetFiles(folder, "barcodes.tsv*").Single());
        Assert.All(read.Barcodes, b => Assert.Equal(barcodes.ReadLine(), b));
    }

    [SharedDataTheory]
    [InlineData("pbmc3k_h5ad/pbmc3k_csc_gzip.h5ad", 700)]
    [InlineData("pbmc3k_h5ad/pbmc3k_csc_gzip.h5ad", 100_000)]
    [InlineData("pbmc3k_h5ad/pbmc3k_cellranger_v3_layout.h5", 333)]
    public void OtherLayout_OfTheSameCells_EqualsCsr(string file, int maxCells)
    {
        ReadCells expected = ReadCells.From(Hdf5CellFiles.Open(Csr, new CellFileOptions()));
        CellSource source = Hdf5CellFiles.Open(SharedData.Path(file), new CellFileOptions());
        ReadCells.AssertSame(expected, ReadCells.From(source, maxCells));
        Assert.Equal(13_714, source.Features.Count);
    }

    [SharedDataFact]
    public void H5ad_Dense_EqualsItsSparseLayer()
    {
        string path = SharedData.Path("pbmc3k_h5ad/pbmc3k_400cells_dense.h5ad");
        ReadCells dense = ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions()), 33);
        ReadCells layer = ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions { Layer = "counts" }), 400);
        ReadCells.AssertSame(layer, dense);
        Assert.Equal(233_251, dense.Values.NonZeros);
    }

    [SharedDataFact]
    public void H5ad_GroupColumn_GivesTheCategoryOfEachCell()
    {
        var labels = GzipCsv.Read(SharedData.Path("pbmc3k_mtx/pbmc3k_celltype.csv"));
        ReadCells read = ReadCells.From(Hdf5CellFiles.Open(Csr, new CellFileOptions { GroupColumn = "cell_type" }));
        string[] expected = labels.Text(labels.Header[1]);
        Assert.Equal(2638, read.Groups!.Count(g => g.Length > 0));
        Assert.Equal(expected.Select(e => e == "NA" ? "" : e), read.Groups!);
    }

    [SharedDataFact]
    public void H5ad_GroupColumnOfNumbers_IsInvariantText()
    {
        ReadCells read = ReadCells.From(Hdf5CellFiles.Open(Csr, new CellFileOptions { GroupColumn = "n_counts" }));
        Assert.Equal("2419", read.Groups![0]);
    }
}
