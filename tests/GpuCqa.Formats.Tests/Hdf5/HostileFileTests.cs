using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Hdf5.Native;
using GpuCqa.Formats.Hdf5.Writing;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>Files made to harm: each ends in one error that names file and key, and costs next to no memory.</summary>
public class HostileFileTests
{
    private const long Huge = 1L << 40;
    private const long MostBytes = 32L << 20;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "huge obs", "/obs/_index", "promises 1099511627776 elements" },
        { "huge dense X", "/X", "" },
        { "overflowing dense X", "/X", "" },
        { "huge shape", "/X", "each must be below" },
        { "negative shape", "/X", "each must be below" },
        { "shape of one number", "/X", "two integers" },
        { "huge data", "/X/data", "but the file stores 0 bytes" },
        { "huge indptr", "/X/indptr", "but the file stores 0 bytes" },
        { "chunk bomb", "/X/data", "chunks of 1073741824 bytes" },
        { "long text", "/obs/_index", "element 1 is a text of 2097152 bytes, longer than any name" },
        { "long fixed text", "/obs/_index", "longer than any name" },
        { "indptr starts at 1", "/X/indptr", "starts at 1" },
        { "indptr decreases", "/X/indptr", "decreases from 3 to 2" },
        { "indptr negative", "/X/indptr", "decreases from 0 to -5" },
        { "indptr too short", "/X/indptr", "has 3 offsets; 4 were expected" },
        { "indptr ends early", "/X/indptr", "ends at 4, but /X/data has 5 entries" },
        { "indptr of floats", "/X/indptr", "holds float64; integers were expected" },
        { "indices too few", "/X/indices", "has 4 entries, but /X/data has 5" },
        { "index too large", "/X/indices", "cell 1 has an entry at feature 4 of 4" },
        { "index negative", "/X/indices", "feature -1 of 4" },
        { "index beyond 32 bits", "/X/indices", "of 4" },
        { "index twice", "/X/indices", "two entries at feature 3" },
        { "CSC index too large", "/X/indices", "cell 7 of 3" },
        { "CSC index twice", "/X/indices", "two entries at feature 0" },
        { "obs too short", "/X", "has 3 cells, but obs has 2" },
        { "var too long", "/X", "has 4 genes, but var has 5" },
        { "text as data", "/X/data", "numbers were expected" },
        { "no data", "/X/data", "is missing" },
        { "data is a group", "/X/data", "is a group" },
        { "code out of range", "/obs/kind", "has code 9, but there are 2 categories" },
        { "column too short", "/obs/kind", "has 2 rows, but obs has 3" },
        { "same barcode twice", "/obs/_index", "cell 2 has the barcode 'c1' of cell 0" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void HostileFile_Read_IsRefusedCheaply(string what, string key, string finding)
    {
        using var folder = new TemporaryFolder();
        string path = Spoiled(what).Write(folder.File("bad.h5ad"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<BadDataException>(() => ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions { GroupColumn = key.StartsWith("/obs/k", StringComparison.Ordinal) ? "kind" : null })));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.Equal(path, error.File);
        Assert.StartsWith(key, error.Place, StringComparison.Ordinal);
        Assert.Contains(finding, error.Message, StringComparison.Ordinal);
    }

    private static H5adParts Spoiled(string what) => what switch
    {
        "huge obs" => new() { WriteCells = obs => H5adParts.PromiseTexts(obs, "_index", Huge, 1024) },
        "huge dense X" => new() { WriteX = root => root.Create<float>("X", [Huge, 4], null, [1024, 4]) },
        "overflowing dense X" => new() { WriteX = root => root.Create<float>("X", [1L << 31, (1L << 31) - 2], null, [1024, 1024]) },
        "huge shape" => new() { Shape = [Huge, Huge] },
        "negative shape" => new() { Shape = [3, -4] },
        "shape of one number" => new() { Shape = [3] },
        "huge data" => WithX(data: x => x.Create<float>("data", [Huge], null, [1024])),
        "huge indptr" => WithX(shape: [1 << 30, 4], offsets: x => x.Create<long>("indptr", [(1 << 30) + 1], null, [1024])),
        "chunk bomb" => WithX(data: x => x.Create<float>("data", [5], [-1], [1 << 28])),
        "long text" => new() { Cells = ["c1", new string('A', 2 << 20), "c3"] },
        "long fixed text" => new() { WriteCells = obs => FixedTexts(obs, 70_000) },
        "indptr starts at 1" => new() { Offsets = [1, 2, 3, 5] },
        "indptr decreases" => new() { Offsets = [0, 3, 2, 5] },
        "indptr negative" => new() { Offsets = [0, -5, 2, 5] },
        "indptr too short" => new() { Offsets = [0, 2, 5] },
        "indptr ends early" => new() { Offsets = [0, 2, 3, 4] },
        "indptr of floats" => WithX(offsets: x => x.Add<double>("indptr", [0, 2, 3, 5], 4)),
        "indices too few" => new() { Indices = [0, 3, 1, 0] },
        "index too large" => new() { Indices = [0, 3, 4, 0, 2] },
        "index negative" => new() { Indices = [0, 3, -1, 0, 2] },
        "index beyond 32 bits" => new() { Indices = [0, 3, Huge, 0, 2] },
        "index twice" => new() { Indices = [3, 3, 1, 0, 2] },
        "CSC index too large" => new() { Encoding = "csc_matrix", Offsets = [0, 2, 3, 4, 5], Indices = [0, 1, 2, 7, 0] },
        "CSC index twice" => new() { Encoding = "csc_matrix", Offsets = [0, 2, 3, 4, 5], Indices = [1, 1, 2, 0, 0] },
        "obs too short" => new() { Cells = ["c1", "c2"], Shape = [3, 4] },
        "var too long" => new() { Genes = ["g1", "g2", "g3", "g4", "g5"], Shape = [3, 4] },
        "text as data" => WithX(data: x => x.AddTexts("data", ["1", "2", "3", "4", "5"])),
        "no data" => WithX(data: _ => { }),
        "data is a group" => WithX(data: x => x.AddGroup("data")),
        "code out of range" => new() { Obs = obs => Category(obs, [0, 9, 1]) },
        "column too short" => new() { Obs = obs => Category(obs, [0, 1]) },
        "same barcode twice" => new() { Cells = ["c1", "c2", "c1"] },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static H5adParts WithX(Action<OutputGroup>? data = null, Action<OutputGroup>? offsets = null, long[]? shape = null) => new()
    {
        WriteX = root =>
        {
            OutputGroup x = root.AddGroup("X");
            x.Encode("csr_matrix", "0.1.0");
            x.Set<long>("shape", shape ?? [3, 4]);
            x.Add<long>("indices", [0, 3, 1, 0, 2], 5);
            if (data is null) x.Add<float>("data", [1, 2, 3, 4, 5], 5);
            else data(x);
            if (offsets is null) x.Add<long>("indptr", [0, 2, 3, 5], 4);
            else offsets(x);
        },
    };

    private static void Category(OutputGroup obs, sbyte[] codes)
    {
        OutputGroup kind = obs.AddGroup("kind");
        kind.AddTexts("categories", ["a", "b"]);
        kind.Add<sbyte>("codes", codes, codes.Length);
    }

    private static void FixedTexts(OutputGroup obs, int size)
    {
        lock (Hdf5Library.Gate)
        {
            var type = H5Types.H5Tcopy(Hdf5Session.CString);
            _ = H5Types.H5Tset_size(type, (nuint)size);
            obs.Create("_index", type, [3], null, null);
        }
    }
}
