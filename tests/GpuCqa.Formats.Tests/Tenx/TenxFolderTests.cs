using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tests.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Tenx;

public sealed class TenxFolderTests : IDisposable
{
    private static readonly (int Row, int Column, int Value)[] Entries = [(3, 1, 7), (1, 1, 2), (2, 3, 5), (3, 4, 1)];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folder_EmptyCells_AreRowsWithoutEntries()
    {
        Cells cells = Read(MatrixText.Of(3, 5, Entries));
        Assert.Equal([[2, 0, 7], [0, 0, 0], [0, 5, 0], [0, 0, 1], [0, 0, 0]], cells.Values);
    }

    [Fact]
    public void Folder_ReadTwice_GivesTheSame()
    {
        CellSource source = Open(MatrixText.Of(3, 5, Entries));
        Assert.Equal(Cells.Of(source).Values, Cells.Of(source, 2).Values);
    }

    [Fact]
    public void Folder_Gzip_ReadsTheSame()
    {
        string at = MatrixText.WriteFolder(folder.File("g"), MatrixText.Of(3, 5, Entries), MatrixText.Features(3), MatrixText.Barcodes(5));
        foreach (string file in Directory.GetFiles(at))
        {
            File.WriteAllBytes(file + ".gz", GzipFiles.Compress(File.ReadAllBytes(file)));
            File.Delete(file);
        }

        Assert.Equal(Read(MatrixText.Of(3, 5, Entries)).Values, Cells.Of(CellFiles.Open(at, new CellFileOptions())).Values);
    }

