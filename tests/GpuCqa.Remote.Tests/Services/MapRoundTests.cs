using System.Text.Json.Nodes;
using GpuCqa.Api.V1;
using GpuCqa.Client.Connections;
using GpuCqa.Remote.Tests.Commands;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

public sealed class MapRoundTests : IDisposable
{
    private readonly SmallCohort cohort = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        cohort.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Map_HereAndOnTheService_GivesTheSameFiles()
    {
        string found = folder.File("found");
        await Run(["discover", cohort.Sheet, "--out", found, "--readout", "vegf", "--neighbors", "8", "--max-mito", "100", "--quiet"]);
        // Of a train lot nothing is read: its cells are in the reference.
        File.WriteAllText(folder.File("old.txt"), "no cells");
        File.WriteAllText(folder.File("new.csv"), "lot,path,role,tissue,vegf\nOLD,old.txt,train,bm,1\n" + string.Concat(Enumerable.Range(0, SmallCohort.Lots).Select(l => $"N{l},{cohort.LotFolder(l)},{(l < 4 ? "test" : "later")},bm,{10 + l}\n")));
        using ServiceProcess service = await ServiceProcess.Start(folder.File("state"), "--insecure-loopback");
        string[] plan = ["map", folder.File("new.csv"), "--reference", found, "--dry-run", "--json", "--device", "cpu"];
        JsonNode plannedHere = JsonNode.Parse(await Run(plan))!, plannedThere = JsonNode.Parse(await Run([.. plan, "--server", service.Address]))!;
        Assert.Equal(SmallCohort.Lots, plannedHere["lots"]!.AsArray().Count);
        Assert.Contains("p", plannedHere["designs"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (string field in new[] { "designs", "reference", "lots", "cells", "genes", "non_zeros", "host_peak_bytes" }) Assert.Equal(plannedHere[field]!.ToJsonString(), plannedThere[field]!.ToJsonString());
        Assert.Equal(1 + SmallCohort.Lots, plannedThere["server"]!["uploads"]!.AsArray().Count);
        using (GpuCqaClient untouched = GpuCqaClient.Connect(service.Address))
        {
            Assert.Empty(await untouched.Project().ListReferencesAsync());
            Assert.Empty(await untouched.Project().ListDatasetsAsync());
        }

        // The mapping's seed is another one than the plan's.
        await Run(["plan", "lock", "--by", "A. Sato", "--lots", "9", "--clusters", "1", "--out", folder.File("plan.json")]);
        string[][] asked =
        [
            ["--k-weight", "10", "--k-score", "10", "--anchors"],
            ["--method", "symphony", "--k-vote", "9", "--role", "test", "--falsify", "test", "--lang", "ja", "--seed", "7", "--confidence", "0.9", "--posthoc", "--plan", folder.File("plan.json")],
        ];
        for (int i = 0; i < asked.Length; i++)
        {
            string here = folder.File($"here{i}"), there = folder.File($"there{i}");
            await Run(["map", folder.File("new.csv"), "--reference", found, "--out", here, "--quiet", .. asked[i]]);
            await Run(["map", folder.File("new.csv"), "--reference", found, "--out", there, "--quiet", "--server", service.Address, .. asked[i]]);
            string[] names = Files(here);
            Assert.Equal(names, Files(there));
            Assert.Contains("replication.csv", names);
            foreach (string name in names.Where(n => n is not ("provenance.json" or "report.html")))
                Assert.True(File.ReadAllBytes(Path.Combine(here, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(there, name))), $"{string.Join(' ', asked[i])}: {name}");
            Assert.Equal(Report(here), Report(there));
            string provenance = File.ReadAllText(Path.Combine(there, "provenance.json"));
            foreach (string path in new[] { folder.Path, Path.GetDirectoryName(cohort.Sheet)! }) Assert.DoesNotContain(path, provenance, StringComparison.Ordinal);
            Assert.Contains("projects/default/references/ref-", provenance, StringComparison.Ordinal);
        }

        Assert.Contains("EXPLORATORY: the seed was 7", File.ReadAllText(Path.Combine(folder.File("there1"), "summary.json")), StringComparison.Ordinal);

        // Hazardous cells spiked into the lots, of a cluster and of a file.
        string[][] spiked = [["--hazard", "0", "--replicates", "3"], ["--hazard", "0", "--hazard-cells", cohort.LotFolder(0), "--replicates", "2", "--seed", "3", "--dose", "1e6", "--lang", "ja"]];
        for (int i = 0; i < spiked.Length; i++)
        {
            string here = folder.File($"spiked-here{i}"), there = folder.File($"spiked-there{i}");
            await Run(["detect", folder.File("new.csv"), "--reference", found, "--out", here, "--quiet", .. spiked[i]]);
            await Run(["detect", folder.File("new.csv"), "--reference", found, "--out", there, "--quiet", "--server", service.Address, .. spiked[i]]);
            string[] names = Files(here);
            Assert.Equal(names, Files(there));
            Assert.Contains("spiked_runs.csv", names);
            foreach (string name in names.Where(n => n is not ("provenance.json" or "report.html")))
                Assert.True(File.ReadAllBytes(Path.Combine(here, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(there, name))), $"{string.Join(' ', spiked[i])}: {name}");
            Assert.Equal(Report(here), Report(there));
            byte[] report = File.ReadAllBytes(Path.Combine(there, "report.html"));
            await Run(["report", there, "--quiet"]);
            Assert.Equal(report, File.ReadAllBytes(Path.Combine(there, "report.html")));
        }

        Assert.Equal(0, JsonNode.Parse(await Run([.. plan, "--server", service.Address]))!["server"]!["upload_bytes"]!.GetValue<long>());
        using GpuCqaClient client = GpuCqaClient.Connect(service.Address);
        Reference reference = Assert.Single(await client.Project().ListReferencesAsync());
        Assert.Contains(reference.ReferenceSha256, File.ReadAllText(Path.Combine(found, "provenance.json")) + File.ReadAllText(Path.Combine(found, "reference", "reference.json")), StringComparison.Ordinal);
        Assert.Equal(SmallCohort.Lots, (await client.Project().ListDatasetsAsync()).Count);
        await client.Project().Reference(reference.Name).DownloadAsync(folder.File("back"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(found, "reference", "reference.json")), File.ReadAllBytes(folder.File("back/reference.json")));

        // The same from the command line.
        JsonNode listed = Assert.Single(JsonNode.Parse(await Run(["reference", "list", "--json", "--server", service.Address]))!.AsArray())!;
        Assert.Equal((reference.Name, reference.ReferenceSha256), (listed["name"]!.GetValue<string>(), listed["reference_sha256"]!.GetValue<string>()));
        Assert.Contains("vegf", await Run(["reference", "get", reference.Name, "--server", service.Address]), StringComparison.Ordinal);
        await Run(["reference", "export", reference.Name.Split('/')[^1], "--out", folder.File("exported"), "--quiet", "--server", service.Address]);
        Assert.Equal(Files(Path.Combine(found, "reference")), Files(folder.File("exported")));
        await Run(["reference", "delete", reference.Name, "--server", service.Address]);
        Assert.Equal(4, (await CommandLine.Run(["reference", "get", reference.Name, "--server", service.Address])).Item1);
        Assert.Contains(reference.ReferenceSha256, await Run(["reference", "upload", folder.File("exported"), "--quiet", "--server", service.Address]), StringComparison.Ordinal);
        Assert.Equal(2, (await CommandLine.Run(["reference", "list"])).Item1);
    }

    [Fact]
    public async Task Map_WrongHere_SendsNothing()
    {
        using ServiceProcess service = await ServiceProcess.Start(folder.File("state"), "--insecure-loopback");
        File.WriteAllText(folder.File("new.csv"), $"lot,path,role,vegf\nN0,{cohort.LotFolder(0)},test,1\n");
        foreach ((int expected, string[] more) in new (int, string[])[] { (4, ["--reference", folder.File("none")]), (2, ["--reference", folder.Path, "--k-anchor", "0"]) })
        {
            var (code, _, error) = await CommandLine.Run(["map", folder.File("new.csv"), "--out", folder.File("result"), "--server", service.Address, .. more]);
            Assert.True(expected == code, $"{code}: {error}");
        }

        using GpuCqaClient client = GpuCqaClient.Connect(service.Address);
        Assert.Empty(await client.Project().ListDatasetsAsync());
        Assert.Empty(await client.Project().ListReferencesAsync());
    }

    private static async Task<string> Run(string[] arguments)
    {
        var (code, output, error) = await CommandLine.Run(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
        return output;
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private static string Report(string folder) => string.Join('\n', File.ReadLines(Path.Combine(folder, "report.html")).Where(l => !l.Contains("id=\"times\"", StringComparison.Ordinal)));
}
