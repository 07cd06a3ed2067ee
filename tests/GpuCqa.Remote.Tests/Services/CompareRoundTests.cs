using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Remote.Tests.Commands;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

[Collection(nameof(SharedService))]
public sealed class CompareRoundTests(SharedService service) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Compare_HereAndOnTheService_GivesTheSameFiles_AndIsSigned()
    {
        var random = new Philox(6, RandomPurpose.Test);
        string[] lots = [.. Enumerable.Range(0, 8).Select(l => $"L{l}")];
        File.WriteAllText(folder.File("lots.csv"), "lot,process,donor,vegf\n" + string.Concat(lots.Select((lot, l) => FormattableString.Invariant($"{lot},{(l < 4 ? "A" : "B")},D{l % 4},{100 + (5 * random.NextNormal()):0.0}\n"))));
        File.WriteAllText(folder.File("attributes.csv"), "attribute,unit,scale,criticality,safety_link,efficacy_link,tier,tier_reason,concern,margin,justification\nvegf,pg/ml,log,critical,none,known,T1,potency,lower,ratio 1.5,half was enough in the clinic\n");
        File.WriteAllText(folder.File("method.csv"), "attribute,kind,lot,value\n" + string.Concat(Enumerable.Range(0, 3).SelectMany(l => Enumerable.Range(0, 3).Select(r => $"vegf,replicate,L{l},{100 + (20 * l) + r}\n"))));
        const int Each = 30;
        int[] lotOf = [.. Enumerable.Range(0, 8 * Each).Select(c => c / Each)], states = [.. Enumerable.Range(0, 8 * Each).Select(c => c % 3)];
        var points = new DenseMatrix<float>(lotOf.Length, 3);
        for (int i = 0; i < points.Values.Length; i++) points.Values[i] = (float)random.NextNormal();
        using (H5adWriter file = H5adWriter.Create(folder.File("cells.h5ad")))
        {
            file.WriteObs([.. lotOf.Select((_, i) => $"c{i}")], AnnDataColumn.Categories("lot", lotOf, lots), AnnDataColumn.Categories("type", states, ["a", "b", "c"]));
            file.WriteObsm("X_pca", points);
            file.Flush();
        }

        string[] sides = [folder.File("lots.csv"), "--before", "process=A", "--after", "process=B", "--change", "CC-1"];
        string[][] asked =
        [
            [.. sides, "--attributes", folder.File("attributes.csv"), "--method", folder.File("method.csv")],
            [.. sides, "--attributes", folder.File("attributes.csv"), "--cells", folder.File("cells.h5ad"), "--state-column", "type", "--pair", "donor", "--lang", "ja", "--seed", "7"],
        ];
        for (int i = 0; i < asked.Length; i++)
        {
            string here = folder.File($"here{i}"), there = folder.File($"there{i}");
            await Run(["compare", .. asked[i], "--out", here, "--quiet"]);
            await Run(["compare", .. asked[i], "--out", there, "--quiet", "--server", service.Address]);
            string[] names = Files(here);
            Assert.Equal(names, Files(there));
            Assert.Contains("decision.csv", names);
            foreach (string name in names.Where(n => n is not ("provenance.json" or "report.html")))
                Assert.True(File.ReadAllBytes(Path.Combine(here, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(there, name))), $"{string.Join(' ', asked[i])}: {name}");
            Assert.Equal(Report(here), Report(there));
            Assert.DoesNotContain(folder.Path, File.ReadAllText(Path.Combine(there, "provenance.json")), StringComparison.Ordinal);
        }

        string signed = folder.File("there1");
        // The server's result is sealed where it was made, and its download holds; so does the one that is asked for by name.
        await Run(["verify", signed]);
        string analysis = (await Run(["compare", .. asked[0], "--out", folder.File("detached"), "--detach", "--quiet", "--server", service.Address])).Trim();
        await Run(["attach", analysis, "--out", folder.File("detached"), "--quiet", "--server", service.Address]);
        Assert.Contains("result of compare, as it was written", await Run(["verify", analysis, "--server", service.Address]), StringComparison.Ordinal);
        string key = folder.File("sato.key"), persons = folder.File("persons.json");
        File.WriteAllText(folder.File("passphrase"), "correct horse battery\n");
        await Run(["key", "new", key, "--passphrase-file", folder.File("passphrase")]);
        await Run(["key", "trust", persons, key + ".pub", "--person", "A. Sato", "--role", "quality"]);
        string[] sign = ["sign", signed, "--key", key, "--passphrase-file", folder.File("passphrase"), "--persons", persons, "--role", "quality", "--quiet"];
        Assert.Equal(2, (await CommandLine.Run([.. sign, "--meaning", "reviewed", "--decision", "studies", "--justification", "few lots"])).ExitCode);
        Assert.Equal(2, (await CommandLine.Run([.. sign, "--meaning", "decided", "--decision", "studies"])).ExitCode);
        Assert.Equal(2, (await CommandLine.Run([.. sign, "--meaning", "decided", "--justification", "few lots"])).ExitCode);
        Assert.Equal(5, (await CommandLine.Run([.. sign, "--meaning", "decided", "--decision", "impact-excluded", "--justification", "few lots"])).ExitCode);
        Assert.Equal(5, (await CommandLine.Run(["sign", signed, "--key", key, "--passphrase-file", folder.File("passphrase"), "--persons", persons, "--role", "clinical", "--meaning", "reviewed"])).ExitCode);
        await Run([.. sign, "--meaning", "decided", "--decision", "studies", "--justification", "few lots"]);
        Assert.Contains("A. Sato", File.ReadAllText(Path.Combine(signed, "report.html")), StringComparison.Ordinal);
        await Run(["verify", signed, "--persons", persons, "--require", "decided"]);
        Assert.Equal(5, (await CommandLine.Run(["verify", signed, "--persons", persons, "--require", "approved"])).ExitCode);
        await Run(["key", "revoke", persons, (await Run(["key", "show", key + ".pub"])).Trim()[..16], "--reason", "lost", "--compromised"]);
        var (revoked, said, _) = await CommandLine.Run(["verify", signed, "--persons", persons]);
        Assert.Equal(3, revoked);
        Assert.Contains("revoked", said, StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(signed, "attributes.csv"), "x");
        Assert.Equal(3, (await CommandLine.Run([.. sign, "--meaning", "reviewed"])).ExitCode);
        var (code, found, _) = await CommandLine.Run(["verify", signed]);
        Assert.Equal(3, code);
        Assert.Contains("changed: attributes.csv", found, StringComparison.Ordinal);
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
