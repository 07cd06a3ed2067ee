using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public class TenxHdf5Tests
{
    private static string Fixture(string name) => SharedData.Path("tenx_fixtures/" + name);

    [SharedDataFact]
    public void Version3_Matrix_EqualsItsMatrixMarketFolder()
    {
        CellSource source = Hdf5CellFiles.Open(Fixture("3.0.0/filtered_feature_bc_matrix.h5"), new CellFileOptions());
        ReadCells read = ReadCells.From(source, 250);
        ReadCells.AssertSame(MatrixMarketReference.Read(Fixture("3.0.0/filtered_feature_bc_matrix/matrix.mtx.gz")), read.Values);
        Assert.Equal((507, 1107, 23_866), (source.Features.Count, read.Barcodes.Length, read.Values.NonZeros));
        Assert.All(source.Features.Types!, t => Assert.Equal("Gene Expression", t));
        using TextReader features = GzipCsv.Open(Fixture("3.0.0/filtered_feature_bc_matrix/features.tsv.gz"));
        for (int i = 0; i < source.Features.Count; i++)
        {
            string[] line = features.ReadLine()!.Split('\t');
            Assert.Equal((line[0], line[1]), (source.Features.Ids[i], source.Features.Names[i]));
        }
    }

    [SharedDataFact]
    public void Version2_OneGenome_EqualsItsMatrixMarketFolder()
    {
        CellSource source = Hdf5CellFiles.Open(Fixture("1.2.0/filtered_gene_bc_matrices_h5.h5"), new CellFileOptions());
        ReadCells read = ReadCells.From(source, 5);
        ReadCells.AssertSame(MatrixMarketReference.Read(Fixture("1.2.0/filtered_gene_bc_matrices/hg19_chr21/matrix.mtx")), read.Values);
        Assert.Equal("AACACGTGTACGCTGC-1", read.Barcodes[0]);
    }

    [SharedDataFact]
    public void Version2_SeveralGenomes_AsksWhich()
    {
        var error = Assert.Throws<InvalidParameterException>(() => Hdf5CellFiles.Open(Fixture("1.2.0/multiple_genomes.h5"), new CellFileOptions()));
        Assert.Contains("'another_genome', 'hg19_chr21'", error.Message, StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("hg19_chr21", "DSCAM", 12)]
    [InlineData("another_genome", "gene_0", 13)]
    public void Version2_GenomeGiven_ReadsIt(string genome, string firstGene, double total)
    {
        CellSource source = Hdf5CellFiles.Open(Fixture("1.2.0/multiple_genomes.h5"), new CellFileOptions { Genome = genome });
        Assert.Equal(firstGene, source.Features.Names[0]);
        Assert.Equal(total, ReadCells.From(source).Sum);
    }

    [SharedDataFact]
    public void Version2_UnknownGenome_IsNotFound()
    {
        Assert.Throws<NotFoundException>(() => Hdf5CellFiles.Open(Fixture("1.2.0/multiple_genomes.h5"), new CellFileOptions { Genome = "mm10" }));
    }

    [SharedDataFact]
    public void Loom_WhichIsHdf5Too_IsRefusedByLayout()
    {
        var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(SharedData.Path("pbmc_small/pbmc_small_loompy.loom"), new CellFileOptions()));
        Assert.Contains("neither a 10x matrix nor h5ad", error.Message, StringComparison.Ordinal);
    }
}
