using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Tenx;

/// <summary>Real Cell Ranger outputs and the data sets that lie beside a checkout.</summary>
public class TenxFixtureTests
{
    [SharedDataTheory]
    [InlineData("tenx_fixtures/1.2.0/filtered_gene_bc_matrices/hg19_chr21", 343, 12, 12L, 12.0)]
    [InlineData("tenx_fixtures/1.2.0/filtered_gene_bc_matrices", 343, 12, 12L, 12.0)]
    [InlineData("tenx_fixtures/3.0.0/filtered_feature_bc_matrix", 507, 1107, 23866L, 41549.0)]
    [InlineData("tenx_fixtures/3.0.0/filtered_feature_bc_matrix/matrix.mtx.gz", 507, 1107, 23866L, 41549.0)]
    [InlineData("tenx_fixtures/int-ids", 6, 5, 3L, 8.0)]
    [InlineData("tenx_fixtures/seurat_testdata", 240, 80, 4814L, 23110.0)]
    [InlineData("tenx_fixtures/seurat_testdata/cr3.0", 3, 5, 4L, 5610.0)]
    [InlineData("pbmc_small/mtx", 230, 80, 4456L, 19633.0)]
    [InlineData("pbmc3k_mtx", 13714, 2700, 2282976L, 6386518.0)]
    [InlineData("planted_lots/lots/T01", 2511, 400, 167419L, 509290.0)]
    public void Folder_Real_HasItsSizesAndSum(string path, int features, int cells, long nonZeros, double sum)
    {
        CellSource source = CellFiles.Open(SharedData.Path(path), new CellFileOptions());
        Assert.Equal((features, cells, nonZeros, sum), (source.Features.Count, source.CellCount, source.ReadBlocks(1000).Sum(b => b.Values.NonZeros), Sum(source)));
    }

    [SharedDataTheory]
    [InlineData("tenx_fixtures/3.0.0/filtered_feature_bc_matrix", "tenx_fixtures/3.0.0/filtered_feature_bc_matrix.h5", true)]
    [InlineData("tenx_fixtures/1.2.0/filtered_gene_bc_matrices", "tenx_fixtures/1.2.0/filtered_gene_bc_matrices_h5.h5", false)]
    [InlineData("pbmc3k_mtx", "pbmc3k_h5ad/pbmc3k_cellranger_v3_layout.h5", true)]
    [InlineData("pbmc3k_mtx", "pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad", true)]
    [InlineData("pbmc3k_mtx", "pbmc3k_h5ad/pbmc3k_csc_gzip.h5ad", true)]
    [InlineData("pbmc_small/mtx", "pbmc_small/pbmc_small.h5ad", true)]
    public void Folder_AndHdf5OfTheSameCells_AreEqual(string folder, string file, bool sameIds)
    {
        CellSource text = CellFiles.Open(SharedData.Path(folder), new CellFileOptions()), binary = CellFiles.Open(SharedData.Path(file), new CellFileOptions());
        Assert.Equal(text.Features.Names, binary.Features.Names);
        if (sameIds) Assert.Equal(text.Features.Ids, binary.Features.Ids);
        using IEnumerator<CellBlock> blocks = binary.ReadBlocks(500).GetEnumerator();
        foreach (CellBlock a in text.ReadBlocks(500))
        {
            Assert.True(blocks.MoveNext());
            CellBlock b = blocks.Current;
            Assert.Equal(a.Barcodes, b.Barcodes);
            Assert.Equal(a.Values.RowOffsets, b.Values.RowOffsets);
            int n = (int)a.Values.NonZeros;
            Assert.True(a.Values.ColumnIndices.AsSpan(0, n).SequenceEqual(b.Values.ColumnIndices.AsSpan(0, n)));
            Assert.True(a.Values.Values.AsSpan(0, n).SequenceEqual(b.Values.Values.AsSpan(0, n)));
        }

        Assert.False(blocks.MoveNext());
    }

    [SharedDataFact]
    public void Folder_IntegerIds_AreText()
    {
        CellSource source = CellFiles.Open(SharedData.Path("tenx_fixtures/int-ids"), new CellFileOptions());
        Assert.Equal(["574405", "574404", "574403", "574402", "100862323", "100862329"], source.Features.Ids);
        Cells cells = Cells.Of(source, 2);
        Assert.Equal([2, 2, 1], cells.BlockSizes);
        Assert.Equal([0, 0, 0, 6, 1, 1], cells.Values[2]);
    }

    [SharedDataFact]
    public void Folder_SeveralTypes_GivesGenesAndSaysWhatIsLeftOut()
    {
        var notes = new List<string>();
        CellSource source = CellFiles.Open(SharedData.Path("tenx_fixtures/seurat_testdata/cr3.0"), new CellFileOptions { Note = notes.Add });
        Assert.Equal(["RP11-34P13.3", "FAM138A", "FAM231B"], source.Features.Names);
        Assert.Contains("left out 2 of type 'Antibody Capture'", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal([110f, 0, 0, 4000f, 0], Cells.Of(source).Values.Select(v => v[0]));
    }

    [SharedDataFact]
    public void Folder_OtherTypeWanted_GivesThatOrSaysWhichThereAre()
    {
        string path = SharedData.Path("tenx_fixtures/seurat_testdata/cr3.0");
        CellSource source = CellFiles.Open(path, new CellFileOptions { FeatureType = "Antibody Capture" });
        Assert.Equal(["CD3", "CD19"], source.Features.Names);
        Assert.Equal([0, 70000f, 0, 5f, 3332f], Cells.Of(source).Values.Select(v => v[0]));
        Assert.Equal(5, CellFiles.Open(path, new CellFileOptions { FeatureType = null }).Features.Count);
        Assert.Contains("'Gene Expression', 'Antibody Capture'", Assert.Throws<NotFoundException>(() => CellFiles.Open(path, new CellFileOptions { FeatureType = "CRISPR" })).Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Folder_RepeatedIdsAndNames_GivesUniqueIdsAndSaysSo()
    {
        var notes = new List<string>();
        CellSource source = CellFiles.Open(SharedData.Path("tenx_fixtures/seurat_testdata"), new CellFileOptions { Note = notes.Add });
        Assert.Equal(source.Features.Count, source.Features.Ids.Distinct().Count());
        Assert.Contains("CD3D.1", source.Features.Ids);
        Assert.Contains("repeats", Assert.Single(notes), StringComparison.Ordinal);
    }

    private static double Sum(CellSource source)
    {
        double sum = 0;
        foreach (CellBlock block in source.ReadBlocks(777))
        {
            for (long i = 0; i < block.Values.NonZeros; i++) sum += block.Values.Values[i];
        }

        return sum;
    }
}
