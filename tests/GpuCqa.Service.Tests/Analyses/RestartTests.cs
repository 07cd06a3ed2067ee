using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class RestartTests
{
    [Fact]
    public async Task Stop_OfTheService_InterruptsWhatRunsAndRunsItAgain()
    {
        await using JobHost host = await JobHost.Start();
        host.Kind.Open("ended");
        await host.Until(await host.Create("ended"), AnalysisState.Succeeded);
        string runs = await host.Create("runs"), waits = await host.Create("waits");
        string[] before = await host.Started(2);
        await host.Stop();
        Assert.Equal(["ended", "runs"], before);
        await host.Start();
        Assert.Equal(["ended", "runs", "runs"], await host.Started(3));
        Assert.Equal(2, (await host.Get(runs)).Attempt);
        Assert.Equal(0, (await host.Get(waits)).Attempt);
        host.Kind.Open("runs", "waits");
        Assert.Equal(AnalysisState.Succeeded, (await host.Until(waits, AnalysisState.Succeeded)).State);
        Assert.Equal(AnalysisState.Succeeded, (await host.Get(runs)).State);
        ListResultFilesResponse files = await new ResultService.ResultServiceClient(host.Channel).ListResultFilesAsync(new ListResultFilesRequest { Parent = "projects/p/analyses/ended" });
        Assert.Single(files.Files);
    }

    [Fact]
    public async Task Stop_OfTheService_LetsWhatEndsInTimeEnd()
    {
        await using JobHost host = await JobHost.Start(drainSeconds: 20);
        using var stopping = new ManualResetEventSlim();
        host.Kind.Body = (run, _) =>
        {
            stopping.Wait(run.Cancellation);
            run.Progress.Note("ended in time");
        };
        string name = await host.Create("nearly"), waits = await host.Create("waits");
        await host.Started(1);
        host.App.Lifetime.ApplicationStopping.Register(stopping.Set);
        await host.Stop();
        await host.Start();
        AnalysisMessage ended = await host.Get(name);
        Assert.Equal((AnalysisState.Succeeded, 1), (ended.State, ended.Attempt));
        Assert.Equal("ended in time", Assert.Single(ended.Notes));
        Assert.Equal(1, (await host.Until(waits, AnalysisState.Succeeded)).Attempt);
    }

    [Fact]
    public async Task Crash_WhileItRan_RunsItAgainAndGivesUpInTheEnd()
    {
        await using JobHost host = await JobHost.Start(new JobOptions { MaxCrashes = 2 });
        string name = await host.Create("again"), cancelling = await host.Create("cancelling");
        for (int crash = 1; crash <= 2; crash++)
        {
            await host.Started(crash);
            await Leave(host, ("again", AnalysisState.Running), ("cancelling", AnalysisState.Cancelling));
            await host.Start();
            Assert.Equal(AnalysisState.Cancelled, (await host.Get(cancelling)).State);
            if (crash == 1) await host.Until(name, AnalysisState.Running);
        }

        AnalysisMessage failed = await host.Until(name, AnalysisState.Failed);
        Assert.Contains("2 times", failed.Error.Message, StringComparison.Ordinal);
        Assert.Equal(2, host.Kind.Started.Count);
        Assert.Empty(host.App.Services.GetRequiredService<JobBook>().Jobs);
    }

    [Fact]
    public async Task Crash_BetweenTheResultsAndTheRecord_LeavesNoResultThatIsNotWhole()
    {
        await using JobHost host = await JobHost.Start();
        string name = await host.Create("half");
        await host.Started(1);
        AnalysisRecord record = host.App.Services.GetRequiredService<AnalysisTable>().Find("p", "half")!;
        await Leave(host, ("half", AnalysisState.Running));
        string results = Path.Combine(host.State.Path, "results", record.Uid, "files");
        Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, "label.txt"), "torn");
        host.Kind.Open("half");
        await host.Start();
        await host.Until(name, AnalysisState.Succeeded);
        Assert.Equal("half", File.ReadAllText(Path.Combine(results, "label.txt")));
    }

    [Fact]
    public async Task End_WrittenAgainBecauseItsAnswerWasLost_IsTheEarlierOne()
    {
        await using JobHost host = await JobHost.Start();
        host.Kind.Open("ended");
        await host.Until(await host.Create("ended"), AnalysisState.Succeeded);
        AnalysisTable table = host.App.Services.GetRequiredService<AnalysisTable>();
        AnalysisRecord record = table.Find("p", "ended")!;
        var later = new AnalysisMessage(record.Content) { State = AnalysisState.Cancelled };
        Assert.Equal(record.Content, table.End(record.Uid, later, 0, s => s.Execute("INSERT INTO manifests (analysis) VALUES (@a)", ("@a", record.Uid))));
        table.Update(record.Uid, later, 0);
        Assert.Equal(record.Content, table.Find("p", "ended")!.Content);
    }

    // Stops the service, then leaves the tables as a kill at this moment would have.
    private static async Task Leave(JobHost host, params (string Id, AnalysisState State)[] states)
    {
        await host.App.StopAsync();
        AnalysisTable table = host.App.Services.GetRequiredService<AnalysisTable>();
        foreach ((string id, AnalysisState state) in states)
        {
            AnalysisRecord record = table.Find("p", id)!;
            if (!AnalysisRecord.IsTerminal(record.Content.State)) table.Update(record.Uid, new AnalysisMessage(record.Content) { State = state }, record.Crashes);
        }

        await host.Stop();
    }
}