    [Fact]
    public void Folder_CellsByFeatures_IsTurnedAndSaid()
    {
        var notes = new List<string>();
        var turned = Entries.Select(e => (e.Column, e.Row, e.Value)).ToArray();
        float[][] expected = Read(MatrixText.Of(3, 5, Entries)).Values;
        Assert.Equal(expected, Cells.Of(Open(MatrixText.Of(5, 3, turned), note: notes.Add)).Values);
        Assert.Contains("cells x features", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_PrefixedFiles_AreFoundWhenThereIsOnePrefix()
    {
        string at = MatrixText.WriteFolder(folder.File("p"), MatrixText.Of(3, 5, Entries), MatrixText.Features(3), MatrixText.Barcodes(5));
        foreach (string file in Directory.GetFiles(at)) File.Move(file, Path.Combine(at, "GSM123_" + Path.GetFileName(file)));
        Assert.Equal(3, CellFiles.Open(at, new CellFileOptions()).Features.Count);

        foreach (string file in Directory.GetFiles(at)) File.Copy(file, file.Replace("GSM123_", "GSM124_", StringComparison.Ordinal));
        string message = Assert.Throws<BadDataException>(() => CellFiles.Open(at, new CellFileOptions())).Message;
        Assert.Contains("GSM123_matrix.mtx, GSM124_matrix.mtx", message, StringComparison.Ordinal);
        Assert.Equal(5, CellFiles.Open(Path.Combine(at, "GSM124_matrix.mtx"), new CellFileOptions()).CellCount);
    }

    [Fact]
    public void Folder_HiddenFiles_AreNotParts()
    {
        string at = MatrixText.WriteFolder(folder.File("h"), MatrixText.Of(3, 5, Entries), MatrixText.Features(3), MatrixText.Barcodes(5));
        foreach (string file in Directory.GetFiles(at)) File.Move(file, Path.Combine(at, "S1_" + Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(at, "._S1_matrix.mtx"), "Mac");
        Assert.Equal(5, CellFiles.Open(at, new CellFileOptions()).CellCount);
    }

    [Fact]
    public void Folder_LinkedToItself_IsBadData()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(folder.File("loop"));
        Directory.CreateSymbolicLink(Path.Combine(folder.File("loop"), "again"), folder.File("loop"));
        Assert.Throws<BadDataException>(() => CellFiles.Open(folder.File("loop"), new CellFileOptions()));
    }

    [Fact]
    public void Folder_GenomeFolders_AreChosenByName()
    {
        string top = folder.File("filtered_gene_bc_matrices");
        MatrixText.WriteFolder(Path.Combine(top, "hg19"), MatrixText.Of(3, 5, Entries), MatrixText.Features(3), MatrixText.Barcodes(5));
        Assert.Equal(5, CellFiles.Open(top, new CellFileOptions()).CellCount);
        MatrixText.WriteFolder(Path.Combine(top, "mm10"), MatrixText.Of(2, 1, []), MatrixText.Features(2), MatrixText.Barcodes(1));
        Assert.Equal(1, CellFiles.Open(top, new CellFileOptions { Genome = "mm10" }).CellCount);
        Assert.Contains("2 folders (hg19, mm10)", Assert.Throws<BadDataException>(() => CellFiles.Open(top, new CellFileOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matrix_Bare_IsNumberedAndSaid()
    {
        var notes = new List<string>();
        File.WriteAllText(folder.File("counts.mtx"), MatrixText.Of(3, 5, Entries));
        CellSource source = CellFiles.Open(folder.File("counts.mtx"), new CellFileOptions { Note = notes.Add });
        Assert.Equal(["feature_1", "feature_2", "feature_3"], source.Features.Ids);
        Assert.Equal(["cell_3", "cell_4"], source.ReadBlocks(2).ElementAt(1).Barcodes);
        Assert.Single(notes);
    }

    [Theory]
    [InlineData("matrix.mtx")]
    [InlineData("features.tsv")]
    [InlineData("barcodes.tsv")]
    public void Folder_PartMissing_IsBadDataThatNamesIt(string part)
    {
        string at = MatrixText.WriteFolder(folder.File("m"), MatrixText.Of(3, 5, Entries), MatrixText.Features(3), MatrixText.Barcodes(5));
        File.Delete(Path.Combine(at, part));
        Assert.Contains(part, Assert.Throws<BadDataException>(() => CellFiles.Open(at, new CellFileOptions())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(2, 5)]
    [InlineData(5, 5)]
    public void Folder_NamesThatDoNotFit_AreBadData(int features, int barcodes)
    {
        string at = MatrixText.WriteFolder(folder.File("m"), MatrixText.Of(3, 5, Entries), MatrixText.Features(features), MatrixText.Barcodes(barcodes));
        string message = Assert.Throws<BadDataException>(() => CellFiles.Open(at, new CellFileOptions())).Message;
        Assert.Contains($"3 x 5 does not fit {features} features (features.tsv) and {barcodes} barcodes (barcodes.tsv)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Barcodes_Repeated_AreBadDataWithBothLines()
    {
        string message = Assert.Throws<BadDataException>(() => Open(MatrixText.Of(3, 3, []), barcodes: "A-1\nB-1\nA-1\n")).Message;
        Assert.Contains("barcodes.tsv: line 3: the barcode 'A-1' is already on line 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_TypeInSomeRowsOnly_IsBadData() =>
        Assert.Throws<BadDataException>(() => Open(MatrixText.Of(2, 5, []), features: "E1\tA\tGene Expression\nE2\tB\n"));

    [Fact]
    public void Features_RepeatedIds_GetEndingsThatAreFree()
    {
        CellSource source = Open(MatrixText.Of(4, 5, []), features: "A\nA\nA.1\nA\n");
        Assert.Equal(["A", "A.2", "A.1", "A.3"], source.Features.Ids);
    }

    [Fact]
    public void GroupColumn_OfAFolder_IsNotFound()
    {
        string at = MatrixText.WriteFolder(folder.File("m"), MatrixText.Of(3, 5, Entries), MatrixText.Features(3), MatrixText.Barcodes(5));
        Assert.Contains("'donor'", Assert.Throws<NotFoundException>(() => CellFiles.Open(at, new CellFileOptions { GroupColumn = "donor" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_ThatDoesNotExist_IsBadData() =>
        Assert.Contains("no such file or folder", Assert.Throws<BadDataException>(() => CellFiles.Open(folder.File("none"), new CellFileOptions())).Message, StringComparison.Ordinal);

    [Fact]
    public void File_OfUnknownBytes_IsBadData()
    {
        File.WriteAllBytes(folder.File("x.rds"), GzipFiles.Compress([1, 0, 0, 2, 3]));
        Assert.Contains("neither text nor HDF5", Assert.Throws<BadDataException>(() => CellFiles.Open(folder.File("x.rds"), new CellFileOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadBlocks_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        CellSource source = Open(MatrixText.Of(3, 5, Entries));
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => source.ReadBlocks(1, stop.Token).Count());
    }

    private CellSource Open(string matrix, string? features = null, string? barcodes = null, Action<string>? note = null) =>
        CellFiles.Open(MatrixText.WriteFolder(folder.File("m"), matrix, features ?? MatrixText.Features(3), barcodes ?? MatrixText.Barcodes(5)), new CellFileOptions { Note = note });

    private Cells Read(string matrix) => Cells.Of(Open(matrix));
}
