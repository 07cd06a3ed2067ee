using GpuCqa.Api.LongRunning;
using GpuCqa.Api.V1;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class CancelTests
{
    [Fact]
    public async Task Cancel_WhatWaits_EndsItAtOnce()
    {
        await using JobHost host = await JobHost.Start();
        await host.Create("runs");
        await host.Started(1);
        string name = await host.Create("waits");
        AnalysisMessage cancelled = await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = name });
        Assert.Equal(AnalysisState.Cancelled, cancelled.State);
        Operation operation = await host.Operations.GetOperationAsync(new GetOperationRequest { Name = cancelled.Operation });
        Assert.Equal((int)StatusCode.Cancelled, operation.Error.Code);
        host.Kind.Open("runs");
        await host.Until("projects/p/analyses/runs", AnalysisState.Succeeded);
        Assert.Equal(["runs"], host.Kind.Started);
    }

    [Fact]
    public async Task Cancel_WhatIsBeingPlanned_StopsTheReadingOfItsHeaders()
    {
        await using JobHost host = await JobHost.Start();
        using var reading = new ManualResetEventSlim();
        host.Kind.Reading = (label, cancellation) =>
        {
            if (label != "large") return;
            reading.Set();
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
        };
        string name = await host.Create("large");
        Assert.True(reading.Wait(Patience.Span));
        Assert.Equal(AnalysisState.Cancelled, (await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = name })).State);
        // One plan at a time: another analysis runs only when the reading has stopped.
        host.Kind.Open("next");
        await host.Until(await host.Create("next"), AnalysisState.Succeeded);
    }

    [Fact]
    public async Task Cancel_WhatRuns_EndsItInItsMidst()
    {
        await using JobHost host = await JobHost.Start();
        string name = await host.Create("runs");
        await host.Started(1);
        var states = new List<AnalysisState>();
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = host.Client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: Patience.Deadline);
        await watch.ResponseStream.MoveNext();
        // Its gate never opens: it ends by the cancellation or not at all.
        await host.Operations.CancelOperationAsync(new CancelOperationRequest { Name = watch.ResponseStream.Current.Analysis.Operation });
        while (await watch.ResponseStream.MoveNext()) states.Add(watch.ResponseStream.Current.Analysis.State);
        Assert.Equal([AnalysisState.Cancelling, AnalysisState.Cancelled], states.Distinct());
        Assert.Equal(AnalysisState.Cancelled, (await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = name })).State);
        Assert.Empty(Directory.GetDirectories(Path.Combine(host.State.Path, "results")));
    }

    [Fact]
    public async Task Cancel_OfAHandlerThatEndsAllTheSame_IsNotASuccess()
    {
        await using JobHost host = await JobHost.Start();
        using var reached = new ManualResetEventSlim();
        host.Kind.Body = (run, _) => reached.Wait();
        string name = await host.Create("deaf");
        await host.Started(1);
        Assert.Equal(AnalysisState.Cancelling, (await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = name })).State);
        reached.Set();
        await host.Until(name, AnalysisState.Cancelled);
        Assert.Equal(AnalysisState.Cancelled, (await host.Get(name)).State);
    }

    [Fact]
    public async Task Cancel_WhatHasEnded_LeavesItAsItIs()
    {
        await using JobHost host = await JobHost.Start();
        host.Kind.Open("done");
        string name = await host.Create("done");
        await host.Until(name, AnalysisState.Succeeded);
        Assert.Equal(AnalysisState.Succeeded, (await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = name })).State);
    }
}
