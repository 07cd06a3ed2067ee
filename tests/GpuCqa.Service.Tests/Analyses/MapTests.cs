using GpuCqa.Api.LongRunning;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Service.Tests.References;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class MapTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly AnalysisService.AnalysisServiceClient client = new(service.Channel);
    private readonly CohortService.CohortServiceClient cohorts = new(service.Channel);
    private readonly ResultService.ResultServiceClient results = new(service.Channel);
    private readonly ReferenceCalls references = new(service.Channel);

    [Fact]
    public async Task Map_OfNewLots_KeepsItsReferenceUntilItEnds()
    {
        await Inputs();
        CreateAnalysisRequest request = Request("mapped");
        request.ValidateOnly = true;
        AnalysisPlan plan = (await client.CreateAnalysisAsync(request)).Metadata.Unpack<AnalysisMessage>().Plan;
        Assert.True(plan.Fits && plan.HostPeakBytes > 0, plan.ToString());
        Assert.Contains("6 lots", plan.Design, StringComparison.Ordinal);
        request.ValidateOnly = false;
        await client.CreateAnalysisAsync(request);
        AnalysisMessage now = await client.GetAnalysisAsync(new GetAnalysisRequest { Name = "projects/p/analyses/mapped" });
        if (now.State is AnalysisState.Queued or AnalysisState.Running)
            Assert.Contains("analyses/mapped", await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", () => references.Delete("projects/p/references/of-found")), StringComparison.Ordinal);
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = client.WatchAnalysis(new WatchAnalysisRequest { Name = now.Name }, deadline: Patience.Deadline);
        await foreach (WatchAnalysisResponse change in watch.ResponseStream.ReadAllAsync()) now = change.Analysis;
        Assert.True(now.State == AnalysisState.Succeeded, now.ToString());
        Reference reference = await references.Get("projects/p/references/of-found");
        Assert.Equal(reference.Etag, now.Spec.Map.ReferenceEtag);
        Assert.DoesNotContain(service.State.Path, now.ToString(), StringComparison.Ordinal);
        FileContent[] files = [.. (await results.ListResultFilesAsync(new ListResultFilesRequest { Parent = now.Name, PageSize = 1000 })).Files];
        Assert.Contains(files, f => f.Path == "replication.csv");
        foreach (FileContent file in files.Where(f => f.Path.EndsWith(".json", StringComparison.Ordinal) || f.Path.EndsWith(".html", StringComparison.Ordinal)))
        {
            string text = System.Text.Encoding.UTF8.GetString(await Read(now.Name, file.Path));
            Assert.DoesNotContain(service.State.Path, text, StringComparison.Ordinal);
            if (file.Path == "provenance.json") Assert.Contains(reference.ReferenceSha256, text, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string, StatusCode, string, Action<MapSpec>> Wrong => new()
    {
        { "map.cohort is ''", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Cohort = "" },
        { "no such cohort", StatusCode.NotFound, "NOT_FOUND", s => s.Cohort = "projects/p/cohorts/none" },
        { "cohort_etag", StatusCode.Aborted, "ABORTED", s => s.CohortEtag = "stale" },
        { "map.reference is ''", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Reference = "" },
        { "another project", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Reference = "projects/q/references/of-found" },
        { "no such reference", StatusCode.NotFound, "NOT_FOUND", s => s.Reference = "projects/p/references/none" },
        { "reference_etag", StatusCode.Aborted, "ABORTED", s => s.ReferenceEtag = "stale" },
        { "map.method is 'scvi'", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Method = "scvi" },
        { "map.preset", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Preset = "seurat-v3" },
        { "map.reduction", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Reduction = "rpca" },
        { "map.k_anchor is 0", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.KAnchor = 0 },
        { "map.k_filter is -1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.KFilter = -1 },
        { "map.k_weight is 1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.KWeight = 1 },
        { "map.k_vote is 20000", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.KVote = 20_000 },
        { "map.confidence is 1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Confidence = 1 },
        { "no lot has the role 'later'", StatusCode.NotFound, "NOT_FOUND", s => s.Roles.Add("later") },
        { "map.report_language", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.ReportLanguage = "de" },
        { "every lot has the role 'train'", StatusCode.FailedPrecondition, "PRECONDITION", s => s.Cohort = "projects/p/cohorts/found" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Create_WrongSpecification_IsRefused(string said, StatusCode code, string reason, Action<MapSpec> spoil)
    {
        await Inputs();
        CreateAnalysisRequest request = Request("wrong");
        spoil(request.Analysis.Spec.Map);
        string message = await Refusal.Of(code, reason, async () => await client.CreateAnalysisAsync(request));
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain("--", message, StringComparison.Ordinal);
        Assert.DoesNotContain(service.State.Path, message, StringComparison.Ordinal);
    }

    // The lots of the shared discovery as new ones, and its reference; made once.
    private async Task Inputs()
    {
        Discovered found = await Discovered.Of(service.Channel);
        Cohort cohort = await cohorts.GetCohortAsync(new GetCohortRequest { Name = "projects/p/cohorts/found" });
        foreach (CohortLot lot in cohort.Lots) (lot.Lot, lot.Role) = ("N" + lot.Lot, "test");
        (cohort.Name, cohort.Etag, cohort.CreateTime) = ("", "", null);
        try
        {
            await cohorts.CreateCohortAsync(new CreateCohortRequest { Parent = "projects/p", CohortId = "new", Cohort = cohort, RequestId = "6e9c28c4-52a0-4f37-9d1b-7a8a0f4f7a01" });
            await references.Client.CreateReferenceAsync(ReferenceCalls.Create("of-found", found.Analysis));
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.AlreadyExists)
        {
            // By an earlier test.
        }
    }

    private static CreateAnalysisRequest Request(string id) => new()
    {
        Parent = "projects/p", AnalysisId = id,
        Analysis = new AnalysisMessage { Device = "cpu", Spec = new AnalysisSpec { Map = new MapSpec { Cohort = "projects/p/cohorts/new", Reference = "projects/p/references/of-found", KWeight = 10, KScore = 10 } } },
    };

    private async Task<byte[]> Read(string name, string path)
    {
        using AsyncServerStreamingCall<ReadResultFileResponse> call = results.ReadResultFile(new ReadResultFileRequest { Parent = name, Path = path });
        var received = new List<byte>();
        await foreach (ReadResultFileResponse chunk in call.ResponseStream.ReadAllAsync()) received.AddRange(chunk.Data.Content.Span);
        return [.. received];
    }
}
