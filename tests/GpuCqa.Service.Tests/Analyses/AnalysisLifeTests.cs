using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.LongRunning;
using Google.Rpc;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class AnalysisLifeTests : IAsyncLifetime
{
    private JobHost host = null!;

    public async Task InitializeAsync() => host = await JobHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Analysis_FromCreationToResults_IsWatchedStepByStep()
    {
        host.Kind.Body = (run, label) =>
        {
            run.Progress.Begin("first", 4);
            run.Progress.Report(2);
            run.Progress.Note($"reads {host.State.Path}/views/{new string('0', 32)}/matrix.mtx, see --min-genes");
            host.Kind.WaitAtGate(run, label);
            run.Progress.End();
            run.Progress.Begin("second", 0);
            run.Progress.End();
        };
        Operation made = await host.Client.CreateAnalysisAsync(JobHost.Request("whole"));
        Assert.False(made.Done);
        Assert.Matches("^projects/p/operations/op-[0-9a-f]{32}$", made.Name);
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = host.Client.WatchAnalysis(new WatchAnalysisRequest { Name = "projects/p/analyses/whole" }, deadline: Patience.Deadline);
        var seen = new List<AnalysisMessage>();
        while (await watch.ResponseStream.MoveNext())
        {
            seen.Add(watch.ResponseStream.Current.Analysis);
            if (seen[^1].Notes.Count > 0) host.Kind.Open("whole");
        }

        Assert.Equal(AnalysisState.Succeeded, seen[^1].State);
        Assert.Contains(seen, a => a.State == AnalysisState.Running);
        Assert.Contains(seen, a => a.Steps.Count == 1 && a.Steps[0] is { Step: "first", Done: 2, Total: 4, Ended: false });
        Assert.Equal([("first", 4L, true), ("second", 0L, true)], seen[^1].Steps.Select(s => (s.Step, s.Done, s.Ended)));
        Assert.Equal(["reads a dataset that was deleted/matrix.mtx, see min_genes"], seen[^1].Notes);
        Assert.Equal(1, seen[^1].Attempt);
        Assert.True(seen[^1].CreateTime.ToDateTimeOffset() <= seen[^1].StartTime.ToDateTimeOffset() && seen[^1].StartTime.ToDateTimeOffset() <= seen[^1].EndTime.ToDateTimeOffset());

        Operation done = await host.Operations.GetOperationAsync(new GetOperationRequest { Name = made.Name });
        Assert.True(done.Done);
        Assert.Equal(seen[^1], done.Response.Unpack<AnalysisMessage>());
        Assert.Equal(done.Response, done.Metadata);
        Assert.Equal(seen[^1], await host.Get("projects/p/analyses/whole"));
        ListResultFilesResponse files = await new ResultService.ResultServiceClient(host.Channel).ListResultFilesAsync(new ListResultFilesRequest { Parent = "projects/p/analyses/whole" });
        Assert.Equal("label.txt", Assert.Single(files.Files).Path);
        // A watch that comes late is told the end, once.
        using AsyncServerStreamingCall<WatchAnalysisResponse> late = host.Client.WatchAnalysis(new WatchAnalysisRequest { Name = "projects/p/analyses/whole" });
        Assert.True(await late.ResponseStream.MoveNext());
        Assert.False(await late.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Create_SameRequestId_IsQueuedOnce()
    {
        CreateAnalysisRequest request = JobHost.Request("once");
        request.ValidateOnly = true;
        Operation valid = await host.Client.CreateAnalysisAsync(request);
        Assert.Equal("projects/p/analyses/once", valid.Metadata.Unpack<AnalysisMessage>().Name);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => host.Get("projects/p/analyses/once"));
        request.ValidateOnly = false;
        request.RequestId = Guid.NewGuid().ToString();
        Operation first = await host.Client.CreateAnalysisAsync(request), second = await host.Client.CreateAnalysisAsync(request);
        Assert.Equal(first.Name, second.Name);
        request.Analysis.Priority = 3;
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await host.Client.CreateAnalysisAsync(request));
        request.RequestId = "";
        await Refusal.Of(StatusCode.AlreadyExists, "ALREADY_EXISTS", async () => await host.Client.CreateAnalysisAsync(request));
        Assert.Equal(["once"], await host.Started(1));
        host.Kind.Open("once");
        await host.Until("projects/p/analyses/once", AnalysisState.Succeeded);
    }

    [Fact]
    public async Task Lists_OfAProject_AreNewestFirstPageByPage()
    {
        foreach (string label in new[] { "b", "c", "a" }) await host.Create(label);
        await host.Create("elsewhere", project: "q");
        var names = new List<string>();
        var operations = new List<string>();
        string token = "";
        do
        {
            ListAnalysesResponse page = await host.Client.ListAnalysesAsync(new ListAnalysesRequest { Parent = "projects/p", PageSize = 2, PageToken = token });
            names.AddRange(page.Analyses.Select(a => a.Name[^1..]));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        do
        {
            ListOperationsResponse page = await host.Operations.ListOperationsAsync(new ListOperationsRequest { Name = "projects/p", PageSize = 2, PageToken = token });
            operations.AddRange(page.Operations.Select(o => o.Metadata.Unpack<AnalysisMessage>().Name[^1..]));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(["a", "c", "b"], names);
        Assert.Equal(names, operations);
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await host.Client.ListAnalysesAsync(new ListAnalysesRequest { Parent = "projects/p", PageToken = "x" }));
    }

    [Fact]
    public async Task Delete_OnlyWhatHasEnded_WithItsResults()
    {
        string name = await host.Create("gone");
        await host.Started(1);
        await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await host.Client.DeleteAnalysisAsync(new DeleteAnalysisRequest { Name = name }));
        host.Kind.Open("gone");
        AnalysisMessage ended = await host.Until(name, AnalysisState.Succeeded);
        Assert.Single(Directory.GetDirectories(Path.Combine(host.State.Path, "results")));

        await host.Operations.DeleteOperationAsync(new DeleteOperationRequest { Name = ended.Operation });
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await host.Operations.GetOperationAsync(new GetOperationRequest { Name = ended.Operation }));
        Assert.Empty((await host.Operations.ListOperationsAsync(new ListOperationsRequest { Name = "projects/p" })).Operations);
        Assert.Equal(AnalysisState.Succeeded, (await host.Get(name)).State);

        await host.Client.DeleteAnalysisAsync(new DeleteAnalysisRequest { Name = name });
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => host.Get(name));
        Assert.Empty(Directory.GetDirectories(Path.Combine(host.State.Path, "results")));
    }

    [Fact]
    public async Task Handler_ThatFails_SaysWhyWithoutTheServersPaths()
    {
        host.Kind.Body = (run, label) => throw (label == "bad-data" ? new BadDataException($"{host.State.Path}/views/{new string('a', 32)}/matrix.mtx", "line 3", "is torn") : new InvalidOperationException("the secret of the program"));
        AnalysisMessage known = await host.Until(await host.Create("bad-data"), AnalysisState.Failed), defect = await host.Until(await host.Create("defect"), AnalysisState.Failed);
        Assert.Equal((int)StatusCode.InvalidArgument, known.Error.Code);
        Assert.Equal("BAD_DATA", known.Error.Details[0].Unpack<ErrorInfo>().Reason);
        Assert.Equal("a dataset that was deleted/matrix.mtx: line 3: is torn", known.Error.Message);
        Assert.Equal((int)StatusCode.Internal, defect.Error.Code);
        string number = System.Text.RegularExpressions.Regex.Match(defect.Error.Message, "[0-9a-f]{12}").Value;
        Assert.DoesNotContain("secret", defect.Error.Message, StringComparison.Ordinal);
        Assert.Contains(host.Log.Lines, l => l.Contains(number, StringComparison.Ordinal) && l.Contains("the secret of the program", StringComparison.Ordinal));
        Operation operation = await host.Operations.GetOperationAsync(new GetOperationRequest { Name = known.Operation });
        Assert.Equal(known.Error, operation.Error);
        Assert.Empty(Directory.GetDirectories(Path.Combine(host.State.Path, "results")));
    }

    [Fact]
    public async Task Wait_ForAnOperation_EndsWithItOrWithItsTimeout()
    {
        string name = await host.Create("slow");
        await host.Started(1);
        string operation = (await host.Get(name)).Operation;
        Assert.False((await host.Operations.WaitOperationAsync(new WaitOperationRequest { Name = operation, Timeout = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(30)) })).Done);
        AsyncUnaryCall<Operation> wait = host.Operations.WaitOperationAsync(new WaitOperationRequest { Name = operation });
        host.Kind.Open("slow");
        Assert.True((await wait).Done);
        Assert.True((await host.Operations.WaitOperationAsync(new WaitOperationRequest { Name = operation })).Done);
    }

    public static TheoryData<string, StatusCode, string, Action<CreateAnalysisRequest>> Wrong => new()
    {
        { "parent", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Parent = "projects/../x" },
        { "analysis_id", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.AnalysisId = "Upper" },
        { "analysis is missing", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Analysis = null },
        { "no kind", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Analysis.Spec = null },
        { "priority is 100", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Analysis.Priority = 100 },
        { "priority is -1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Analysis.Priority = -1 },
        { "analysis.device is 'gpu'", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Analysis.Device = "gpu" },
        { "cuda:99", StatusCode.Unavailable, "DEVICE_UNAVAILABLE", r => r.Analysis.Device = "cuda:99" },
        { "request_id", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.RequestId = "1" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Create_WrongRequest_IsRefused(string said, StatusCode code, string reason, Action<CreateAnalysisRequest> spoil)
    {
        CreateAnalysisRequest request = JobHost.Request("wrong");
        spoil(request);
        Assert.Contains(said, await Refusal.Of(code, reason, async () => await host.Client.CreateAnalysisAsync(request)), StringComparison.Ordinal);
    }
}
