using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Formats.Tests.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Layouts;

/// <summary>Files of names as R's write.table, write.csv and writeLines leave them.</summary>
public sealed class QuotedNameTests : IDisposable
{
    private static readonly string Matrix = MatrixText.Of(3, 2, [(1, 1, 7), (3, 2, 2)]);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("\"E1\"\t\"A\"\t\"Gene Expression\"\n\"E2\"\t\"B\"\t\"Gene Expression\"\n\"E3\"\t\"MT-C\"\t\"Gene Expression\"\n", "\"B1\"\n\"B2\"\n", 0)]
    [InlineData("\"1\"\t\"E1\"\t\"A\"\t\"Gene Expression\"\n\"2\"\t\"E2\"\t\"B\"\t\"Gene Expression\"\n\"3\"\t\"E3\"\t\"MT-C\"\t\"Gene Expression\"\n", "\"1\"\t\"B1\"\n\"2\"\t\"B2\"\n", 2)]
    [InlineData("\"V1\"\t\"V2\"\t\"V3\"\n\"1\"\t\"E1\"\t\"A\"\t\"Gene Expression\"\n\"2\"\t\"E2\"\t\"B\"\t\"Gene Expression\"\n\"3\"\t\"E3\"\t\"MT-C\"\t\"Gene Expression\"\n", "\"x\"\n\"1\" \"B1\"\n\"2\" \"B2\"\n", 2)]
    [InlineData("\"E1\" \"A\" \"Gene Expression\"\r\n\"E2\" \"B\" \"Gene Expression\"\r\n\"E3\" \"MT-C\" \"Gene Expression\"\r\n", "\"B1\"\r\n\"B2\"\r\n", 0)]
    [InlineData("gene_id\tsymbol\ttype\nE1\tA\tGene Expression\nE2\tB\tGene Expression\nE3\tMT-C\tGene Expression\n", "barcode\nB1\nB2\n", 2)]
    public void Folder_WrittenByR_IsReadAsWithoutQuotes(string features, string barcodes, int told)
    {
        foreach (bool gzip in new[] { false, true })
        {
            var notes = new List<string>();
            CellSource source = CellFiles.Open(Folder(features, barcodes, gzip), new CellFileOptions { Note = notes.Add });
            Assert.Equal(["E1", "E2", "E3"], source.Features.Ids);
            Assert.Equal(["A", "B", "MT-C"], source.Features.Names);
            Assert.Equal(["Gene Expression", "Gene Expression", "Gene Expression"], source.Features.Types!);
            Cells cells = Cells.Of(source);
            Assert.Equal(["B1", "B2"], cells.Barcodes);
            Assert.Equal([[7, 0, 0], [0, 0, 2]], cells.Values);
            Assert.Equal(told, notes.Count);
        }
    }

    [Fact]
    public void Quotes_InsideANameOrOnOneSide_AreLetters()
    {
        CellSource source = CellFiles.Open(Folder("\"E1\"\t\"a\"\"b\"\n\"E2\"\t\"a\\\"c\"\nE3\t5\"-x\n", "B1\nB2\n", false), new CellFileOptions());
        Assert.Equal(["a\"b", "a\"c", "5\"-x"], source.Features.Names);
    }

    [Theory]
    [InlineData("\"E1\"\n\"\"\n\"E3\"\n", "B1\nB2\n", "features.tsv: line 2: the feature id is empty")]
    [InlineData("E1\nE2\nE3\n", "\"B1\"\nB1\n", "barcodes.tsv: line 2: the barcode 'B1' is already on line 1")]
    [InlineData("E0\nE1\nE2\nE3\n", "B1\nB2\n", "does not fit 4 features")]
    public void Names_ThatAreWrong_AreStillRefused(string features, string barcodes, string finding) =>
        Assert.Contains(finding, Assert.Throws<BadDataException>(() => CellFiles.Open(Folder(features, barcodes, false), new CellFileOptions())).Message, StringComparison.Ordinal);

    [Fact]
    public void Features_NamedByRowNumbersOnly_AreAWarning()
    {
        var warnings = new List<string>();
        CellFiles.Open(Folder("1\n2\n3\n", "B1\nB2\n", false), new CellFileOptions { Warn = warnings.Add });
        Assert.Contains("row numbers only", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private string Folder(string features, string barcodes, bool gzip)
    {
        string at = folder.File("m");
        if (Directory.Exists(at)) Directory.Delete(at, recursive: true);
        MatrixText.WriteFolder(at, Matrix, features, barcodes);
        if (!gzip) return at;
        foreach (string file in Directory.GetFiles(at))
        {
            File.WriteAllBytes(file + ".gz", GzipFiles.Compress(File.ReadAllBytes(file)));
            File.Delete(file);
        }

        return at;
    }
}
