using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Inspection;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Formats.Tests.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Layouts;

/// <summary>The same 3 genes and 5 cells as several tools lay them out.</summary>
public sealed class MatrixLayoutTests : IDisposable
{
    private static readonly (int Gene, int Cell, int Value)[] Entries = [(3, 1, 7), (1, 1, 2), (2, 3, 5), (3, 4, 1)];
    private static readonly float[][] Expected = [[2, 0, 7], [0, 0, 0], [0, 5, 0], [0, 0, 1], [0, 0, 0]];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", false)]
    [InlineData("GSM1_", true)]
    public void Bustools_FolderAndFile_AreCellsByGenes(string prefix, bool gzip)
    {
        string at = Bustools(prefix, 5);
        if (gzip) Compress(at);
        string file = Path.Combine(at, prefix + "cells_x_genes.mtx" + (gzip ? ".gz" : ""));
        foreach (string path in new[] { at, file, folder.Path })
        {
            var notes = new List<string>();
            CellSource source = CellFiles.Open(path, new CellFileOptions { Note = notes.Add });
            Assert.Equal(["G1.1", "G2.1", "G3.1"], source.Features.Ids);
            Assert.Equal(["AA", "G2.1", "MT-C"], source.Features.Names);
            Cells cells = Cells.Of(source);
            Assert.Equal(Expected, cells.Values);
            Assert.Equal("B3", cells.Barcodes[2]);
            Assert.Empty(notes);
            Assert.Equal(4, CellFiles.Parts(path).Count);
        }

        Assert.Equal("kallisto|bustools", FileInspector.Inspect(file).Kind);
    }

    [Fact]
    public void Bustools_SquareMatrix_IsReadAsTheToolWritesIt()
    {
        string at = folder.File("q");
        Write(at, "cells_x_genes.mtx", MatrixText.Of(3, 3, [(1, 3, 9)]));
        Write(at, "cells_x_genes.barcodes.txt", Lines("B", 3));
        Write(at, "cells_x_genes.genes.txt", Lines("G", 3));
        Assert.Equal([[0, 0, 9], [0, 0, 0], [0, 0, 0]], Cells.Of(CellFiles.Open(at, new CellFileOptions())).Values);
    }

