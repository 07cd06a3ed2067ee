using System.Diagnostics;
using GpuCqa.Api.V1;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;
using Run = GpuCqa.Api.V1.Analysis;
using State = GpuCqa.Api.V1.Analysis.Types.State;

namespace GpuCqa.Remote.Tests.Commands;

public sealed class RemoteDiscoverTests : IAsyncLifetime, IDisposable
{
    private const string Sentence = "The share of cluster 3 rises with vegf.";

    private readonly TemporaryFolder folder = new();
    private FakeServer server = null!;

    public async Task InitializeAsync()
    {
        server = await FakeServer.Start();
        foreach ((string name, string text) in new[] { ("summary.json", $$"""{ "finding": { "sentence": "{{Sentence}}" }, "warnings": ["one donor twice"] }"""), ("provenance.json", "{}"), ("report.html", "<html>"), ("associations.csv", "rho\n1\n") })
            server.State.Files[name] = System.Text.Encoding.UTF8.GetBytes(text);
        for (int l = 0; l < 6; l++) File.WriteAllText(folder.File($"L{l}.csv"), $"cell,area\nc{l},{l}\n");
        File.WriteAllText(folder.File("lots.csv"), "lot,path,vegf\n" + string.Concat(Enumerable.Range(0, 6).Select(l => $"L{l},L{l}.csv,{l * l}\n")));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Discover_OnAServer_EndsAsALocalRunDoes()
    {
        Course(new Run { State = State.Running, Steps = { new AnalysisStep { Step = "read lots", Done = 1, Total = 6 } }, Notes = { "2 genes are dropped." } }, new Run { State = State.Succeeded, Notes = { "2 genes are dropped." } });
        var (code, output, error) = await CommandLine.Run(["--server", server.Address, "discover", folder.File("lots.csv"), "-r", "vegf", "--out", folder.File("result"), "--neighbors", "8", "--resolutions", "0.5,1", "--lang", "ja", "--device", "cpu", "--max-mito", "20"]);
        Assert.True(code == 0, error);
        Assert.Empty(output);
        Assert.Equal(["associations.csv", "provenance.json", "report.html", "summary.json"], Directory.GetFiles(folder.File("result")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains(Sentence, error, StringComparison.Ordinal);
        Assert.Contains("note: 2 genes are dropped.", error, StringComparison.Ordinal);
        Assert.Contains($"{Sentence}\nwarning: one donor twice", error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"Report: {folder.File("result/report.html")}", error, StringComparison.Ordinal);
        Assert.Contains("6 lots", error, StringComparison.Ordinal);
        Run made = Assert.Single(server.State.Created);
        DiscoverSpec spec = made.Spec.Discover;
        Assert.Equal(("cpu", 8, "ja", 20.0, 1_000_000, 1UL), (made.Device, spec.Neighbors, spec.ReportLanguage, spec.MaxMitoPercent, spec.Permutations, spec.Seed));
        Assert.Equal([0.5, 1], spec.Resolutions);
        Assert.False(spec.HasMinGenes);
        Assert.Equal(6, server.State.Datasets.Count);
        Assert.Equal(spec.Cohort, Assert.Single(server.State.Cohorts).Key);
    }

    [Fact]
    public async Task Discover_DetachedAndAttached_IsOneRun()
    {
        var (code, output, error) = await CommandLine.Run("discover", folder.File("lots.csv"), "-r", "vegf", "--server", server.Address, "--project", "lab", "--reason", "lots of May", "--detach");
        Assert.True(code == 0, error);
        Assert.Equal("lots of May", server.State.Reason);
        string name = output.Trim();
        Assert.StartsWith("projects/lab/analyses/discover-", name, StringComparison.Ordinal);
        Assert.Contains($"gpucqa attach {name} --server {server.Address} --project lab --out", error, StringComparison.Ordinal);
        Course(new Run(server.State.Analyses[name]) { State = State.Succeeded });
        (code, output, error) = await CommandLine.Run("attach", server.State.Analyses[name].Operation, "--server", server.Address, "--project", "lab", "--out", folder.File("result"), "--json");
        Assert.True(code == 0, error);
        Assert.Contains(Sentence, output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("result/associations.csv")));
        (code, _, error) = await CommandLine.Run("attach", "none", "--server", server.Address, "--project", "lab", "--out", folder.File("other"));
        Assert.Equal(4, code);
    }

    [Fact]
    public async Task Discover_Failed_HasTheExitCodeOfALocalRun()
    {
        Course(new Run { State = State.Failed, Error = FakeState.Details(ErrorReason.DeviceMemory, "DEVICE_MEMORY", "cuda:0 has 2 GB, the job needs 9 GB.") });
        var (code, _, error) = await CommandLine.Run("discover", folder.File("lots.csv"), "-r", "vegf", "--server", server.Address, "--out", folder.File("result"), "--quiet");
        Assert.Equal(76, code);
        Assert.Equal("gpucqa: cuda:0 has 2 GB, the job needs 9 GB.", error.Trim());
        Assert.False(Directory.Exists(folder.File("result")));
    }

    [Fact]
    public async Task Discover_WrongHere_SendsNothing()
    {
        Directory.CreateDirectory(folder.File("result"));
        File.WriteAllText(folder.File("result/mine.txt"), "keep");
        foreach ((int expected, string[] more) in new (int, string[])[] { (5, ["-r", "vegf"]), (4, ["-r", "none", "--force"]), (2, ["-r", "vegf", "--dims", "99"]), (3, ["-r", "vegf", "--api-key-file", folder.File("none")]) })
        {
            var (code, _, error) = await CommandLine.Run(["discover", folder.File("lots.csv"), "--server", server.Address, "--out", folder.File(expected == 5 ? "result" : "free"), .. more]);
            Assert.True(expected == code, $"{code}: {error}");
        }

        Assert.Empty(server.State.Calls);
    }

    [Fact]
    public async Task DryRun_ServerWithoutTheFiles_PlansFromHeadersForItsDevice()
    {
        string[] run = ["discover", folder.File("lots.csv"), "-r", "vegf", "--server", server.Address, "--dry-run"];
        var (code, output, error) = await CommandLine.Run(run);
        Assert.True(code == 0, error);
        Assert.Contains("cuda:0: a GPU; auto of the server chooses cuda:0", output, StringComparison.Ordinal);
        Assert.Contains("of 8,000 MB free", output, StringComparison.Ordinal);
        Assert.Contains("the plan takes all of its memory", output, StringComparison.Ordinal);
        Assert.Contains($"{folder.File("L0.csv")} (0.0 MB)", output, StringComparison.Ordinal);
        Assert.Contains(" and 1 more", output, StringComparison.Ordinal);
        (code, _, error) = await CommandLine.Run([.. run, "--device", "cuda:7"]);
        Assert.Equal(75, code);
        Assert.Contains("it has cpu, cuda:0", error, StringComparison.Ordinal);
        Assert.True(server.State.Datasets.IsEmpty && server.State.Uploads.IsEmpty && server.State.Cohorts.IsEmpty && server.State.Created.IsEmpty);
    }

    [Fact]
    public async Task DryRun_OfAServerThatMakesNoPlans_IsRefused()
    {
        using (GpuCqaClient client = server.Client()) await client.Project().UploadCohortAsync(folder.File("lots.csv"));
        var (code, _, error) = await CommandLine.Run("discover", folder.File("lots.csv"), "-r", "vegf", "--server", server.Address, "--dry-run", "--device", "cpu");
        Assert.Equal(5, code);
        Assert.Contains("older", error, StringComparison.Ordinal);
        Assert.Empty(server.State.Created);
    }

    [Fact]
    public async Task Discover_Interrupted_StopsTheServer()
    {
        using Process process = CommandLine.Start("discover", folder.File("lots.csv"), "-r", "vegf", "--server", server.Address, "--out", folder.File("result"));
        await Until(() => server.State.CallsOf("WatchAnalysis") == 1);
        CommandLine.Signal(process, CommandLine.Interrupt);
        var (code, _, error) = await CommandLine.End(process);
        Assert.Equal(130, code);
        Assert.Contains("Stopping projects/default/analyses/discover-", error, StringComparison.Ordinal);
        Assert.Equal(State.Cancelled, Assert.Single(server.State.Analyses.Values).State);
        Assert.False(Directory.Exists(folder.File("result")));
    }

    [Fact]
    public async Task Discover_InterruptedTwice_LeavesItToTheServer()
    {
        server.State.CancelsSlowly = true;
        using Process process = CommandLine.Start("discover", folder.File("lots.csv"), "-r", "vegf", "--server", server.Address, "--out", folder.File("result"));
        await Until(() => server.State.CallsOf("WatchAnalysis") == 1);
        CommandLine.Signal(process, CommandLine.Interrupt);
        await Until(() => server.State.CallsOf("CancelAnalysis") == 1);
        CommandLine.Signal(process, CommandLine.Interrupt);
        var (code, _, error) = await CommandLine.End(process);
        Assert.Equal(130, code);
        Assert.Contains("go on with: gpucqa attach projects/default/analyses/discover-", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Devices_OfAServer_AreThoseOfTheServer()
    {
        File.WriteAllText(folder.File("key"), "secret\n");
        var (code, output, error) = await CommandLine.Run("devices", "--server", server.Address, "--api-key-file", folder.File("key"));
        Assert.True(code == 0, error);
        Assert.Contains("cuda:0", output, StringComparison.Ordinal);
        Assert.Equal("Bearer secret", server.State.Authorization);
    }

    [Fact]
    public async Task Verbs_OfThisMachine_TakeNoServer()
    {
        var (code, _, error) = await CommandLine.Run("--server", server.Address, "inspect", folder.File("L1.csv"));
        Assert.Equal(2, code);
        Assert.Contains("--server", error, StringComparison.Ordinal);
    }

    private void Course(params Run[] states)
    {
        foreach (Run state in states) server.State.Course.Writer.TryWrite(state);
    }

    private static async Task Until(Func<bool> condition)
    {
        for (DateTime end = Patience.Deadline; !condition(); await Task.Delay(20)) Assert.True(DateTime.UtcNow < end, "It did not come to pass.");
    }
}
