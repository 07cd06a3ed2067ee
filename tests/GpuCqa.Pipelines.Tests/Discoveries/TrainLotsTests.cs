using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Discoveries;

public sealed class TrainLotsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Roles_OtherThanTrain_AreNamedWithTheirLots()
    {
        TrainLots train = TrainLots.Of(Sheet("lot,role,y", "A,train,1", "B,,2", "C,test,3", "D,pre,4", "E,Test,<x"), ["y"]);
        Assert.Equal(["A", "B"], train.Lots.Select(l => l.Lot.Name));
        Assert.Equal("3 lots of 5 are not used, because only lots of the role train are: C, E (role test); D (role pre). They are what a finding is tested on: gpucqa map maps their cells onto the reference of this result.", Assert.Single(train.Notes));
    }

    [Fact]
    public void Roles_WithoutTrain_AreListed()
    {
        string message = Assert.Throws<PreconditionException>(() => TrainLots.Of(Sheet("lot,role,y", "A,training,1", "B,training,2", "C,pre,3"), ["y"])).Message;
        Assert.Contains("no lot has the role 'train'; the roles are 'training' (2 lots), 'pre' (1 lot). Write train in the column role", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Readouts_OfDifferentLots_SayWhatEachAloneWouldBeTestedOn()
    {
        TrainLots train = TrainLots.Of(Sheet("lot,y,z", "A,1,NA", "B,2,5", "C,n/a,4", "D,4,1", "E,,-"), ["Y", "z"]);
        Assert.Equal(["B", "D"], train.Lots.Select(l => l.Lot.Name));
        Assert.Equal(["y", "z"], train.Readouts);
        Assert.Equal(
        [
            "'Y' is taken for the column 'y'.",
            "3 train lots have no value of a readout and are left out of every test, because readouts of one family are permuted together: A (no z), C (no y), E (no y, z). "
                + "Run by itself, y alone would be tested on 3 lots (with A); z alone would be tested on 3 lots (with C).",
        ], train.Notes);
    }

    [Fact]
    public void Readouts_ThatAreOneColumn_AreRefused() =>
        Assert.Contains("'y' is named twice", Assert.Throws<InvalidParameterException>(() => TrainLots.Of(Sheet("lot,y", "A,1", "B,2"), ["y", "Y"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Readout_Unknown_IsNotFoundWithASuggestion() =>
        Assert.Contains("no column 'vegf pg ml'; the columns are lot, vegf_pg_ml; did you mean 'vegf_pg_ml'?",
            Assert.Throws<NotFoundException>(() => TrainLots.Of(Sheet("lot,vegf_pg_ml", "A,1", "B,2"), ["vegf pg ml"])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("same")]
    [InlineData("same/")]
    [InlineData("./other/../same")]
    [InlineData("link")]
    [InlineData("linked/same")]
    [InlineData("same/matrix.mtx")]
    [InlineData("copy")]
    public void Paths_ThatLeadToOneFile_AreRefusedWithTheirRows(string path)
    {
        string same = Folder("same");
        Folder("other");
        Directory.CreateSymbolicLink(folder.File("link"), same);
        Directory.CreateSymbolicLink(folder.File("linked"), folder.Path);
        Folder("copy", matrix: false);
        File.CreateSymbolicLink(folder.File("copy/matrix.mtx"), folder.File("same/matrix.mtx"));
        string message = Assert.Throws<BadDataException>(() => Pipeline(null, "lot,path,y", "A,other,1", "B,same,2", $"C,{path},3")).Message;
        Assert.Contains("cohort.csv: the lots 'B' (line 3), 'C' (line 4) name the same cells, " + same, message, StringComparison.Ordinal);
        Assert.Contains("one file is one replicate", message, StringComparison.Ordinal);
        Assert.Contains("--lot-column", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_OfLotsThatAreNotUsed_MayRepeat()
    {
        Folder("a");
        Folder("b");
        Folder("c");
        Folder("d");
        Assert.Equal(4, Pipeline(null, "lot,path,role,y", "A,a,train,1", "B,b,train,2", "C,c,train,3", "D,d,train,4", "E,a,test,4").Lots.Count);
    }

    [Fact]
    public void File_WithAColumnOfLots_IsRefusedWithThatColumn()
    {
        string path = folder.File("all.h5ad");
        using (H5adWriter file = H5adWriter.Create(path))
        {
            file.WriteObs(["c0", "c1"], AnnDataColumn.Texts("sample", ["s", "s"]), AnnDataColumn.Texts("donor", ["A", "B"]));
            file.Flush();
        }

        string[] sheet = ["lot,path,y", "A,all.h5ad,1", "B,all.h5ad,2", "C,all.h5ad,3", "D,all.h5ad,4"];
        Assert.Contains("--lot-column \"donor\"", Assert.Throws<BadDataException>(() => Pipeline(null, sheet)).Message, StringComparison.Ordinal);
        Assert.Equal(4, Pipeline("donor", sheet).Lots.Count);
    }

    [Fact]
    public void FileNotes_InTheSameWords_AreToldOnce()
    {
        var told = new List<string>();
        var notes = new FileNotes(told.Add);
        notes.Of("A", "/x/a")("/x/a: reads raw counts");
        notes.Of("B", "/x/b")("/x/b: reads raw counts");
        notes.Of("B", "/x/b")("the file /x/b has 2 genomes");
        notes.Tell();
        notes.Of("C", "/x/c")("/x/c: late");
        Assert.Equal(["2 lots (A, B): reads raw counts", "B: its file has 2 genomes", "C: late"], told);
    }

    private Cohort Sheet(params string[] lines)
    {
        File.WriteAllLines(folder.File("cohort.csv"), lines);
        return CohortSheet.Read(folder.File("cohort.csv"), sharedFile: true);
    }

    private DiscoveryPipeline Pipeline(string? lotColumn, params string[] lines) => new(Sheet(lines), new DiscoverParameters { Readouts = ["y"], Describe = true }, lotColumn, new CellFileOptions());

    private string Folder(string name, bool matrix = true)
    {
        Directory.CreateDirectory(folder.File(name));
        if (matrix) File.WriteAllText(folder.File($"{name}/matrix.mtx"), "%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 1\n");
        File.WriteAllText(folder.File($"{name}/barcodes.tsv"), "c0\n");
        File.WriteAllText(folder.File($"{name}/genes.tsv"), "g0\tG0\n");
        return folder.File(name);
    }
}
