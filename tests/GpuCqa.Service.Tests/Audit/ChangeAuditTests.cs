using System.Text.Json.Nodes;
using Google.Protobuf;
using GpuCqa.Core.Audit;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Doors;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Audit;

/// <summary>What was and what is, in the last entry of each call that changed something.</summary>
public class ChangeAuditTests
{
    [Fact]
    public async Task Datasets_FromAnnouncementToDeletion_AreRecordedAsTheyWere()
    {
        await using LockedService service = await LockedService.Start();
        var uploader = new Uploader(service.As("p=admin"));
        byte[] bytes = Uploader.Table(93);
        StartDatasetUploadRequest start = Uploader.Request("d", ("cells.csv", bytes));
        start.RequestId = Guid.NewGuid().ToString();
        string upload = (await uploader.Client.StartDatasetUploadAsync(start)).UploadId;
        await uploader.Client.StartDatasetUploadAsync(start);
        await uploader.Send(upload, "cells.csv", bytes, 0, bytes.Length);
        Dataset dataset = await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload });
        await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload });
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name });
        string dropped = (await uploader.Client.StartDatasetUploadAsync(Uploader.Request("e", ("cells.csv", bytes)))).UploadId;
        await uploader.Client.CancelDatasetUploadAsync(new CancelDatasetUploadRequest { UploadId = dropped });
        // Other bytes than announced: the service drops the upload.
        string wrong = (await uploader.Client.StartDatasetUploadAsync(Uploader.Request("f", ("cells.csv", bytes)))).UploadId;
        await uploader.Send(wrong, "cells.csv", [.. bytes[..^1], (byte)'x'], 0, bytes.Length);
        await Assert.ThrowsAsync<RpcException>(async () => await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = wrong }));

        string announced = $$"""{"files":[{"path":"cells.csv","sha256":"{{Uploader.Sha256(bytes)}}","sizeBytes":"{{bytes.Length}}"}],"name":"projects/p/datasets/""";
        Assert.Equal(
            [
                ("StartDatasetUpload", null, announced + "d\"}"), ("StartDatasetUpload", null, null), ("FinishDatasetUpload", null, Json(dataset)), ("FinishDatasetUpload", null, null), ("DeleteDataset", Json(dataset), null),
                ("StartDatasetUpload", null, announced + "e\"}"), ("CancelDatasetUpload", announced + "e\"}", null), ("StartDatasetUpload", null, announced + "f\"}"), ("FinishDatasetUpload", announced + "f\"}", null),
            ],
            Changes(service.State.Path).Where(c => c.Method != "WriteDatasetUpload"));
        string log = string.Concat(AuditFiles.List(AuditFiles.Folder(service.State.Path)).Select(f => Read(f.Path)));
        Assert.All([upload, dropped, wrong], id => Assert.DoesNotContain(id, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cohorts_MadeAndDeleted_AreRecordedOnce()
    {
        await using LockedService service = await LockedService.Start();
        var uploader = new Uploader(service.As("p=admin"));
        Dataset dataset = await uploader.Upload("d", Uploader.Table(94));
        var client = new CohortService.CohortServiceClient(service.As("p=admin"));
        var request = new CreateCohortRequest
        {
            Parent = "projects/p", CohortId = "c", ValidateOnly = true,
            // Names as Python sorts them, not as .NET does.
            Cohort = new Cohort { Lots = { new CohortLot { Lot = "L1", Dataset = dataset.Name, Values = { ["\uE000"] = "1", ["😀"] = "2", ["vegf"] = "12.5" } } } },
        };
        await client.CreateCohortAsync(request);
        (request.ValidateOnly, request.RequestId) = (false, Guid.NewGuid().ToString());
        Cohort made = await client.CreateCohortAsync(request);
        await client.CreateCohortAsync(request);
        // Many delete it at once: one did.
        Task[] deletions = Enumerable.Range(0, 12).Select(_ => Task.Run(async () => await client.DeleteCohortAsync(new DeleteCohortRequest { Name = made.Name }))).ToArray();
        await Task.WhenAll(deletions.Select(async d => await Record.ExceptionAsync(() => d)));
        Assert.Equal(1, deletions.Count(d => d.IsCompletedSuccessfully));
        (string, string?, string?)[] changes = Changes(service.State.Path).Where(c => c.Method.EndsWith("Cohort", StringComparison.Ordinal)).ToArray();
        Assert.Equal([("CreateCohort", null, null), ("CreateCohort", null, Json(made)), ("CreateCohort", null, null)], changes[..3]);
        Assert.Equal([("DeleteCohort", Json(made), null)], changes[3..].Where(c => c != ("DeleteCohort", null, null)));

        // One that is long stands for itself by its hash.
        Cohort large = await client.CreateCohortAsync(new CreateCohortRequest { Parent = "projects/p", CohortId = "large", Cohort = new Cohort { Lots = { Enumerable.Range(0, 400).Select(i => new CohortLot { Lot = $"lot {i}", Dataset = dataset.Name }) } } });
        byte[] canonical = CanonicalJson.Bytes(JsonNode.Parse(JsonFormatter.Default.Format(large)));
        Assert.Equal($$"""{"json_bytes":{{canonical.Length}},"json_sha256":"{{Uploader.Sha256(canonical)}}"}""", Changes(service.State.Path)[^1].New);
        AuditCheck.Run(AuditFiles.Folder(service.State.Path), null);
    }

    [Fact]
    public async Task Analyses_TheirStatesAndDeletions_AreRecorded()
    {
        await using JobHost host = await JobHost.Start();
        string running = await host.Create("running");
        await host.Started(1);
        string queued = await host.Create("queued");
        AnalysisMessage made = await host.Get(queued);
        await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = queued });
        await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = queued });
        await host.Operations.CancelOperationAsync(new Api.LongRunning.CancelOperationRequest { Name = (await host.Get(running)).Operation });
        await host.Until(running, AnalysisState.Cancelled);
        host.Kind.Body = (_, _) => throw new PreconditionException("no");
        string failed = await host.Create("failed");
        AnalysisMessage ended = await host.Until(failed, AnalysisState.Failed);
        await host.Operations.DeleteOperationAsync(new Api.LongRunning.DeleteOperationRequest { Name = ended.Operation });
        await host.Client.DeleteAnalysisAsync(new DeleteAnalysisRequest { Name = failed });

        (string Method, string? Old, string? New)[] changes = Changes(host.State.Path);
        Assert.Equal(["CreateAnalysis", "CreateAnalysis", "CancelAnalysis", "CancelAnalysis", "CancelOperation", "CreateAnalysis", "DeleteOperation", "DeleteAnalysis"], changes.Select(c => c.Method));
        JsonNode created = JsonNode.Parse(changes[1].New!)!;
        Assert.Equal((queued, "STATE_QUEUED", made.Operation, "queued"), ((string)created["name"]!, (string)created["state"]!, (string)created["operation"]!, (string)created["spec"]!["normalize"]!["dataset"]!));
        Assert.Equal(("""{"state":"STATE_QUEUED"}""", """{"state":"STATE_CANCELLED"}"""), (changes[2].Old, changes[2].New));
        Assert.Equal(((string?)null, (string?)null), (changes[3].Old, changes[3].New));
        Assert.Equal(("""{"state":"STATE_RUNNING"}""", """{"state":"STATE_CANCELLING"}"""), (changes[4].Old, changes[4].New));
        Assert.Equal(($$"""{"name":"{{failed}}","operation":"{{ended.Operation}}"}""", (string?)null), (changes[6].Old, changes[6].New));
        JsonNode deleted = JsonNode.Parse(changes[7].Old!)!;
        Assert.Equal((failed, "STATE_FAILED", "no", "PRECONDITION"), ((string)deleted["name"]!, (string)deleted["state"]!, (string)deleted["error"]!["message"]!, (string)deleted["error"]!["details"]![0]!["reason"]!));
        Assert.Null(changes[7].New);
    }

    [Fact]
    public async Task Keys_MadeAndRevoked_AreRecordedWithTheirGrants()
    {
        await using LockedService service = await LockedService.Start();
        (_, string key, _) = await KeysCommandTests.Run("keys", "add", "ana", "--grant", "p=reader", "--grant", "q=analyst", "--expires", "never", "--state", service.State.Path);
        string id = ApiKeyText.Parse(key)!.Id;
        Assert.Equal(0, (await KeysCommandTests.Run("keys", "revoke", id, "--reason", "left the lab", "--state", service.State.Path)).Code);
        JsonNode[] found = await CallAuditTests.Until(service.State.Path, entries => entries.Any(e => (string)e["op"]! == "key.revoke"));
        JsonNode added = found.Single(e => (string)e["op"]! == "key.add"), revoked = found.Single(e => (string)e["op"]! == "key.revoke");
        const string grants = """{"expires":"never","grants":"p=reader,q=analyst"}""";
        Assert.Equal((id, "ana", grants, (string?)null), ((string)added["key"]!, (string)added["name"]!, added["new"]!.ToJsonString(), (string?)added["reason"]));
        Assert.Equal((id, "ana", grants, "left the lab"), ((string)revoked["key"]!, (string)revoked["name"]!, revoked["old"]!.ToJsonString(), (string?)revoked["reason"]));
        Assert.Equal((null, null), (added["old"], revoked["new"]));
    }

    private static (string Method, string? Old, string? New)[] Changes(string state) => CallAuditTests.Entries(state).Where(e => (string?)e["phase"] == "end")
        .Select(e => (((string)e["op"]!).Split('/')[^1], Text(e["old"]), Text(e["new"]))).ToArray();

    private static string Json(IMessage message) => Text(JsonNode.Parse(JsonFormatter.Default.Format(message)))!;

    private static string? Text(JsonNode? json) => json is null ? null : System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(json));

    private static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
