using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Hdf5.Matrices;
using GpuCqa.Formats.Hdf5.Storage;
using GpuCqa.Formats.Hdf5.Writing;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>Unusual but lawful files.</summary>
public class LayoutVariantTests
{
    private static readonly float[] whole = [1, 0, 0, 2, 0, 3, 0, 0, 4, 0, 5, 0];

    [Fact]
    public void Rows_Unsorted_AreSorted()
    {
        ReadCells read = Read(new H5adParts { Data = [2, 1, 3, 5, 4], Indices = [3, 0, 1, 2, 0] });
        Assert.Equal([0, 3, 1, 0, 2], read.Values.ColumnIndices);
        Assert.Equal([1, 2, 3, 4, 5], read.Values.Values);
    }

    [Fact]
    public void Zeros_Stored_AreDroppedFromCounts()
    {
        ReadCells read = Read(new H5adParts { Data = [1, 0, 3, 0, 5] });
        Assert.Equal([0, 1, 2], read.Values.ColumnIndices);
        Assert.Equal([0L, 1, 2, 3], read.Values.RowOffsets);
    }

    [Fact]
    public void Counts_AsIntegersOfEveryWidth_AreRead()
    {
        Assert.Equal(15, Read(new H5adParts { WriteX = root => Write(root, x => x.Add<long>("data", [1, 2, 3, 4, 5], 5)) }).Sum);
        Assert.Equal(15, Read(new H5adParts { WriteX = root => Write(root, x => x.Add<byte>("data", [1, 2, 3, 4, 5], 5)) }).Sum);
        Assert.Equal(15, Read(new H5adParts { WriteX = root => Write(root, x => x.Add<double>("data", [1, 2, 3, 4, 5], 5)) }).Sum);
    }

    [Fact]
    public void Dense_OfAnyBlockSize_GivesTheSameRows()
    {
        var parts = new H5adParts { WriteX = root => root.Add<float>("X", whole, 3, 4) };
        foreach (int maxCells in (int[])[1, 2, 3, 100])
        {
            ReadCells read = Read(parts, maxCells: maxCells);
            Assert.Equal([0, 3, 1, 0, 2], read.Values.ColumnIndices);
            Assert.Equal([1, 2, 3, 4, 5], read.Values.Values);
        }
    }

    [Fact]
    public void File_WithoutCellsOrGenes_IsEmpty()
    {
        Assert.Empty(Read(new H5adParts { Cells = [], Data = [], Indices = [], Offsets = [0] }).Barcodes);
        Assert.Equal(0, Read(new H5adParts { Genes = [], Data = [], Indices = [], Offsets = [0, 0, 0, 0] }).Values.NonZeros);
        Assert.Empty(Read(new H5adParts { Cells = [], Encoding = "csc_matrix", Data = [], Indices = [], Offsets = [0, 0, 0, 0, 0] }).Barcodes);
    }

    [Theory]
    [InlineData("integers", "7,,-9")]
    [InlineData("flags", "True,,False")]
    [InlineData("texts", "a,,ü")]
    [InlineData("plain flags", "True,False,True")]
    [InlineData("numbers", "0.1,NaN,100000")]
    [InlineData("categories of numbers", "1.5,,0.25")]
    [InlineData("old categories", "b,a,")]
    public void ObsColumn_OfAnyKind_IsReadAsText(string kind, string expected)
    {
        var parts = new H5adParts { Obs = obs => AddColumn(obs, kind) };
        Assert.Equal(expected.Split(','), Read(parts, new CellFileOptions { GroupColumn = "kind" }).Groups!);
    }

    [Fact]
    public void ObsColumn_ThatIsMissing_IsNotFoundAndListsTheOthers()
    {
        using var folder = new TemporaryFolder();
        string path = new H5adParts { Obs = obs => AddColumn(obs, "integers") }.Write(folder.File("a.h5ad"));
        var error = Assert.Throws<NotFoundException>(() => Hdf5CellFiles.Open(path, new CellFileOptions { GroupColumn = "donor" }));
        Assert.Contains("no column 'donor'; obs has 'kind'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextsOfManySizes_AreReadWhole()
    {
        // 9,000 names of up to 1,000 characters do not fit one call: they are read in parts.
        string[] names = [.. Enumerable.Range(0, 9_000).Select(i => $"{i}-{new string('x', i % 1_000)}")];
        ReadCells read = Read(new H5adParts { Cells = names, Data = [], Indices = [], Offsets = new long[9_001] }, maxCells: 8_500);
        Assert.Equal(names, read.Barcodes);
    }

    [SharedDataTheory]
    [InlineData(1, 100)]
    [InlineData(300_000, 300)]
    [InlineData(1_000_000, 999)]
    public void Csc_InBandsOfAnySize_GivesTheSameRows(long bandEntries, int maxRows)
    {
        using var csr = Hdf5File.Open(SharedData.Path("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad"));
        using var csc = Hdf5File.Open(SharedData.Path("pbmc3k_h5ad/pbmc3k_csc_gzip.h5ad"));
        var expected = StoredMatrix.Open(csr.OpenRoot().Find("X"))!.ReadRows(maxRows, default);
        using var actual = new CscMatrixStore(csc.OpenRoot().Group("X"), 2_700, 13_714, bandEntries).ReadRows(maxRows, default).GetEnumerator();
        int blocks = 0;
        foreach (var block in expected)
        {
            // One pass over the file for each block is slow; the first ones tell.
            if (bandEntries == 1 && ++blocks > 2) return;
            Assert.True(actual.MoveNext());
            ReadCells.AssertSame(block, actual.Current);
        }

        Assert.False(actual.MoveNext());
    }

    private static ReadCells Read(H5adParts parts, CellFileOptions? options = null, int maxCells = 2)
    {
        using var folder = new TemporaryFolder();
        return ReadCells.From(Hdf5CellFiles.Open(parts.Write(folder.File("a.h5ad")), options ?? new CellFileOptions()), maxCells);
    }

    private static void Write(OutputGroup root, Action<OutputGroup> data)
    {
        OutputGroup x = root.AddGroup("X");
        x.Encode("csr_matrix", "0.1.0");
        x.Set<int>("shape", [3, 4]);
        data(x);
        x.Add<int>("indices", [0, 3, 1, 0, 2], 5);
        x.Add<int>("indptr", [0, 2, 3, 5], 4);
    }

    private static void AddColumn(OutputGroup obs, string kind)
    {
        switch (kind)
        {
            case "plain flags":
                obs.Add<bool>("kind", [true, false, true], 3);
                break;
            case "numbers":
                obs.Add<double>("kind", [0.1, double.NaN, 1e5], 3);
                break;
            case "old categories":
                obs.Add<sbyte>("kind", [1, 0, -1], 3);
                obs.AddGroup("__categories").AddTexts("kind", ["a", "b"]);
                break;
            case "categories of numbers":
                OutputGroup categories = obs.AddGroup("kind");
                categories.Add<double>("categories", [0.25, 1.5], 2);
                categories.Add<int>("codes", [1, -1, 0], 3);
                break;
            default:
                OutputGroup masked = obs.AddGroup("kind");
                masked.Add<bool>("mask", [false, true, false], 3);
                if (kind == "integers") masked.Add<long>("values", [7, 1, -9], 3);
                else if (kind == "flags") masked.Add<bool>("values", [true, true, false], 3);
                else masked.AddTexts("values", ["a", "b", "ü"]);
                break;
        }
    }
}
