using GpuCqa.Api.V1;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Client.Tests.Analyses;

public class WatchTests
{
    private static readonly DiscoverSpec Spec = new() { Cohort = "projects/p/cohorts/c", Readouts = { "vegf" } };

    [Fact]
    public async Task Wait_LineBreaksInBetween_SeesEveryStateOnceAndTheEnd()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        AnalysisClient analysis = await client.Project("p").DiscoverAsync(Spec, new AnalysisOptions { Device = "cpu", Priority = 7 });
        Analysis queued = await analysis.GetAsync();
        Assert.Equal(("cpu", 7, $"operations/{analysis.Name.Split('/')[^1]}"), (queued.Device, queued.Priority, analysis.Operation));
        Analysis running = new(queued) { State = Analysis.Types.State.Running, Steps = { new AnalysisStep { Step = "pca", Done = 1, Total = 2 } } }, noted = new(running) { Notes = { "a note" } };
        // A line breaks when what went before has arrived.
        var seen = new Seen<Analysis>(now =>
        {
            Analysis?[] then = now.State == Analysis.Types.State.Queued ? [running] : now.Equals(running) ? [null, null, noted] : now.Equals(noted) ? [null, new(noted) { State = Analysis.Types.State.Succeeded }] : [];
            foreach (Analysis? next in then) server.State.Course.Writer.TryWrite(next);
        });
        Analysis end = await analysis.WaitAsync(seen);
        Assert.Equal(Analysis.Types.State.Succeeded, end.State);
        Assert.Equal([Analysis.Types.State.Queued, Analysis.Types.State.Running, Analysis.Types.State.Running, Analysis.Types.State.Succeeded], seen.Items.Select(a => a.State));
        Assert.Equal(4, server.State.CallsOf("WatchAnalysis"));
    }

    [Fact]
    public async Task Wait_EndedBefore_AnswersAtOnce()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        server.State.Analyses["projects/p/analyses/a"] = new Analysis { Name = "projects/p/analyses/a", State = Analysis.Types.State.Succeeded };
        Assert.Equal(Analysis.Types.State.Succeeded, (await client.Project("p").Analysis("a").WaitAsync()).State);
    }

    [Theory]
    [InlineData(ErrorReason.BadData, "BAD_DATA", "L3: line 4: a negative count", typeof(BadDataException), 3)]
    [InlineData(ErrorReason.Precondition, "PRECONDITION", "3 lots are too few.", typeof(PreconditionException), 5)]
    [InlineData(ErrorReason.DeviceUnavailable, "DEVICE_UNAVAILABLE", "cuda:0 is not here.", typeof(DeviceUnavailableException), 75)]
    [InlineData(ErrorReason.DeviceMemory, "DEVICE_MEMORY", "needs 9 GB.", typeof(DeviceMemoryException), 76)]
    [InlineData(ErrorReason.Internal, "INTERNAL", "A defect of the service.", typeof(RefusedException), 70)]
    public async Task Wait_Failed_ThrowsWhatALocalRunWould(ErrorReason reason, string name, string message, Type type, int exitCode)
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        server.State.Analyses["projects/p/analyses/a"] = new Analysis { Name = "projects/p/analyses/a", State = Analysis.Types.State.Failed, Error = FakeState.Details(reason, name, message) };
        GpuCqaException error = (GpuCqaException)await Assert.ThrowsAsync(type, () => client.Project("p").Analysis("a").WaitAsync());
        Assert.Equal((message, reason, exitCode), (error.Message, error.Reason, ErrorTable.ExitCode(error.Reason)));
    }

    [Fact]
    public async Task Cancel_EndsTheWait()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        AnalysisClient analysis = await client.Project("p").DiscoverAsync(Spec);
        Task<Analysis> wait = analysis.WaitAsync();
        await analysis.CancelAsync();
        RefusedException error = await Assert.ThrowsAsync<RefusedException>(() => wait);
        Assert.Equal(130, ErrorTable.ExitCode(error.Reason));
    }

    [Fact]
    public async Task Watch_CancelledHere_LeavesTheAnalysisAlone()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        AnalysisClient analysis = await client.Project("p").DiscoverAsync(Spec);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => analysis.WaitAsync(new Seen<Analysis>(_ => stop.Cancel()), stop.Token));
        Assert.Equal(Analysis.Types.State.Queued, (await analysis.GetAsync()).State);
        Assert.Equal(0, server.State.CallsOf("CancelAnalysis"));
    }

    [Fact]
    public async Task Watch_OfNone_IsNotFound()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        await Assert.ThrowsAsync<NotFoundException>(() => client.Project("p").Analysis("none").WaitAsync());
    }
}
