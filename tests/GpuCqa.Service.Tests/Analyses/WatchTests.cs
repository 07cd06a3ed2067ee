using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class WatchTests
{
    [Fact]
    public async Task Watchers_TwoHundred_AllSeeTheEndAndAreForgotten()
    {
        await using JobHost host = await JobHost.Start();
        host.Kind.Body = (run, label) =>
        {
            run.Progress.Begin("count", 100_000);
            for (int i = 0; i < 100_000; i++) run.Progress.Report(i);
            host.Kind.WaitAtGate(run, label);
            run.Progress.End();
        };
        string name = await host.Create("watched");
        Task<(int Messages, AnalysisState Last)>[] watchers = [.. Enumerable.Range(0, 200).Select(async _ =>
        {
            using AsyncServerStreamingCall<WatchAnalysisResponse> watch = host.Client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: Patience.Deadline);
            int messages = 0;
            AnalysisState last = default;
            while (await watch.ResponseStream.MoveNext())
            {
                messages++;
                last = watch.ResponseStream.Current.Analysis.State;
            }

            return (messages, last);
        })];
        await host.Started(1);
        host.Kind.Open("watched");
        (int Messages, AnalysisState Last)[] seen = await Task.WhenAll(watchers);
        Assert.All(seen, s => Assert.Equal(AnalysisState.Succeeded, s.Last));
        // 100,000 reports became a few messages.
        Assert.All(seen, s => Assert.InRange(s.Messages, 1, 200));
    }

    [Fact]
    public async Task Watcher_ThatReadsLate_GetsEveryChangeAndTheLatestProgress()
    {
        var job = new Job(new AnalysisRecord("p", "a", "uid", 1, 0, new AnalysisMessage { State = AnalysisState.Queued }));
        using JobWatch watch = job.Watch();
        lock (job.Gate)
        {
            job.Tell(new AnalysisMessage { State = AnalysisState.Running }, change: true);
            for (int i = 1; i <= 1000; i++) job.Tell(new AnalysisMessage { State = AnalysisState.Running, Attempt = i }, change: false);
            job.Tell(new AnalysisMessage { State = AnalysisState.Cancelling }, change: true);
            for (int i = 1; i <= 1000; i++) job.Tell(new AnalysisMessage { State = AnalysisState.Cancelling, Attempt = i }, change: false);
        }

        var seen = new List<(AnalysisState, int)>();
        for (int i = 0; i < 4; i++)
        {
            AnalysisMessage next = await watch.NextAsync(CancellationToken.None);
            seen.Add((next.State, next.Attempt));
        }

        Assert.Equal([(AnalysisState.Queued, 0), (AnalysisState.Running, 0), (AnalysisState.Cancelling, 0), (AnalysisState.Cancelling, 1000)], seen);
        using var over = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await watch.NextAsync(over.Token));
    }

    [Fact]
    public async Task Watch_WhenTheServiceStops_IsToldToTryAgain()
    {
        await using JobHost host = await JobHost.Start();
        string name = await host.Create("runs");
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = host.Client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: Patience.Deadline);
        await watch.ResponseStream.MoveNext();
        Task stop = host.App.StopAsync();
        RpcException end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext()) Assert.NotEqual(AnalysisState.Cancelled, watch.ResponseStream.Current.Analysis.State);
        });
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        await stop;
    }

    // A write that is cancelled in its midst resets the call, and then no status arrives.
    [Fact]
    public async Task Watch_WhenTheServiceStopsAndTheWatcherReadsLate_IsToldToTryAgain()
    {
        const int Steps = 120;
        await using JobHost host = await JobHost.Start();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Kind.Body = (run, label) =>
        {
            for (int i = 0; i < Steps; i++)
            {
                run.Progress.Begin($"step {i} {new string('x', 100)}", 1);
                run.Progress.End();
            }

            told.SetResult();
            host.Kind.WaitAtGate(run, label);
        };
        string name = await host.Create("talks");
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = host.Client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: Patience.Deadline);
        await watch.ResponseStream.MoveNext();
        await told.Task.WaitAsync(Patience.Span);
        // Each message holds all steps so far, some 800 kB in sum: more than the line takes unread.
        Task stop = host.App.StopAsync();
        RpcException end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext()) Assert.InRange(watch.ResponseStream.Current.Analysis.Steps.Count, 0, Steps);
        });
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        await stop;
    }
}
