using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Operations;

public class LogTests
{
    [Fact]
    public async Task Calls_AreOneJsonLineEach_WithoutWhatWasAsked()
    {
        using var state = new TemporaryFolder();
        using ServiceProcess program = await ServiceProcess.StartWith([], "--state", state.Path);
        var uploader = new Uploader(program.Channel);
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () =>
            await uploader.Client.GetDatasetAsync(new GetDatasetRequest { Name = "projects/p/datasets/very-secret" }, new Metadata { { "traceparent", $"00-{Trace}-00f067aa0ba902b7-01" }, { "authorization", "Bearer very-secret" } }));
        await uploader.Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" });
        program.Signal("-TERM");
        string[] lines = (await program.Said.WaitAsync(Patience.Span)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] calls = [.. lines.Select(l => JsonDocument.Parse(l).RootElement).Where(l => l.TryGetProperty("method", out _))];
        Assert.Equal(["gpucqa.v1.DatasetService/GetDataset", "gpucqa.v1.DatasetService/ListDatasets"], calls.Select(c => c.GetProperty("method").GetString()));
        Assert.Equal(("NOT_FOUND", "information", Trace), (calls[0].GetProperty("status").GetString(), calls[0].GetProperty("level").GetString(), calls[0].GetProperty("trace_id").GetString()));
        Assert.InRange(calls[0].GetProperty("duration_ms").GetDouble(), 0.001, 60_000);
        Assert.DoesNotContain(lines, l => l.Contains("very-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Level_Warning_LeavesCallsOut()
    {
        using var state = new TemporaryFolder();
        using ServiceProcess program = await ServiceProcess.StartWith([("GpuCqa__Operations__LogLevel", "Warning")], "--state", state.Path);
        await new Uploader(program.Channel).Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" });
        program.Signal("-TERM");
        Assert.Equal("", await program.Said.WaitAsync(Patience.Span));
    }

    [Fact]
    public async Task Flood_OfCalls_IsCountedRatherThanLogged()
    {
        using var state = new TemporaryFolder();
        using ServiceProcess program = await ServiceProcess.StartWith([], "--state", state.Path);
        DatasetService.DatasetServiceClient client = new Uploader(program.Channel).Client;
        for (int i = 0; i < 40; i++) await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" }).ResponseAsync));
        program.Signal("-TERM");
        JsonElement[] lines = [.. (await program.Said.WaitAsync(Patience.Span)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        int said = lines.Count(l => l.TryGetProperty("method", out _)), counted = lines.Where(l => l.GetProperty("message").GetString()!.Contains("were not logged", StringComparison.Ordinal)).Sum(l => l.GetProperty("calls").GetInt32());
        Assert.InRange(said, 1, 999);
        Assert.Equal(1000, said + counted);
    }
}
