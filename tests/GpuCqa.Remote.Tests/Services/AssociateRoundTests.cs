using GpuCqa.Formats.Hdf5;
using GpuCqa.Remote.Tests.Commands;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

[Collection(nameof(SharedService))]
public sealed class AssociateRoundTests(SharedService service) : IDisposable
{
    private const string Table = "mouse,A,B,C\nL1,20,160,20\nL2,20,60,20\nL3,30,50,20\nL4,40,45,15\nL5,55,25,20\nL6,60,20,30\n";
    private const string Sheet = "lot,vegf,arm,donor\nL1,1.5,low,D1\nL2,2,low,D2\nL3,4,low,D3\nL4,4.5,high,D4\nL5,9,high,D5\nL6,8,high,D6\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Associate_HereAndOnTheService_GivesTheSameFilesAndTheSameText()
    {
        File.WriteAllText(folder.File("states.csv"), Table);
        File.WriteAllText(folder.File("shares.csv"), "lot,A,B,vegf\nL1,0.1,0.9,1\nL2,0.2,0.8,2\nL3,0.35,0.65,4\nL4,0.3,0.7,3\nL5,0.5,0.5,9\n");
        File.WriteAllText(folder.File("lots.csv"), Sheet);
        (string Lot, int State)[] cells = [.. Table.Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).SelectMany(f => Enumerable.Range(0, 3).SelectMany(k => Enumerable.Repeat((f[0], k), int.Parse(f[k + 1], System.Globalization.CultureInfo.InvariantCulture))))];
        using (H5adWriter file = H5adWriter.Create(folder.File("cells.h5ad")))
        {
            file.WriteObs([.. cells.Select((_, i) => $"c{i}")], AnnDataColumn.Texts("sample", [.. cells.Select(c => c.Lot)]), AnnDataColumn.Categories("type", [.. cells.Select(c => c.State)], ["A", "B", "C"]));
            file.Flush();
        }

        string designed = folder.File("designed.csv"), sheet = folder.File("designs.csv");
        File.WriteAllText(designed, "lot,A,B,C\nL1,10,80,10\nL2,20,70,10\nL3,30,60,10\nL4,42,50,8\nL5,47,40,13\nL6,60,31,9\nL7,15,75,10\nL8,25,60,15\n");
        File.WriteAllText(sheet, "lot,Donor,batch,vegf,grade,age,v1,v2\nL1,D1,r1,1,low,30,0.9,1.1\nL2,D1,r2,2,low,31,2,2.2\nL3,D2,r1,3,mid,45,3.1,2.9\nL4,D3,r2,4,mid,50,4,4.2\nL5,D4,r1,5,high,61,5,5\nL6,D5,r2,6,high,39,6.1,5.9\nL7,D6,r1,1.5,low,42,<1.9,1.6\nL8,D7,r2,2.5,mid,55,2.5,2.6\n");
        string lots = folder.File("lots.csv");
        string[][] asked =
        [
            [folder.File("states.csv"), "--lots", lots, "-r", "vegf"],
            [folder.File("states.csv"), "--lots", lots, "-r", "arm", "--levels", "low,high", "--lang", "ja", "--seed", "7"],
            [folder.File("cells.h5ad"), "--lots", lots, "-r", "vegf", "--lot-column", "sample", "--state-column", "type"],
            [folder.File("shares.csv"), "-r", "vegf", "--confidence", "0.9"],
            [designed, "--values", "counts", "--lots", sheet, "-r", "vegf", "--block", "batch"],
            [designed, "--values", "counts", "--lots", sheet, "-r", "vegf,grade", "--levels", "grade=low,mid,high", "--unit", "donor"],
            [designed, "--values", "counts", "--lots", sheet, "-r", "potency", "--replicates", "potency=v1,v2", "--covariate", "age"],
            [folder.File("states.csv"), "--lots", lots, "-r", "vegf", "--predict", "--effective-cells"],
        ];
        for (int i = 0; i < asked.Length; i++)
        {
            string here = folder.File($"here{i}"), there = folder.File($"there{i}");
            await Run(["associate", .. asked[i], "--out", here, "--quiet"]);
            await Run(["associate", .. asked[i], "--out", there, "--quiet", "--server", service.Address]);
            string[] names = Files(here);
            Assert.Equal(names, Files(there));
            Assert.Contains("states.csv", names);
            foreach (string name in names.Where(n => n is not ("provenance.json" or "report.html")))
                Assert.True(File.ReadAllBytes(Path.Combine(here, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(there, name))), $"{string.Join(' ', asked[i])}: {name}");
            Assert.Equal(Report(here), Report(there));
            Assert.DoesNotContain(folder.Path, File.ReadAllText(Path.Combine(there, "provenance.json")), StringComparison.Ordinal);
        }

        Assert.Contains("predicted_lots.csv", Files(folder.File($"there{asked.Length - 1}")));
        Assert.Contains("effective_cells.csv", Files(folder.File($"there{asked.Length - 1}")));
        Assert.Equal(await Run(["associate", .. asked[0]]), await Run(["associate", .. asked[0], "--server", service.Address]));
    }

    [Fact]
    public async Task Associate_OfADamagedTable_NamesItsPlace()
    {
        File.WriteAllText(folder.File("states.csv"), Table.Replace("L3,30,50", "L3,,50", StringComparison.Ordinal));
        File.WriteAllText(folder.File("lots.csv"), Sheet);
        var (code, _, error) = await CommandLine.Run("associate", folder.File("states.csv"), "--lots", folder.File("lots.csv"), "-r", "vegf", "--out", folder.File("out"), "--server", service.Address);
        Assert.Equal(3, code);
        Assert.Contains("line 4, column 'A'", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    private static async Task<string> Run(params string[] arguments)
    {
        var (code, output, error) = await CommandLine.Run(arguments);
        Assert.True(code == 0, error);
        return output;
    }

    private static string[] Files(string output) => [.. Directory.GetFiles(output, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(output, f)).Order(StringComparer.Ordinal)];

    private static string Report(string output) => string.Join('\n', File.ReadLines(Path.Combine(output, "report.html")).Where(l => !l.Contains("id=\"times\"", StringComparison.Ordinal)));
}
