using GpuCqa.Core.Errors;
using GpuCqa.Formats.Inspection;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Inspection;

public sealed class FileInspectorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Inspect_Folder_SaysSizesAndSpreads()
    {
        string at = MatrixText.WriteFolder(folder.File("m"), MatrixText.Of(3, 4, [(1, 1, 2), (3, 1, 7), (2, 3, 5), (1, 4, 0)]), MatrixText.Features(3), MatrixText.Barcodes(4));
        FileInspection found = FileInspector.Inspect(at);
        Assert.Equal("10x folder, v3", found.Kind);
        Assert.Equal(("4", "3", "4", "3"), (Value(found, "cells"), Value(found, "features"), Value(found, "entries"), Value(found, "non-zeros")));
        Assert.Equal("0 to 9, median 2.5", Value(found, "counts per cell"));
        Assert.Equal("Gene Expression: 3 features", Value(found, "feature type"));
        Assert.Equal("ENSG00001 (G1), ENSG00002 (G2), ENSG00003 (G3)", Value(found, "first features"));
        Assert.Contains("2 cells have no counts.", found.Warnings);
    }

    [Fact]
    public void Inspect_FolderWithBadValues_WarnsWithTheLine()
    {
        string at = MatrixText.WriteFolder(folder.File("m"), MatrixText.Banner + "3 4 1\n1 1 2.5\n", MatrixText.Features(3), MatrixText.Barcodes(4));
        Assert.Contains("matrix.mtx: line 4: the value '2.5' is not a whole number", Assert.Single(FileInspector.Inspect(at).Refusals), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 70, true)]
    [InlineData(60, 40, false)]
    public void Inspect_MatrixOfAllBarcodes_WarnsThatItLooksUnfiltered(int cells, int droplets, bool warned)
    {
        (int, int, int)[] entries = [.. Enumerable.Range(1, cells + droplets).Select(c => (1, c, c <= cells ? 60 + (c % 20) : 1))];
        string at = MatrixText.WriteFolder(folder.File("m"), MatrixText.Of(3, cells + droplets, entries), MatrixText.Features(3), MatrixText.Barcodes(cells + droplets));
        FileInspection found = FileInspector.Inspect(at);
        Assert.Equal(warned, found.Warnings.Any(w => w.Contains("unfiltered", StringComparison.Ordinal)));
        Assert.Empty(found.Refusals);
    }

    [Fact]
    public void Inspect_Table_SaysWhatEachColumnIs()
    {
        File.WriteAllText(folder.File("t.csv"), "cell,well,f1,f2\na,A1,1,3\nb,A2,-2,3\n");
        FileInspection found = FileInspector.Inspect(folder.File("t.csv"));
        Assert.Equal("feature table, comma-separated, one row a cell", found.Kind);
        Assert.Equal(("cell", "2", "2", "f1, f2", "a, b"), (Value(found, "id column"), Value(found, "features"), Value(found, "cells"), Value(found, "first features"), Value(found, "first cells")));
        Assert.Equal("well: 2 values (A1, A2)", Value(found, "metadata column"));
        Assert.Contains("1 features have one value in all cells (f2)", Assert.Single(found.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_Sheet_SaysRolesAndReadouts()
    {
        File.WriteAllText(folder.File("s.csv"), "lot,path,role,vegf,note\nA,s.csv,,1,x\nB,s.csv,test,3,\n");
        FileInspection found = FileInspector.Inspect(folder.File("s.csv"));
        Assert.Equal("cohort sheet", found.Kind);
        Assert.Equal(["train: 1 lot (A)", "test: 1 lot (B)"], found.Lines.Where(l => l.Title == "role").Select(l => l.Value));
        Assert.Equal("vegf: 2 lots, 1 to 3, median 2", Value(found, "possible readout"));
        Assert.Equal("note: text", Value(found, "column"));
    }

    [Fact]
    public void Inspect_Missing_IsBadData() => Assert.Throws<BadDataException>(() => FileInspector.Inspect(folder.File("none")));

    [SharedDataTheory]
    [InlineData("pbmc3k_mtx", "10x folder, v2", "2700")]
    [InlineData("tenx_fixtures/seurat_testdata/cr3.0", "10x folder, v3", "5")]
    [InlineData("tenx_fixtures/3.0.0/filtered_feature_bc_matrix.h5", "10x HDF5, v3 (Cell Ranger 3 and later)", null)]
    [InlineData("morphology_tcell_6donors/cellprofiler_features.csv.gz", "feature table, comma-separated, one row a cell", "852")]
    [InlineData("planted_lots/cohort.csv", "cohort sheet", null)]
    public void Inspect_Real_SaysItsKind(string path, string kind, string? cells)
    {
        FileInspection found = FileInspector.Inspect(SharedData.Path(path));
        Assert.Equal(kind, found.Kind);
        if (cells is not null) Assert.Equal(cells, Value(found, "cells"));
    }

    private static string Value(FileInspection found, string title) => found.Lines.First(l => l.Title == title).Value;
}
