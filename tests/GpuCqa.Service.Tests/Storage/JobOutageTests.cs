using System.Diagnostics;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Operations;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>Cancellation, shutdown and take-over while a job runs and the database is away.</summary>
public sealed class JobOutageTests(SharedPostgres shared) : IClassFixture<SharedPostgres>
{
    /// <summary>Seconds that the host gives itself, and as many again for a busy machine.</summary>
    private static readonly TimeSpan MostStop = 2 * Drain.Limit(new ServiceOptions { DrainSeconds = 0 });

    private readonly PostgresServer? server = shared.Server;
    private string connection = "";

    [PostgresFact]
    public async Task Cancel_DatabaseAway_EndsTheJobAndHoldsWhenItIsBack()
    {
        await using JobHost host = await Start();
        string name = await host.Create("runs");
        await host.Started(1);
        Task<AnalysisMessage> end = host.Until(name, AnalysisState.Cancelled);
        server!.Kill();
        AnalysisMessage answer = await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = name });
        Assert.Equal(AnalysisState.Cancelling, answer.State);
        Assert.Equal(AnalysisState.Cancelling, (await host.Get(name)).State);
        await Unwritten(host);
        server.Run();
        await end;
        Assert.Equal(AnalysisState.Cancelled, host.App.Services.GetRequiredService<AnalysisTable>().Find("p", "runs")!.Content.State);
    }

    [PostgresFact]
    public async Task Note_DatabaseAway_NamesTheDatasetAndIsToldAtOnce()
    {
        await using JobHost host = await Start();
        await new Uploader(host.Channel).Upload("one", Uploader.Table(1));
        string uid = host.App.Services.GetRequiredService<DatasetTable>().Find("p", "one")!.Uid;
        host.Kind.Inputs = _ => [uid];
        host.Kind.Body = (run, label) =>
        {
            host.Kind.WaitAtGate(run, label);
            run.Progress.Note($"{host.State.Path}/views/{uid}/cells.csv has a gap");
            host.Kind.WaitAtGate(run, "end");
        };
        string name = await host.Create("runs");
        await host.Started(1);
        Task<AnalysisMessage> told = host.Until(name, a => a.Notes.Count > 0), end = host.Until(name, AnalysisState.Succeeded);
        server!.Kill();
        host.Kind.Open("runs");
        Assert.Equal("projects/p/datasets/one/cells.csv has a gap", (await told).Notes.Single());
        server.Run();
        host.Kind.Open("end");
        await end;
    }

    [PostgresFact]
    public async Task Stop_DatabaseAway_EndsInTimeAndTheNextStartRunsTheJobAgain()
    {
        await using JobHost host = await Start();
        string name = await host.Create("runs");
        await host.Started(1);
        server!.Kill();
        host.Kind.Open("runs");
        await Unwritten(host);
        long began = Stopwatch.GetTimestamp();
        await host.Stop();
        Assert.True(Stopwatch.GetElapsedTime(began) < MostStop, $"{Stopwatch.GetElapsedTime(began)}");
        server.Run();
        await host.Start();
        Assert.Equal(2, (await host.Until(name, AnalysisState.Succeeded)).Attempt);
    }

    [PostgresFact]
    public async Task Database_TakenOverWhileAJobRuns_IsLeftAsItIs()
    {
        await using JobHost host = await Start();
        await host.Create("runs");
        await host.Started(1);
        server!.Execute(new NpgsqlConnectionStringBuilder(connection).Database!, "UPDATE gpucqa_service SET instance = 'another'");
        host.Kind.Open("runs");
        Database database = host.App.Services.GetRequiredService<Database>();
        await Poll.Until(() => Task.FromResult(database.Dialect.State == DatabaseState.TakenOver));
        long began = Stopwatch.GetTimestamp();
        await host.Stop();
        Assert.True(Stopwatch.GetElapsedTime(began) < MostStop, $"{Stopwatch.GetElapsedTime(began)}");
        server.Execute(new NpgsqlConnectionStringBuilder(connection).Database!, "DO $$ BEGIN ASSERT (SELECT state FROM analyses) = 2; ASSERT (SELECT COUNT(*) FROM manifests) = 0; END $$");
        // As the other one would have it again; this test has none.
        await host.Start();
    }

    private static Task Unwritten(JobHost host) => Poll.Until(() => Task.FromResult(host.Log.Lines.Any(l => l.Contains("could not be written yet", StringComparison.Ordinal))));

    private async Task<JobHost> Start()
    {
        JobHost.Databases.Value = () => connection = server!.Create();
        return await JobHost.Start();
    }
}
