using GpuCqa.Remote.Tests.Commands;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

[Collection(nameof(SharedService))]
public sealed class StatementRoundTests(SharedService service) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PlanSpecificationAndDetect_HereAndOnTheService_GiveTheSameFiles()
    {
        string lots = folder.File("lots.csv"), counts = folder.File("counts.csv");
        File.WriteAllText(lots, "lot,donor,potency,hazard\n" + string.Concat(Enumerable.Range(0, 10).Select(i => FormattableString.Invariant($"L{i},D{i},{95 + (i * 7 % 10)},{0.001 * (1 + (i * 3 % 7))}\n"))));
        File.WriteAllText(counts, "lot,role,cells,hazard\nT1,test,90000,0\nT2,test,80000,2\nB1,blank,200000,0\nB2,blank,200000,1\n");
        string[][] asked =
        [
            ["plan", "--pairs", "4", "--before-lots", "6", "--margin", "1.5", "--frequency", "1e-3", "--rho", "0.8", "--lang", "ja"],
            ["specification", lots, "--lower", "potency", "--upper", "hazard", "--log", "hazard", "--specified", "potency=90:", "--next", "2"],
            ["detect", counts, "--frequency", "1e-3", "--dose", "1e8", "--sensitivity", "0.8"],
            ["detect", "--cells", "20000", "--lots", "3", "--pool", "3"],
        ];
        for (int i = 0; i < asked.Length; i++)
        {
            string here = folder.File($"here{i}"), there = folder.File($"there{i}");
            await Run([.. asked[i], "--out", here, "--quiet"]);
            await Run([.. asked[i], "--out", there, "--quiet", "--server", service.Address]);
            string[] names = Files(here);
            Assert.Equal(names, Files(there));
            foreach (string name in names.Where(n => n is not ("provenance.json" or "report.html")))
                Assert.True(File.ReadAllBytes(Path.Combine(here, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(there, name))), $"{string.Join(' ', asked[i])}: {name}");
        }
    }

    private static async Task Run(string[] arguments)
    {
        var (code, _, error) = await CommandLine.Run(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
    }

    private static string[] Files(string path) => [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(path, f)).Order(StringComparer.Ordinal)];
}
