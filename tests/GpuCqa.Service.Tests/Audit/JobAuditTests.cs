using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Audit;

public class JobAuditTests
{
    [Fact]
    public async Task Jobs_FromCreationToReading_AreRecordedWithWhatTheyMade()
    {
        await using JobHost host = await JobHost.Start();
        string name = await host.Create("made"), cancelled = await host.Create("cancelled");
        await host.Client.CancelAnalysisAsync(new CancelAnalysisRequest { Name = cancelled });
        host.Kind.Open("made");
        await host.Until(name, AnalysisState.Succeeded);
        host.Kind.Body = (_, _) => throw new PreconditionException("no");
        string failed = await host.Create("failed");
        await host.Until(failed, AnalysisState.Failed);
        using (AsyncServerStreamingCall<ReadResultFileResponse> read = new ResultService.ResultServiceClient(host.Channel).ReadResultFile(new ReadResultFileRequest { Parent = name, Path = "label.txt" }))
        {
            while (await read.ResponseStream.MoveNext(default)) Assert.Equal("made", read.ResponseStream.Current.Data.Content.ToStringUtf8());
        }

        JsonNode[] found = await CallAuditTests.Until(host.State.Path, entries => entries.Any(e => ((string)e["op"]!).EndsWith("ReadResultFile", StringComparison.Ordinal) && (string?)e["phase"] == "end"));
        string content = Uploader.Sha256("made"u8.ToArray());
        JsonNode[] ends = found.Where(e => (string)e["op"]! == "analysis.end").ToArray();
        Assert.Equal([(cancelled, "CANCELLED"), (name, "SUCCEEDED"), (failed, "FAILED")], ends.Select(e => ((string)e["resource"]!, (string)e["status"]!)));
        Assert.Equal([null, Uploader.Sha256(Encoding.UTF8.GetBytes($"{content} label.txt\n")), null], ends.Select(e => (string?)e["manifest_sha256"]));
        JsonNode reading = found.Single(e => ((string)e["op"]!).EndsWith("ReadResultFile", StringComparison.Ordinal) && (string?)e["phase"] == "end");
        Assert.Equal((name, "label.txt", content, "OK", "loopback"), ((string)reading["resource"]!, (string)reading["file"]!, (string)reading["content_sha256"]!, (string)reading["status"]!, (string)reading["actor"]!));
        Assert.Equal(["projects/p/analyses/made", "projects/p/analyses/cancelled", "projects/p/analyses/failed"],
            found.Where(e => ((string)e["op"]!).EndsWith("CreateAnalysis", StringComparison.Ordinal) && (string?)e["phase"] == "end").Select(e => (string)e["resource"]!));
    }
}
