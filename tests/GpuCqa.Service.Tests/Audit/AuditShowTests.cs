using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Core.Reasons;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Audit.Show;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Doors;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Audit;

public class AuditShowTests
{
    [Fact]
    public async Task Show_OfAProject_IsATableOfWhoDidWhatAndWhy()
    {
        await using LockedService service = await LockedService.Start();
        var uploader = new Uploader(service.Channel(service.Key("ana", null, "p=admin", "q=reader")));
        Dataset dataset = await uploader.Upload("d", Uploader.Table(95));
        await Assert.ThrowsAsync<RpcException>(async () => await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = "projects/q/datasets/d" }));
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name }, new Metadata { { ReasonText.Key, "=donor 7, \"withdrew\"" } });

        (int code, string table, string said) = await KeysCommandTests.Run("audit", "show", "--project", "p", "--state", service.State.Path);
        Assert.True(code == 0, said);
        Assert.Contains("none changed", said, StringComparison.Ordinal);
        string[][] lines = table.Split('\n').Select(l => l.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        Assert.Equal(["time", "actor", "operation", "resource", "status", "reason"], lines[0]);
        Assert.Equal(["StartDatasetUpload", "WriteDatasetUpload", "FinishDatasetUpload", "DeleteDataset"], lines[1..].Select(l => l[2]));
        Assert.Equal(["ana", "DeleteDataset", "projects/p/datasets/d", "OK", "=donor 7, \"withdrew\""], lines[^1][1..]);
        Assert.Equal("projects/p/datasets/d", lines[3][3]);

        (code, string csv, _) = await KeysCommandTests.Run("audit", "show", "--csv", "--since", "2026-01-05", "--state", service.State.Path);
        Assert.Equal(0, code);
        string[] records = csv.Split('\n');
        Assert.Contains(records, r => r.Contains(",PERMISSION_DENIED,", StringComparison.Ordinal) && r.Contains("projects/q/datasets/d", StringComparison.Ordinal));
        string deleted = Assert.Single(records, r => r.Contains("/DeleteDataset,p,", StringComparison.Ordinal));
        Assert.Contains(",OK,\"'=donor 7, \"\"withdrew\"\"\",\"{\"\"contentSha256\"\":", deleted, StringComparison.Ordinal);
        Assert.EndsWith("}\",", deleted, StringComparison.Ordinal);

        (code, string later, _) = await KeysCommandTests.Run("audit", "show", "--since", "2999-01-01T00:00:00Z", "--state", service.State.Path);
        Assert.Equal((0, 1), (code, later.Split('\n').Length));
        Assert.Equal(2, (await KeysCommandTests.Run("audit", "show", "--since", "yesterday", "--state", service.State.Path)).Code);
    }

    [Fact]
    public async Task Show_OfAChangedLog_PrintsNothing()
    {
        using var state = new TemporaryFolder();
        Directory.CreateDirectory(AuditFiles.Folder(state.Path));
        await File.WriteAllTextAsync(Path.Combine(AuditFiles.Folder(state.Path), AuditFiles.Name(1)), "{\"entry\":{},\"hash\":\"0\"}\n");
        (int code, string output, string said) = await KeysCommandTests.Run("audit", "show", "--state", state.Path);
        Assert.Equal((3, ""), (code, output));
        Assert.Contains("audit-000001.jsonl: line 1", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_OfCallsThatDidNotEnd_StandWhereTheyBegan()
    {
        var rows = new AuditRows("p", new DateTimeOffset(2026, 1, 5, 9, 0, 1, TimeSpan.Zero));
        string[] entries =
        [
            Entry(1, 0, """ "op":"s/Delete","phase":"begin","call":"a","project":"p" """), Entry(2, 1, """ "op":"s/Create","phase":"begin","call":"b","project":"p" """), Entry(3, 2, """ "op":"s/Cancel","phase":"begin","call":"c","project":"p" """),
            Entry(4, 3, """ "op":"s/Create","phase":"end","call":"b","project":"p","status":"OK" """), Entry(5, 4, """ "op":"analysis.end","resource":"projects/p/analyses/x","status":"FAILED" """), Entry(6, 5, """ "op":"analysis.end","resource":"projects/pp/analyses/x" """),
        ];
        foreach (string entry in entries) rows.Take(JsonDocument.Parse(entry).RootElement);
        Assert.Equal([(3L, "s/Cancel", "NOT ENDED"), (4L, "s/Create", "OK"), (5L, "analysis.end", "FAILED")], rows.All.Select(r => (r.Sequence, r.Operation, r.Status)));
    }

    [Fact]
    public void Names_ThatSteerATerminal_AreShownAsTheyAre()
    {
        var rows = new AuditRows(null, null);
        rows.Take(JsonDocument.Parse(Entry(1, 0, """ "op":"x","resource":"\u001b[2J\u202e\ngone" """)).RootElement);
        using var output = new StringWriter();
        AuditPrint.Table(output, rows.All);
        AuditPrint.Csv(output, rows.All);
        Assert.Equal(2, output.ToString().Split("\\u001b[2J\\u202e\\u000agone").Length - 1);
        Assert.DoesNotContain('\u001b', output.ToString());
    }

    private static string Entry(int sequence, int second, string fields) => $$"""{"seq":{{sequence}},"ts":"{{AuditEntry.Time(new DateTimeOffset(2026, 1, 5, 9, 0, second, TimeSpan.Zero))}}","actor":"ana",{{fields}}}""";
}
