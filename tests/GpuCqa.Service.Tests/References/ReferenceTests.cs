using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Service.Tests.Results;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.References;

public class ReferenceTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly ReferenceCalls calls = new(service.Channel);

    private ReferenceService.ReferenceServiceClient Client => calls.Client;

    [Fact]
    public async Task Reference_OfADiscovery_SaysWhatItHoldsAndOutlivesIt()
    {
        Discovered own = await Discovered.Make(service.Channel, "outlived", 2);
        Reference made = await Client.CreateReferenceAsync(ReferenceCalls.Create("outlives", own.Analysis));
        Assert.Equal(("projects/p/references/outlives", "Found", own.Analysis, "counts", 60), (made.Name, made.DisplayName, made.Analysis, made.Modality, made.GeneCount));
        Assert.Equal(["L0", "L1", "L2", "L3", "L4", "L5"], made.Lots);
        Assert.Equal([0.3, 0.8], made.Clusterings.Select(c => c.Resolution));
        Assert.Equal(("H1", "vegf", 6), (made.Hypotheses.Single().Hypothesis, made.Hypotheses[0].Readout, made.Hypotheses[0].TrainLots));
        Assert.Equal(own.Files.Select(f => Uploader.File(f.Key, f.Value)), made.Files);
        Assert.Equal(own.Files.Values.Sum(b => b.Length), made.SizeBytes);
        await new AnalysisService.AnalysisServiceClient(service.Channel).DeleteAnalysisAsync(new DeleteAnalysisRequest { Name = own.Analysis });
        Assert.Equal(made, await calls.Get(made.Name));
        foreach ((string path, byte[] bytes) in own.Files) Assert.Equal(bytes, await calls.Read(made.Name, path));
        byte[] graph = own.Files["graph_columns.npy"];
        Assert.Equal(graph[100..], await calls.Read(made.Name, "graph_columns.npy", 100));
        await Refusal.Of(StatusCode.OutOfRange, "OUT_OF_RANGE", () => calls.Read(made.Name, "graph_columns.npy", graph.Length + 1));
        await Refusal.Of(StatusCode.Aborted, "ABORTED", async () => await Client.DeleteReferenceAsync(new DeleteReferenceRequest { Name = made.Name, Etag = "stale" }));
        await Client.DeleteReferenceAsync(new DeleteReferenceRequest { Name = made.Name, Etag = made.Etag });
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => calls.Get(made.Name));
        Assert.False(Directory.Exists(Place(made)));
    }

    [Fact]
    public async Task Create_SameRequestId_IsMadeOnce()
    {
        Discovered found = await Discovered.Of(service.Channel);
        CreateReferenceRequest request = ReferenceCalls.Create("once", found.Analysis);
        request.ValidateOnly = true;
        Reference checkedOnly = await Client.CreateReferenceAsync(request);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => calls.Get("projects/p/references/once"));
        request.ValidateOnly = false;
        request.RequestId = Guid.NewGuid().ToString();
        Reference made = await Client.CreateReferenceAsync(request);
        Assert.Equal(made, await Client.CreateReferenceAsync(request));
        checkedOnly.Etag = made.Etag;
        checkedOnly.CreateTime = made.CreateTime;
        Assert.Equal(made, checkedOnly);
        request.Reference.DisplayName = "another";
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await Client.CreateReferenceAsync(request));
        request.RequestId = "";
        await Refusal.Of(StatusCode.AlreadyExists, "ALREADY_EXISTS", async () => await Client.CreateReferenceAsync(request));
    }

    public static TheoryData<string, StatusCode, string, Action<CreateReferenceRequest>> Wrong => new()
    {
        { "reference is missing", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Reference = null },
        { "reference_id", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.ReferenceId = "../x" },
        { "reference.analysis is ''", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Reference.Analysis = "" },
        { "another project", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Reference.Analysis = "projects/q/analyses/found" },
        { "no such analysis", StatusCode.NotFound, "NOT_FOUND", r => r.Reference.Analysis = "projects/p/analyses/none" },
        { "display_name", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.Reference.DisplayName = "a\nb" },
        { "request_id", StatusCode.InvalidArgument, "INVALID_ARGUMENT", r => r.RequestId = "7" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Create_WrongRequest_IsRefused(string said, StatusCode code, string reason, Action<CreateReferenceRequest> spoil)
    {
        CreateReferenceRequest request = ReferenceCalls.Create("wrong", (await Discovered.Of(service.Channel)).Analysis);
        spoil(request);
        Assert.Contains(said, await Refusal.Of(code, reason, async () => await Client.CreateReferenceAsync(request)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfAnAnalysisThatMadeNone_IsRefused()
    {
        Dataset dataset = await new Uploader(service.Channel).Upload("points", Uploader.Table(60));
        var client = new AnalysisService.AnalysisServiceClient(service.Channel);
        await client.CreateAnalysisAsync(new CreateAnalysisRequest
        {
            Parent = "projects/p", AnalysisId = "points", Analysis = new AnalysisMessage { Spec = new AnalysisSpec { Correlate = new CorrelateSpec { Dataset = dataset.Name } }, Device = "cpu" },
        });
        using (AsyncServerStreamingCall<WatchAnalysisResponse> watch = client.WatchAnalysis(new WatchAnalysisRequest { Name = "projects/p/analyses/points" }))
            await foreach (WatchAnalysisResponse _ in watch.ResponseStream.ReadAllAsync()) { }
        string message = await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await Client.CreateReferenceAsync(ReferenceCalls.Create("none", "projects/p/analyses/points")));
        Assert.Contains("has no reference", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploads_OfOneFolder_AreStoredOnceAndGoWithTheLast()
    {
        Discovered other = await Discovered.Make(service.Channel, "twice", 3);
        Reference here = await calls.Upload("twice", other.Files), there = await calls.Upload("twice", other.Files, "q");
        Assert.Equal((here.ReferenceSha256, ""), (there.ReferenceSha256, here.Analysis));
        Assert.Equal(other.Files.Select(f => Uploader.File(f.Key, f.Value)), there.Files);
        Assert.Contains(here.ReferenceSha256, System.Text.Encoding.UTF8.GetString(other.Files["reference.json"]), StringComparison.Ordinal);
        await calls.Delete(here.Name);
        Assert.Equal(other.Files["genes.csv"], await calls.Read(there.Name, "genes.csv"));
        await calls.Delete(there.Name);
        Assert.False(Directory.Exists(Place(here)));
    }

    [Fact]
    public async Task Finish_Again_GivesTheSameReference()
    {
        Discovered found = await Discovered.Of(service.Channel);
        string upload = await calls.Send("again", found.Files);
        Assert.Contains("FinishReferenceUpload", await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await new Uploader(service.Channel).Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload })), StringComparison.Ordinal);
        Reference made = await Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = upload });
        Assert.Equal(made, await Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = upload }));
        Assert.Equal(made, await calls.Get(made.Name));
        Assert.False(Directory.Exists(Path.Combine(service.State.Path, "uploads", upload)));
        Assert.DoesNotContain(Directory.GetDirectories(Path.Combine(service.State.Path, "references")), f => f.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finish_BytesMissing_SaysWhich()
    {
        Discovered found = await Discovered.Of(service.Channel);
        DatasetUpload upload = await Client.StartReferenceUploadAsync(ReferenceCalls.Request("missing", found.Files));
        Assert.Contains("send the rest first", await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = upload.UploadId })), StringComparison.Ordinal);
        DatasetUpload dataset = await new Uploader(service.Channel).Client.StartDatasetUploadAsync(Uploader.Request("no-reference", ("cells.csv", [1])));
        Assert.Contains("FinishDatasetUpload", await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = dataset.UploadId })), StringComparison.Ordinal);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = "none" }));
    }

    public static TheoryData<string, string, Action<Dictionary<string, byte[]>>> Spoilt => new()
    {
        { "bit", "/layout.npy: was changed", f => Change(f, "layout.npy", 200) },
        { "file", "/pca_loadings.npy: is missing", f => f.Remove("pca_loadings.npy") },
        { "more", "/notes.txt: does not belong", f => f["notes.txt"] = [1] },
        // Within the hash that it says.
        { "text", "/reference.json: was changed", f => Change(f, "reference.json", 14) },
        { "none", "is no reference", f => f.Remove("reference.json") },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task Finish_FolderThatIsNoReference_IsRefusedWithTheFileAndDropped(string id, string said, Action<Dictionary<string, byte[]>> spoil)
    {
        var files = new Dictionary<string, byte[]>((await Discovered.Of(service.Channel)).Files);
        spoil(files);
        string upload = await calls.Send($"spoilt-{id}", files);
        string message = await Refusal.Of(StatusCode.InvalidArgument, "BAD_DATA", async () => await Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = upload }));
        Assert.Contains($"spoilt-{id}", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain(service.State.Path, message, StringComparison.Ordinal);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => calls.Get($"projects/p/references/spoilt-{id}"));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await new Uploader(service.Channel).Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = upload }));
    }

    [Fact]
    public async Task List_References_PageByPageAndByHash()
    {
        Discovered found = await Discovered.Of(service.Channel);
        foreach (string id in new[] { "list-b", "list-a" }) await calls.Upload(id, found.Files, "listed");
        var names = new List<string>();
        string token = "";
        do
        {
            ListReferencesResponse page = await Client.ListReferencesAsync(new ListReferencesRequest { Parent = "projects/listed", PageSize = 1, PageToken = token });
            names.AddRange(page.References.Select(r => r.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(["projects/listed/references/list-a", "projects/listed/references/list-b"], names);
        string hash = (await calls.Get(names[0])).ReferenceSha256;
        Assert.Equal(2, (await Client.ListReferencesAsync(new ListReferencesRequest { Parent = "projects/listed", ReferenceSha256 = hash })).References.Count);
        Assert.Empty((await Client.ListReferencesAsync(new ListReferencesRequest { Parent = "projects/listed", ReferenceSha256 = new string('0', 64) })).References);
        ReferenceGenes genes = await Client.GetReferenceGenesAsync(new GetReferenceGenesRequest { Name = names[0] });
        Assert.Equal((60, "ENSG0", "G59", hash), (genes.GeneIds.Count, genes.GeneIds[0], genes.GeneNames[59], genes.ReferenceSha256));
    }

    [Fact]
    public async Task File_ABitTurnedOnTheDisk_IsDataLossBeforeItsBytesAreSent()
    {
        Discovered own = await Discovered.Make(service.Channel, "flipped", 4);
        Reference made = await calls.Upload("flipped", own.Files, "flipped");
        string file = Path.Combine(Place(made), "files", "genes.csv");
        ResultHost.FlipBit(file, 10);
        Assert.Contains("Make the reference again", await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", () => calls.Read(made.Name, "genes.csv")), StringComparison.Ordinal);
        string message = await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", async () => await Client.GetReferenceGenesAsync(new GetReferenceGenesRequest { Name = made.Name }));
        Assert.DoesNotContain(service.State.Path, message, StringComparison.Ordinal);
        message = await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", async () => await Client.LabelCellsAsync(new LabelCellsRequest { Name = made.Name }));
        Assert.DoesNotContain(service.State.Path, message, StringComparison.Ordinal);
    }

    private string Place(Reference reference) => Path.Combine(service.State.Path, "references", reference.ReferenceSha256);

    private static void Change(Dictionary<string, byte[]> files, string name, int at)
    {
        files[name] = [.. files[name]];
        files[name][at] ^= 1;
    }
}
