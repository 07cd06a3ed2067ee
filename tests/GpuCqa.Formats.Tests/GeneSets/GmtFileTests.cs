using System.IO.Compression;
using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Core.GeneSets;
using GpuCqa.Formats.GeneSets;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.GeneSets;

public sealed class GmtFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lines_BecomeSets()
    {
        GeneSetLibrary read = Read("CYTOTOXICITY\tGO:1\tNKG7\tGNLY\tGZMB\nECM\t\tCOL1A1\tFN1\n");
        Assert.Equal("sets", read.Name);
        Assert.Equal([("CYTOTOXICITY", "GO:1", "NKG7 GNLY GZMB"), ("ECM", "", "COL1A1 FN1")], read.Sets.Select(s => (s.Name, s.Description, string.Join(' ', s.Genes))));
        Assert.Empty(read.Notes);
    }

    [Fact]
    public void MessyFile_IsReadAndWhatWasPassedOverIsSaid()
    {
        GeneSetLibrary read = Read("\uFEFFA\tx\tG1\tG2\t\t\t\r\n\r\n   \r\nB\t\tG1\tG1\tG3 \tG2,0.5\r\nA\tother\tG2\tG1\r\nA\tx\tG9\t\r\n\"C\"\tempty\t\t\r\n");
        Assert.Equal([("A", "G1 G2"), ("B", "G1 G3 G2"), ("A (line 6)", "G9")], Sets(read));
        Assert.Equal(
        [
            "Gene sets sets: 1 line without a gene was passed over.", "Gene sets sets: 1 gene named twice in a set counts once.", "Gene sets sets: 1 weight behind a gene was passed over.",
            "Gene sets sets: 1 set given twice with the same genes counts once.", "Gene sets sets: 1 set with the name of an earlier one and other genes (A) has its line in the name.",
        ], read.Notes);

        static IEnumerable<(string, string)> Sets(GeneSetLibrary read) => read.Sets.Select(s => (s.Name, string.Join(' ', s.Genes)));
    }

    [Theory]
    [InlineData("A\tx\tG1\nNKG7\n", "line 2: has no tab: 'NKG7'")]
    [InlineData("A\tx\tG1\n\tx\tG1\n", "line 2: the set has no name")]
    [InlineData("A\tx\tG1\rB\tx\tG2\n", "line 1: holds a carriage return")]
    [InlineData("set,gene\nA,G1\n", "line 1: has no tab: 'set,gene'")]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("A\tx\nB\tx\t\t\n", "none of its 2 sets has a gene")]
    [InlineData("A\tx\tG1\0\n", "line 1: holds a zero byte")]
    public void BadFile_IsRefusedWithItsLine(string text, string finding)
    {
        var error = Assert.Throws<BadDataException>(() => Read(text));
        Assert.StartsWith(folder.File("sets.gmt"), error.Message, StringComparison.Ordinal);
        Assert.Contains(finding, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsRefused() => Assert.Throws<BadDataException>(() => GmtFile.Read(folder.File("none.gmt")));

    [Fact]
    public void Gzip_IsReadTheSame()
    {
        string path = folder.File("GO BP (human).gmt.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes("A\tx\tG1\n"));
        GeneSetLibrary read = GmtFile.Read(path);
        Assert.Equal("GO_BP__human_", read.Name);
        Assert.Equal("G1", read.Sets.Single().Genes.Single());
    }

    [SharedDataTheory]
    [InlineData("GO_BP_human_all_propagated.gmt.gz", 9373, "oxidative phosphorylation (GO:0006119)", 147)]
    [InlineData("wikipathways_v7.2_symbols.gmt.gz", 500, null, 0)]
    [InlineData("ReactomePathways_2021.gmt.gz", 1448, null, 0)]
    public void PublicCollections_AreReadWhole(string file, int sets, string? set, int genes)
    {
        GeneSetLibrary read = GmtFile.Read(SharedData.Path("genesets/" + file));
        Assert.Equal(sets, read.Sets.Count);
        if (set is not null) Assert.Equal(genes, read.Sets.Single(s => s.Name == set).Genes.Length);
    }

    private GeneSetLibrary Read(string text)
    {
        File.WriteAllText(folder.File("sets.gmt"), text);
        return GmtFile.Read(folder.File("sets.gmt"));
    }
}