    [Fact]
    public void Bustools_MatrixOfNascentMolecules_TakesTheNamesOfAll()
    {
        string at = Bustools("", 5);
        File.Copy(Path.Combine(at, "cells_x_genes.mtx"), Path.Combine(at, "cells_x_genes.nascent.mtx"));
        Assert.Equal(Expected, Cells.Of(CellFiles.Open(Path.Combine(at, "cells_x_genes.nascent.mtx"), new CellFileOptions())).Values);
        Assert.Contains("holds 2 matrices (cells_x_genes.mtx, cells_x_genes.nascent.mtx); give the path of one", Message(at), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cells_x_genes.genes.txt", "cells_x_genes.genes.txt")]
    [InlineData("cells_x_genes.barcodes.txt", "cells_x_genes.barcodes.txt")]
    public void Bustools_PartMissing_IsNamed(string missing, string named)
    {
        string at = Bustools("", 5);
        File.Delete(Path.Combine(at, missing));
        Assert.Contains("no " + named, Message(at), StringComparison.Ordinal);
        Assert.Contains("no " + named, Message(Path.Combine(at, "cells_x_genes.mtx")), StringComparison.Ordinal);
    }

    [Fact]
    public void Bustools_EquivalenceClasses_AreRefusedAsWhatTheyAre()
    {
        string at = Bustools("", 5);
        File.Move(Path.Combine(at, "cells_x_genes.genes.txt"), Path.Combine(at, "cells_x_genes.ec.txt"));
        Assert.Contains("equivalence classes", Message(at), StringComparison.Ordinal);
    }

    [Fact]
    public void Bustools_NamesOfAnotherNumber_AreBadData()
    {
        string at = Bustools("", 5);
        Write(at, "cells_x_genes.genes.names.txt", "AA\n");
        Assert.Contains("has 1 names, expected 3", Message(at), StringComparison.Ordinal);
        Write(at, "cells_x_genes.genes.names.txt", "AA\nBB\nCC\n");
        Write(at, "cells_x_genes.barcodes.txt", Lines("B", 4));
        Assert.Contains("does not fit 3 features (cells_x_genes.genes.txt) and 4 barcodes (cells_x_genes.barcodes.txt)", Message(at), StringComparison.Ordinal);
    }

    [Fact]
    public void Alevin_FolderAboveBesideOthers_IsFoundWithNames()
    {
        string run = folder.File("run"), at = Path.Combine(run, "af_quant", "alevin");
        Alevin(at, Lines("G", 3), Turned());
        Write(Path.Combine(run, "af_quant"), "gene_id_to_name.tsv", "G3\tMT-C\nG1\tAA\n");
        Write(Path.Combine(run, "af_map"), "map.rad", "x");
        CellSource source = CellFiles.Open(run, new CellFileOptions());
        Assert.Equal(["AA", "G2", "MT-C"], source.Features.Names);
        Assert.Equal(Expected, Cells.Of(source).Values);
        Assert.Equal("alevin-fry", FileInspector.Inspect(Path.Combine(at, "quants_mat.mtx")).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-S")]
    public void Alevin_SplicedUnsplicedAmbiguous_AddsSplicedAndAmbiguousAndSaysSo(string ending)
    {
        string at = folder.File("alevin");
        string genes = $"G1{ending}\nG2{ending}\nG1-U\nG2-U\nG1-A\nG2-A\n";
        Alevin(at, genes, MatrixText.Of(5, 6, [(1, 6, 4), (1, 1, 1), (1, 3, 100), (1, 5, 2), (1, 2, 8), (4, 5, 3), (5, 4, 9)]));
        var notes = new List<string>();
        CellSource source = CellFiles.Open(at, new CellFileOptions { Note = notes.Add });
        Assert.Equal(["G1", "G2"], source.Features.Ids);
        Assert.Equal([[3, 12], [0, 0], [0, 0], [3, 0], [0, 0]], Cells.Of(source).Values);
        Assert.Equal(Cells.Of(source).Values, Cells.Of(source, 2).Values);
        Assert.Contains("unspliced left out", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Alevin_ThirdsOfOtherNames_AreGenes()
    {
        string at = folder.File("alevin");
        Alevin(at, Lines("G", 3), Turned());
        Assert.Equal(3, CellFiles.Open(at, new CellFileOptions()).Features.Count);
    }

    [Theory]
    [InlineData("count_matrix.mtx", "all_genes.csv", "gene_id,gene_name,genome\nG1,AA,hg38\nG2,\"B,B\",hg38\nG3,MT-C,mm10\n")]
    [InlineData("DGE.mtx", "genes.csv", ",gene_id,gene_name,genome\n0,G1,AA,hg38\n1,G2,\"B,B\",hg38\n2,G3,MT-C,mm10\n")]
    public void SplitPipe_FolderWithSamples_GivesGroups(string matrix, string genes, string text)
    {
        string at = folder.File("all-sample/DGE_filtered");
        Write(at, matrix, Turned());
        Write(at, genes, text);
        Write(at, "cell_metadata.csv", "bc_wells,sample,species\n01_01,T1,hg\n01_02,T1,hg\n01_03,T2,hg\n01_04,T2,hg\n01_05,T2,hg\n");
        CellSource source = CellFiles.Open(folder.File("all-sample"), new CellFileOptions { GroupColumn = "sample" });
        Assert.Equal(["G1", "G2", "G3"], source.Features.Ids);
        Assert.Equal(["AA", "B,B", "MT-C"], source.Features.Names);
        Assert.Null(source.Features.Types);
        Cells cells = Cells.Of(source, 2);
        Assert.Equal(Expected, cells.Values);
        Assert.Equal(["01_01", "01_02", "01_03", "01_04", "01_05"], cells.Barcodes);
        Assert.Equal(["T1", "T1", "T2", "T2", "T2"], cells.Groups!);
        Assert.Contains("no column 'lot' in cell_metadata.csv", Assert.Throws<NotFoundException>(() => CellFiles.Open(at, new CellFileOptions { GroupColumn = "lot" })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("E-1.mtx", "E-1.mtx_rows", "E-1.mtx_cols", "G1\tG1\nG2\tG2\nG3\tG3\n")]
    [InlineData("GSE1_counts.mtx", "GSE1_genes.txt", "GSE1_barcodes.csv", "gene\nG1\nG2\nG3\n")]
    [InlineData("counts.mtx", "features.csv", "cells.txt", "\"\",\"x\"\n\"1\",\"G1\"\n\"2\",\"G2\"\n\"3\",\"G3\"\n")]
    public void Names_OfUsualFiles_AreReadEitherWay(string matrix, string genes, string cells, string text)
    {
        string at = folder.File("n");
        Write(at, genes, text);
        Write(at, cells, Lines("B", 5));
        foreach (string values in new[] { MatrixText.Of(3, 5, Entries), Turned() })
        {
            Write(at, matrix, values);
            CellSource source = CellFiles.Open(at, new CellFileOptions());
            Assert.Equal(["G1", "G2", "G3"], source.Features.Ids);
            Assert.Equal(Expected, Cells.Of(source).Values);
        }
    }

    [Fact]
    public void Names_OfASquareMatrix_AreRefusedWhenNoToolsLayoutDecides()
    {
        string at = folder.File("n");
        Write(at, "counts.mtx", MatrixText.Of(3, 3, [(1, 2, 5)]));
        Write(at, "genes.txt", Lines("G", 3));
        Write(at, "barcodes.txt", Lines("B", 3));
        Assert.Contains("square matrix (3 x 3)", Message(at), StringComparison.Ordinal);

        string tenx = MatrixText.WriteFolder(folder.File("t"), MatrixText.Of(3, 3, [(1, 2, 5)]), MatrixText.Features(3), MatrixText.Barcodes(3));
        Assert.Equal([[0, 0, 0], [5, 0, 0], [0, 0, 0]], Cells.Of(CellFiles.Open(tenx, new CellFileOptions())).Values);
    }

    [Fact]
    public void Matrix_SquareWithoutNames_IsRefused()
    {
        Write(folder.Path, "a.mtx", MatrixText.Of(4, 4, [(1, 2, 5)]));
        Assert.Contains("size line: a square matrix (4 x 4) without names", Message(folder.File("a.mtx")), StringComparison.Ordinal);
    }

    [Fact]
    public void Matrix_WithoutNames_IsAWarning()
    {
        Write(folder.Path, "a.mtx", MatrixText.Of(3, 5, Entries));
        var warnings = new List<string>();
        CellFiles.Open(folder.File("a.mtx"), new CellFileOptions { Warn = warnings.Add, Note = _ => Assert.Fail("a note") });
        Assert.Contains("no names beside the matrix", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Contains("holds a.mtx but no names", Message(folder.Path), StringComparison.Ordinal);
    }

    private static string Lines(string letter, int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"{letter}{i}\n"));

    private static string Turned() => MatrixText.Of(5, 3, [.. Entries.Select(e => (e.Cell, e.Gene, e.Value))]);

    private static void Write(string at, string name, string text)
    {
        Directory.CreateDirectory(at);
        File.WriteAllText(Path.Combine(at, name), text);
    }

    private static void Compress(string at)
    {
        foreach (string file in Directory.GetFiles(at))
        {
            File.WriteAllBytes(file + ".gz", GzipFiles.Compress(File.ReadAllBytes(file)));
            File.Delete(file);
        }
    }

    private static void Alevin(string at, string genes, string matrix)
    {
        Write(at, "quants_mat.mtx", matrix);
        Write(at, "quants_mat_cols.txt", genes);
        Write(at, "quants_mat_rows.txt", Lines("B", 5));
    }

    private static string Message(string path) => Assert.Throws<BadDataException>(() => CellFiles.Open(path, new CellFileOptions())).Message;

    private string Bustools(string prefix, int cells)
    {
        string at = folder.File("counts_unfiltered");
        Write(at, prefix + "cells_x_genes.mtx", Turned());
        Write(at, prefix + "cells_x_genes.barcodes.txt", Lines("B", cells));
        Write(at, prefix + "cells_x_genes.genes.txt", "G1.1\nG2.1\nG3.1\n");
        Write(at, prefix + "cells_x_genes.genes.names.txt", "AA\n\nMT-C\n");
        return at;
    }
}
