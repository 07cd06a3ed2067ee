using Google.Rpc;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Tests.Errors;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class SchedulingTests
{
    [Fact]
    public async Task Priority_WithinAProject_GoesFirstThenAge()
    {
        await using JobHost host = await JobHost.Start();
        await host.Create("busy");
        await host.Started(1);
        string low = await host.Create("low", 1), older = await host.Create("older", 50), younger = await host.Create("younger", 50), high = await host.Create("high", 99);
        await host.Planned(low, older, younger, high);
        await host.Until(low, a => a.QueuePosition == 3);
        await host.Until(younger, a => a.QueuePosition == 2);
        await host.Until(high, a => a.QueuePosition == 0);
        host.Kind.Open("busy", "low", "older", "younger", "high");
        Assert.Equal(["busy", "high", "older", "younger", "low"], await host.Started(5));
        Assert.Equal(0, (await host.Until(low, AnalysisState.Succeeded)).QueuePosition);
    }

    [Fact]
    public async Task Projects_TakeTurns_HoweverManyOneQueues()
    {
        await using JobHost host = await JobHost.Start();
        await host.Create("a0", project: "a");
        await host.Started(1);
        var names = new List<string>();
        for (int i = 1; i <= 4; i++) names.Add(await host.Create($"a{i}", 99, "a"));
        names.Add(await host.Create("b1", 0, "b"));
        names.Add(await host.Create("c1", 0, "c"));
        await host.Planned([.. names]);
        host.Kind.Open("a0", "a1", "a2", "a3", "a4", "b1", "c1");
        string[] order = await host.Started(7);
        Assert.Equal(["a0", "b1", "c1"], order[..3]);
        Assert.Equal(["a1", "a2", "a3", "a4"], order[3..]);
    }

    [Fact]
    public async Task Memory_OfRunningJobs_StaysWithinTheLimitAndALargeOneComesToItsTurn()
    {
        await using JobHost host = await JobHost.Start(new JobOptions { MaxRunning = 3, HostMemoryBytes = 100, MaxPassedOver = 2 });
        host.Kind.Need = label => new JobNeed(label[0] switch { 'l' => 90, 'm' => 60, _ => 20 }, 0);
        await host.Create("m");
        await host.Started(1);
        string large = await host.Create("large");
        await host.Planned(large);
        // Two small ones pass the large one; the third waits behind it although there is room.
        await host.Create("s1");
        await host.Started(2);
        await host.Create("s2");
        Assert.Equal(["m", "s1", "s2"], await host.Started(3));
        host.Kind.Open("s1", "s2");
        await host.Until("projects/p/analyses/s2", AnalysisState.Succeeded);
        string third = await host.Create("s3");
        await host.Planned(third);
        Assert.Equal(1, (await host.Until(third, a => a.QueuePosition == 1)).QueuePosition);
        Assert.Equal(3, host.Kind.Started.Count);
        host.Kind.Open("m", "large", "s3");
        Assert.Equal(["m", "s1", "s2", "large", "s3"], await host.Started(5));
    }

    [Fact]
    public async Task Need_ThatNoStateOfTheServiceCanMeet_FailsWithFigures()
    {
        await using JobHost host = await JobHost.Start(new JobOptions { HostMemoryBytes = 1_000_000 });
        host.Kind.Need = _ => new JobNeed(2_500_000, 0);
        AnalysisMessage failed = await host.Until(await host.Create("huge"), AnalysisState.Failed);
        Assert.Equal((int)StatusCode.ResourceExhausted, failed.Error.Code);
        Assert.Equal("EXHAUSTED", failed.Error.Details[0].Unpack<ErrorInfo>().Reason);
        Assert.Contains("2.5 MB", failed.Error.Message, StringComparison.Ordinal);
        Assert.Contains("1.0 MB", failed.Error.Message, StringComparison.Ordinal);
        Assert.Equal(0, failed.Attempt);
        Assert.Empty(host.Kind.Started);
    }

    [Fact]
    public async Task Queue_OfAProject_IsFullAtItsLimit()
    {
        await using JobHost host = await JobHost.Start(new JobOptions { MaxQueuedPerProject = 2 });
        await host.Create("runs");
        await host.Started(1);
        await host.Create("first");
        await host.Create("second");
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => host.Create("third"));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Google.Rpc.Status details = refused.GetRpcStatus()!;
        Assert.True(details.Details.Single(d => d.Is(RetryInfo.Descriptor)).Unpack<RetryInfo>().RetryDelay.Seconds > 0);
        await host.Create("other", project: "q");
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => host.Get("projects/p/analyses/third"));
    }
}
