using System.Security.Cryptography;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Connections;
using GpuCqa.Core.Errors;
using GpuCqa.Remote.Tests.Commands;
using GpuCqa.Testing;
using Xunit;
using Run = GpuCqa.Api.V1.Analysis;

namespace GpuCqa.Remote.Tests.Services;

public class ServiceRoundTests
{
    private static readonly string[] Parameters = ["--readout", "vegf", "--neighbors", "8", "--max-mito", "100", "--key-gene", "G1", "--lang", "ja", "--quiet"];

    [Fact]
    public async Task Discover_HereAndOnTheService_GivesTheSameFiles()
    {
        using var cohort = new SmallCohort();
        using var folder = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.Start(folder.File("state"), "--insecure-loopback");
        string here = folder.File("here"), two = folder.File("two"), there = folder.File("there"), sets = folder.File("my sets.gmt");
        File.WriteAllText(sets, "state 0\thigher where it is\t" + string.Join('\t', Enumerable.Range(0, 15).Select(g => $"G{g}")) + "\t\t\r\nstate 1\t\t" + string.Join('\t', Enumerable.Range(22, 12).Select(g => $"ENSG{g}")) + "\r\n\r\n");
        string[] more = ["--route", "both", "--stability", "--stability-subsamples", "2", "--stability-seeds", "2"];
        foreach ((string output, string[] where) in new[] { (here, ["--threads", "1"]), (two, ["--threads", "2"]), (there, new[] { "--server", service.Address }) })
        {
            var (code, _, error) = await CommandLine.Run(["discover", cohort.Sheet, "--out", output, "--gene-sets", sets, .. Parameters, .. more, .. where]);
            Assert.True(code == 0, error);
        }

        string[] names = Files(here);
        Assert.Equal(names, Files(there));
        Assert.Equal(names, Files(two));
        foreach (string name in (string[])["associations.csv", "stability.csv", "neighbourhoods.csv"]) Assert.Contains(name, names);
        Assert.Contains("my_sets,up,state 0,higher where it is", File.ReadAllText(Path.Combine(there, "gene_sets.csv")), StringComparison.Ordinal);
        foreach (string name in names.Where(n => n is not ("provenance.json" or "report.html")))
            Assert.True(Hash(Path.Combine(here, name)) == Hash(Path.Combine(there, name)) && Hash(Path.Combine(here, name)) == Hash(Path.Combine(two, name)), name);
        string[] reports = [.. new[] { here, there, two }.Select(o => string.Join('\n', File.ReadLines(Path.Combine(o, "report.html")).Where(l => !l.Contains("id=\"times\"", StringComparison.Ordinal))))];
        Assert.All(reports, r => Assert.Equal(reports[0], r));
        Assert.Contains("<html lang=\"ja\">", reports[1], StringComparison.Ordinal);
        foreach (string path in new[] { folder.Path, Path.GetDirectoryName(cohort.Sheet)! }) Assert.DoesNotContain(path, File.ReadAllText(Path.Combine(there, "provenance.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_OnTheService_SaysWhatADryRunHereSays()
    {
        using var cohort = new SmallCohort();
        using var folder = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.Start(folder.File("state"), "--insecure-loopback");
        using GpuCqaClient client = GpuCqaClient.Connect(service.Address);
        // Where memory ends and what of an unfinished run is kept are the machine's.
        string[] here = [.. (await Plan()).Where(l => !l.StartsWith("memory", StringComparison.Ordinal) && !l.StartsWith("kept steps", StringComparison.Ordinal))], before = await Plan("--server", service.Address);
        long bytes = Directory.GetFiles(Path.GetDirectoryName(cohort.Sheet)!, "*.gz", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        Assert.Equal(here, before.Where(l => !l.StartsWith("server", StringComparison.Ordinal) && !l.StartsWith("upload", StringComparison.Ordinal)));
        Assert.Contains(before, l => l.StartsWith("upload", StringComparison.Ordinal) && l.Contains("would be sent", StringComparison.Ordinal));
        using (JsonDocument document = JsonDocument.Parse(string.Join('\n', await Plan("--server", service.Address, "--json"))))
        {
            JsonElement told = document.RootElement.GetProperty("server");
            Assert.Equal((bytes, SmallCohort.Lots, "headers"), (told.GetProperty("upload_bytes").GetInt64(), told.GetProperty("uploads").GetArrayLength(), told.GetProperty("planned_by").GetString()));
        }

        Assert.Empty(await client.Project().ListDatasetsAsync());
        await client.Project().UploadCohortAsync(cohort.Sheet);
        string[] after = await Plan("--server", service.Address);
        Assert.Equal(here, after.Where(l => !l.StartsWith("server", StringComparison.Ordinal)));
        Assert.Contains(after, l => l.StartsWith("server", StringComparison.Ordinal) && l.EndsWith("the plan is the server's", StringComparison.Ordinal));
        Assert.Empty(await client.Project().ListAnalysesAsync());

        async Task<string[]> Plan(params string[] more)
        {
            var (code, output, error) = await CommandLine.Run(["discover", cohort.Sheet, .. Parameters, "--dry-run", "--device", "cpu", .. more]);
            Assert.True(code == 0, error);
            return output.Split('\n');
        }
    }

    [Fact]
    public async Task Wait_TheServiceIsKilledAndStartedAgain_ReachesTheEnd()
    {
        using var cohort = new SmallCohort();
        using var folder = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.Start(folder.File("state"), "--insecure-loopback");
        using GpuCqaClient client = GpuCqaClient.Connect(service.Address);
        Cohort uploaded = await client.Project().UploadCohortAsync(cohort.Sheet);
        AnalysisClient analysis = await client.Project().DiscoverAsync(new DiscoverSpec { Cohort = uploaded.Name, Readouts = { "vegf" }, Neighbors = 8, MaxMitoPercent = 100 }, new AnalysisOptions { Device = "cpu" });
        var running = new TaskCompletionSource();
        Task<Run> wait = analysis.WaitAsync(new Seen(now =>
        {
            if (now.State == Run.Types.State.Running) running.TrySetResult();
        }));
        await running.Task.WaitAsync(Patience.Span);
        service.Kill();
        await service.Again();
        Run end = await wait.WaitAsync(Patience.Span);
        Assert.Equal((Run.Types.State.Succeeded, 2), (end.State, end.Attempt));
        await analysis.Results.DownloadAsync(folder.File("result"));
        Assert.True(File.Exists(folder.File("result/associations.csv")));
    }

    [Fact]
    public async Task Keys_OpenWhatTheyAreFor()
    {
        using var cohort = new SmallCohort();
        using var folder = new TemporaryFolder();
        string state = folder.File("state");
        using ServiceProcess service = await ServiceProcess.Start(state, "--api-keys");
        File.WriteAllText(folder.File("key"), (await ServiceProcess.Run("keys", "add", "ana", "--grant", "lab=analyst", "--state", state)).Split('\n').Select(l => l.Trim()).First(l => l.StartsWith("gqa_", StringComparison.Ordinal)));
        string[] run = ["--server", service.Address, "discover", cohort.Sheet, .. Parameters, "--out", folder.File("result")];
        Assert.Equal(77, (await CommandLine.Run(run)).ExitCode);
        Assert.Equal(77, (await CommandLine.Run([.. run, "--api-key-file", folder.File("key")])).ExitCode);
        var (code, _, error) = await CommandLine.Run([.. run, "--api-key-file", folder.File("key"), "--project", "lab"]);
        Assert.True(code == 0, error);

        using GpuCqaClient client = GpuCqaClient.Connect(service.Address, new ClientOptions { ApiKey = "gqa_none_none" });
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => client.ListDevicesAsync());
        Assert.Equal(ErrorReason.Unauthenticated, refused.Reason);
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private sealed class Seen(Action<Run> then) : IProgress<Run>
    {
        public void Report(Run value) => then(value);
    }
}
