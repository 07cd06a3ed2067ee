using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses.Clusters;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

/// <summary>Discoveries whose tasks run in child processes: the same watch, cancel and results.</summary>
public sealed class ClusterTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Gpucqa = ["dotnet", typeof(Cli.Running.Failures).Assembly.Location];

    private readonly TemporaryFolder state = new(), work = new();
    private WebApplication? app;
    private GrpcChannel channel = null!;

    [Fact]
    public async Task Discovery_InTasks_GivesTheBytesOfOneInTheService()
    {
        using var sheet = new SmallCohort();
        await Start(o => o.Executor = "");
        Cohort cohort = await UploadedCohort.Of(channel, sheet, "cohort");
        AnalysisMessage alone = await Run("alone", cohort);
        await Stop();
        await Start(o => o.Work = work.Path);
        AnalysisPlan plan = (await new AnalysisService.AnalysisServiceClient(channel).CreateAnalysisAsync(Request("plan", cohort, validate: true))).Metadata.Unpack<AnalysisMessage>().Plan;
        Assert.Contains(plan.Notes, n => n.Contains("tasks of the executor local", StringComparison.Ordinal));
        AnalysisMessage tasks = await Run("tasks", cohort);
        Assert.True(tasks.State == AnalysisState.Succeeded, tasks.ToString());
        Assert.Contains(tasks.Steps, s => s.Step == "gram" && s.Ended);
        Assert.Contains(tasks.Steps, s => s.Step == "merge knn" && s.Ended);

        string[] files = await Files(alone);
        Assert.Equal(files, await Files(tasks));
        foreach (string file in files.Where(f => f is not ("provenance.json" or "report.html")))
            Assert.True(Convert.ToHexString(await Read(alone, file)) == Convert.ToHexString(await Read(tasks, file)), file);
        // Nothing says where on the server it was computed, and nothing is left there.
        foreach (string file in files.Where(f => f.EndsWith(".json", StringComparison.Ordinal) || f.EndsWith(".html", StringComparison.Ordinal)))
        {
            string text = System.Text.Encoding.UTF8.GetString(await Read(tasks, file));
            Assert.DoesNotContain(work.Path, text, StringComparison.Ordinal);
            Assert.DoesNotContain(state.Path, text, StringComparison.Ordinal);
        }

        await Poll.Until(() => Task.FromResult(Directory.GetDirectories(work.Path).SelectMany(Directory.GetDirectories).Any() == false));
    }

    [Fact]
    public async Task Discovery_BelowTheSize_StaysInTheService()
    {
        using var sheet = new SmallCohort();
        await Start(o =>
        {
            o.FromCells = 1_000_000;
            o.Program = ["false"];
        });
        AnalysisMessage small = await Run("small", await UploadedCohort.Of(channel, sheet, "cohort"));
        Assert.True(small.State == AnalysisState.Succeeded, small.ToString());
    }

    [Fact]
    public async Task Task_ThatFails_IsTheErrorOfTheAnalysis()
    {
        using var sheet = new SmallCohort();
        await Start(o => o.Program = ["sh", "-c", "echo 'gpucqa: lot L3: torn' >&2; exit 3"]);
        AnalysisMessage failed = await Run("failed", await UploadedCohort.Of(channel, sheet, "cohort"));
        Assert.Equal(AnalysisState.Failed, failed.State);
        Assert.Contains("shard 0 of read ended with 3: gpucqa: lot L3: torn", failed.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("resume", failed.Error.Message, StringComparison.Ordinal);
        Assert.Equal((int)StatusCode.InvalidArgument, failed.Error.Code);
    }

    [Fact]
    public async Task Cancel_EndsTheTasks()
    {
        using var sheet = new SmallCohort();
        string began = Path.Combine(work.Path, "began");
        await Start(o => o.Program = ["sh", "-c", $"echo $$ > '{began}'; exec sleep 600"]);
        Cohort cohort = await UploadedCohort.Of(channel, sheet, "cohort");
        var client = new AnalysisService.AnalysisServiceClient(channel);
        await client.CreateAnalysisAsync(Request("cancelled", cohort));
        await Poll.Until(() => Task.FromResult(File.Exists(began) && File.ReadAllText(began).EndsWith('\n')));
        await client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = "projects/p/analyses/cancelled" });
        Assert.Equal(AnalysisState.Cancelled, (await End("projects/p/analyses/cancelled")).State);
        string process = File.ReadAllText(began).Trim();
        Assert.False(File.Exists($"/proc/{process}/cmdline") && File.ReadAllText($"/proc/{process}/cmdline").StartsWith("sleep", StringComparison.Ordinal));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Stop();

    public void Dispose()
    {
        state.Dispose();
        work.Dispose();
    }

    private async Task Start(Action<ClusterOptions> change)
    {
        var options = new ServiceOptions { Listen = "127.0.0.1:0", InsecureLoopback = true, DrainSeconds = 2, State = state.Path, Cluster = { Executor = "local", FromCells = 0, ShardCells = 8192, Workers = 2, Program = [.. Gpucqa], Device = "cpu" } };
        change(options.Cluster);
        app = ServiceHost.Build(options, logging => logging.ClearProviders());
        await app.StartAsync();
        channel = GrpcChannel.ForAddress(ServiceHost.Address(app));
    }

    private async Task Stop()
    {
        if (app is null) return;
        channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    private async Task<AnalysisMessage> Run(string id, Cohort cohort)
    {
        await new AnalysisService.AnalysisServiceClient(channel).CreateAnalysisAsync(Request(id, cohort));
        return await End($"projects/p/analyses/{id}");
    }

    private async Task<AnalysisMessage> End(string name)
    {
        AnalysisMessage last = new();
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = new AnalysisService.AnalysisServiceClient(channel).WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: Patience.Deadline);
        while (await watch.ResponseStream.MoveNext()) last = watch.ResponseStream.Current.Analysis;
        return last;
    }

    private async Task<string[]> Files(AnalysisMessage analysis) =>
        [.. (await new ResultService.ResultServiceClient(channel).ListResultFilesAsync(new ListResultFilesRequest { Parent = analysis.Name, PageSize = 1000 })).Files.Select(f => f.Path)];

    private async Task<byte[]> Read(AnalysisMessage analysis, string path)
    {
        using AsyncServerStreamingCall<ReadResultFileResponse> call = new ResultService.ResultServiceClient(channel).ReadResultFile(new ReadResultFileRequest { Parent = analysis.Name, Path = path });
        var bytes = new MemoryStream();
        while (await call.ResponseStream.MoveNext()) call.ResponseStream.Current.Data.Content.WriteTo(bytes);
        return bytes.ToArray();
    }

    private static CreateAnalysisRequest Request(string id, Cohort cohort, bool validate = false) => new()
    {
        Parent = "projects/p", AnalysisId = id, ValidateOnly = validate,
        Analysis = new AnalysisMessage { Device = "cpu", Spec = new AnalysisSpec { Discover = new DiscoverSpec { Cohort = cohort.Name, Readouts = { "vegf" }, Neighbors = 8, MaxMitoPercent = 100, MinGenes = 0 } } },
    };
}
