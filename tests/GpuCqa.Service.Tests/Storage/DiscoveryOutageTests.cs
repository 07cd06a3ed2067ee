using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Analyses.Kinds;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>The database server is killed while a real discovery runs: what comes out is what comes out without.</summary>
public sealed class DiscoveryOutageTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder state = new();
    private readonly JobHost.LogLines log = new();
    private PostgresServer server = null!;
    private WebApplication app = null!;
    private GrpcChannel channel = null!;
    private WatchedDiscovery discovery = null!;
    private Cohort cohort = null!;

    private bool IsDown { get; set; }

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is not null) return;
        server = PostgresServer.Start();
        var options = new ServiceOptions { Listen = "127.0.0.1:0", InsecureLoopback = true, DrainSeconds = 2, State = state.Path, Database = server.Create() };
        app = ServiceHost.Build(options, logging => logging.ClearProviders().AddProvider(log), services => services
            .AddSingleton(p => new WatchedDiscovery(ActivatorUtilities.CreateInstance<DiscoverKind>(p)))
            .AddSingleton<AnalysisKind>(p => p.GetRequiredService<WatchedDiscovery>()));
        await app.StartAsync();
        discovery = app.Services.GetRequiredService<WatchedDiscovery>();
        channel = GrpcChannel.ForAddress(ServiceHost.Address(app));
        using var files = new SmallCohort();
        cohort = await UploadedCohort.Of(channel, files, "outage");
    }

    public async Task DisposeAsync()
    {
        if (server is null) return;
        channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        server.Dispose();
    }

    public void Dispose()
    {
        state.Dispose();
        log.Dispose();
    }

    [PostgresFact]
    public async Task Discovery_DatabaseAway_GivesTheSameAssociations()
    {
        byte[] expected = await Associations("without", _ => { });

        // Before the rows of the datasets are read and just before the end, both times for longer than a call waits.
        Task back = Task.CompletedTask, again = back;
        Assert.Equal(expected, await Associations("ends", moment =>
        {
            if (moment == "start")
            {
                Kill();
                back = Task.Run(RunOnceACallWasRefused);
            }

            if (moment != "end write results") return;
            Kill(after: back);
            again = Task.Run(RunOnceTheEndWaits);
        }));
        await Task.WhenAll(back, again);

        // From a boundary of steps to a later one, and from within a step on.
        Assert.Equal(expected, await Associations("midst", moment =>
        {
            if (moment == "end read cells" || (moment == "within permutations" && !IsDown)) Kill();
            if (moment is "begin clusters" or "begin write results") Run();
        }));
    }

    private void Kill(Task? after = null)
    {
        // Who starts the server is done with it.
        after?.Wait();
        log.Lines.Clear();
        server.Kill();
        IsDown = true;
    }

    private void Run()
    {
        server.Run();
        IsDown = false;
    }

    private async Task RunOnceACallWasRefused()
    {
        await Refusal.Of(StatusCode.Unavailable, "UNAVAILABLE", async () => await new CohortService.CohortServiceClient(channel).GetCohortAsync(new GetCohortRequest { Name = cohort.Name }));
        Run();
    }

    private async Task RunOnceTheEndWaits()
    {
        await Poll.Until(() => Task.FromResult(log.Lines.Any(l => l.Contains("could not be written yet", StringComparison.Ordinal))));
        Run();
    }

    private async Task<byte[]> Associations(string id, Action<string> at)
    {
        bool down = false;
        discovery.At = moment =>
        {
            at(moment);
            down |= IsDown;
        };
        var client = new AnalysisService.AnalysisServiceClient(channel);
        string name = $"projects/p/analyses/{id}";
        await client.CreateAnalysisAsync(new CreateAnalysisRequest
        {
            Parent = "projects/p", AnalysisId = id,
            Analysis = new AnalysisMessage { Device = "cpu", Spec = new AnalysisSpec { Discover = new DiscoverSpec { Cohort = cohort.Name, Readouts = { "vegf" }, Neighbors = 8, MaxMitoPercent = 100, MinGenes = 0 } } },
        });
        // A watch that began before the outage lasts.
        AnalysisMessage last = new();
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: DateTime.UtcNow.AddSeconds(120));
        while (await watch.ResponseStream.MoveNext()) last = watch.ResponseStream.Current.Analysis;
        Assert.True(last.State == AnalysisState.Succeeded, last.ToString());
        Assert.Equal(1, last.Attempt);
        Assert.Equal(id != "without", down);
        AnalysisMessage stored = await client.GetAnalysisAsync(new GetAnalysisRequest { Name = name });
        Assert.Equal(last, stored);
        using AsyncServerStreamingCall<ReadResultFileResponse> call = new ResultService.ResultServiceClient(channel).ReadResultFile(new ReadResultFileRequest { Parent = name, Path = "associations.csv" });
        var bytes = new MemoryStream();
        while (await call.ResponseStream.MoveNext()) call.ResponseStream.Current.Data.Content.WriteTo(bytes);
        return bytes.ToArray();
    }
}
