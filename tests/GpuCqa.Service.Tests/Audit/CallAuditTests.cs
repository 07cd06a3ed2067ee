using System.Diagnostics;
using System.Text.Json.Nodes;
using GpuCqa.Core.Audit;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Doors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.Audit;

/// <summary>What calls through a real channel leave in the log.</summary>
public class CallAuditTests
{
    [Fact]
    public async Task Upload_FromStartToDeletion_IsRecordedWithItsBytes()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "p=admin");
        var uploader = new Uploader(service.Channel(key));
        byte[] bytes = Uploader.Table(60);
        Dataset dataset = await uploader.Upload("d", bytes);
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name });

        JsonNode[] ends = Entries(service.State.Path).Where(e => (string?)e["phase"] == "end").ToArray();
        Assert.Equal(["StartDatasetUpload", "WriteDatasetUpload", "FinishDatasetUpload", "DeleteDataset"], ends.Select(Method));
        Assert.All(ends, e => Assert.Equal(("ana", "key", key.Id, "127.0.0.1", "p", "admin", "OK"), ((string)e["actor"]!, (string)e["proof"]!, (string)e["credential"]!, (string)e["remote"]!, (string)e["project"]!, (string)e["role"]!, (string)e["status"]!)));
        Assert.Equal("projects/p/datasets/d", (string)ends[0]["resource"]!);
        Assert.Equal(bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), (string)ends[1]["stored_bytes"]!);
        Assert.Equal(dataset.ContentSha256, (string)ends[2]["content_sha256"]!);
        Assert.Equal(dataset.ContentSha256, (string)ends[3]["content_sha256"]!);
        Assert.Equal(Uploader.Sha256(Google.Protobuf.MessageExtensions.ToByteArray(new DeleteDatasetRequest { Name = dataset.Name })), (string)ends[3]["request_sha256"]!);
        // Each was recorded before it was done, too.
        JsonNode[] begins = Entries(service.State.Path).Where(e => (string?)e["phase"] == "begin").ToArray();
        Assert.Equal(ends.Select(e => (string)e["call"]!), begins.Select(e => (string)e["call"]!));
        Assert.Empty(AuditCheck.Run(AuditFiles.Folder(service.State.Path), null).Torn);
    }

    [Fact]
    public async Task Refusals_OfEveryKind_AreRecorded()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "p=reader");
        GrpcChannel channel = service.Channel(key);
        var client = new DatasetService.DatasetServiceClient(channel);
        await Assert.ThrowsAsync<RpcException>(async () => await client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = "projects/p/datasets/d" }));
        await Assert.ThrowsAsync<RpcException>(async () => await client.GetDatasetAsync(new GetDatasetRequest { Name = "projects/q/datasets/d" }));
        await Assert.ThrowsAsync<RpcException>(async () => await client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = new string('a', 32) }));
        await Assert.ThrowsAsync<RpcException>(async () => await new DatasetService.DatasetServiceClient(service.Channel(("x-api-key", ApiKeyText.Make().Whole()))).GetDatasetAsync(new GetDatasetRequest()));
        await Assert.ThrowsAsync<RpcException>(async () => await new DatasetService.DatasetServiceClient(service.Channel()).GetDatasetAsync(new GetDatasetRequest()));
        // Looking at what one may look at is not recorded.
        await client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" });
        JsonNode[] found = await Until(service.State.Path, entries => entries.Count(e => e["status"] is not null) == 5);
        Assert.Equal(
            [("DeleteDataset", "PERMISSION_DENIED", "projects/p/datasets/d"), ("GetDataset", "PERMISSION_DENIED", "projects/q/datasets/d"), ("FinishDatasetUpload", "PERMISSION_DENIED", "upload:" + GpuCqa.Service.Uploads.UploadRecord.Mark(new string('a', 32))), ("GetDataset", "UNAUTHENTICATED", ""), ("GetDataset", "UNAUTHENTICATED", "")],
            found.Where(e => e["status"] is not null).Select(e => (Method(e), (string)e["status"]!, (string?)e["resource"] ?? "")));
        Assert.Equal(["unknown key", "no credential"], found.Select(e => (string?)e["why"]).OfType<string>());
    }

    [Fact]
    public async Task CommandLine_KeysAndVerify_AreInTheLog()
    {
        await using LockedService service = await LockedService.Start();
        Assert.Equal(0, (await KeysCommandTests.Run("keys", "add", "ana", "--grant", "p=reader", "--state", service.State.Path)).Code);
        JsonNode[] found = await Until(service.State.Path, entries => entries.Any(e => (string)e["op"]! == "key.add"));
        JsonNode added = found.Single(e => (string)e["op"]! == "key.add");
        Assert.Equal(("ana", "p=reader", "console", Environment.UserName), ((string)added["name"]!, (string)added["new"]!["grants"]!, (string)added["proof"]!, (string)added["actor"]!));
        Assert.Equal("service.start", (string)found[1]["op"]!);
        (int code, string output, _) = await KeysCommandTests.Run("audit", "verify", "--state", service.State.Path);
        Assert.Equal(0, code);
        Assert.Contains("none changed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AChangedLog_NamesFileAndLineAndEndsWithThree()
    {
        using var state = new TemporaryFolder();
        using (ServiceProcess server = await ServiceProcess.Start(state.Path))
        {
            await new Uploader(server.Channel).Upload("d", Uploader.Table(61));
            server.Kill();
        }

        // Another start over what the kill left.
        using (ServiceProcess server = await ServiceProcess.Start(state.Path)) server.Kill();
        Assert.Equal(0, (await KeysCommandTests.Run("audit", "verify", "--state", state.Path)).Code);
        string path = AuditFiles.List(AuditFiles.Folder(state.Path))[0].Path;
        string text = File.ReadAllText(path);
        Assert.Contains("loopback", text, StringComparison.Ordinal);
        int place = text.IndexOf("\"loopback\"", StringComparison.Ordinal);
        File.WriteAllText(path, text[..place] + "\"loopbacc\"" + text[(place + 10)..]);
        (int code, _, string error) = await KeysCommandTests.Run("audit", "verify", "--state", state.Path);
        Assert.Equal(ErrorTable.ExitCode(ErrorReason.BadData), code);
        Assert.Contains($"audit-000001.jsonl: line {text[..place].Count(c => c == '\n') + 1}:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_KilledWhileCallsAreAnswered_HasEveryAnsweredOneInTheLog()
    {
        using var state = new TemporaryFolder();
        var answered = new System.Collections.Concurrent.ConcurrentBag<string>();
        var random = new Random(62);
        for (int kill = 0; kill < 3; kill++)
        {
            using ServiceProcess server = await ServiceProcess.Start(state.Path);
            int before = answered.Count, wanted = random.Next(20, 200), round = kill;
            Task[] callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
            {
                var client = new DatasetService.DatasetServiceClient(server.Channel);
                for (int i = 0; ; i++)
                {
                    string name = $"projects/p/datasets/k{round}-{caller}-{i}";
                    RpcException error = await Assert.ThrowsAsync<RpcException>(async () => await client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = name }));
                    if (error.StatusCode != StatusCode.NotFound) return;
                    answered.Add(name);
                }
            })).ToArray();
            long began = Stopwatch.GetTimestamp();
            while (answered.Count - before < wanted && Stopwatch.GetElapsedTime(began) < Patience.Span) await Task.Yield();
            server.Kill();
            await Task.WhenAll(callers);
            Assert.True(answered.Count - before >= wanted);
        }

        // The service records a line that was cut off when it starts again.
        using (ServiceProcess server = await ServiceProcess.Start(state.Path)) server.Kill();
        (int code, _, string said) = await KeysCommandTests.Run("audit", "verify", "--state", state.Path);
        Assert.True(code == 0, said);
        var recorded = Entries(state.Path).Where(e => (string?)e["phase"] == "end" && (string?)e["status"] == "NOT_FOUND").Select(e => (string)e["resource"]!).ToHashSet(StringComparer.Ordinal);
        Assert.All(answered, name => Assert.Contains(name, recorded));
    }

    // Lines that are no entry are those that a kill cut off.
    internal static JsonNode[] Entries(string state) => AuditFiles.List(AuditFiles.Folder(state)).SelectMany(f =>
    {
        using var stream = new FileStream(f.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }).Where(l => AuditLine.Read(System.Text.Encoding.UTF8.GetBytes(l)) is not null).Select(l => JsonNode.Parse(l)!["entry"]!).ToArray();

    internal static async Task<JsonNode[]> Until(string state, Func<JsonNode[], bool> there)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            JsonNode[] entries = Entries(state);
            if (there(entries)) return entries;
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience.Span, string.Join('\n', entries.Select(e => e.ToJsonString())));
            await Task.Yield();
        }
    }

    private static string Method(JsonNode entry) => ((string)entry["op"]!).Split('/')[^1];
}
