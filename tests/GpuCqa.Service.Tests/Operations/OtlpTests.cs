using Grpc.Health.V1;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Operations;

public class OtlpTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c", Parent = "b7ad6b7169203331";

    [Theory]
    [InlineData(true, "grpc")]
    [InlineData(false, "http/protobuf")]
    public async Task Collector_GetsSpansInTheCallersTrace_AndMetrics(bool grpc, string protocol)
    {
        await using OtlpReceiver collector = await OtlpReceiver.Start(grpc);
        using var state = new TemporaryFolder();
        using ServiceProcess program = await ServiceProcess.StartWith(
            [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_SERVICE_NAME", "potency-lab"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "200")],
            "--state", state.Path);
        DatasetService.DatasetServiceClient client = new Uploader(program.Channel).Client;
        var traced = new Metadata { { "traceparent", $"00-{Trace}-{Parent}-01" } };
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await client.GetDatasetAsync(new GetDatasetRequest { Name = "projects/p/datasets/none" }, traced));
        await client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" }, traced);
        await new Health.HealthClient(program.Channel).CheckAsync(new HealthCheckRequest(), traced);
        await Poll.Until(() => Task.FromResult(collector.Spans.Count() >= 2 && collector.MetricNames.Contains("rpc.server.call.duration")));
        program.Signal("-TERM");
        await program.Process.WaitForExitAsync().WaitAsync(Patience.Span);

        Wire[] spans = [.. collector.Spans.OrderBy(s => s.Text(5), StringComparer.Ordinal)];
        // Of health nobody wants to hear.
        Assert.Equal(["gpucqa.v1.DatasetService/GetDataset", "gpucqa.v1.DatasetService/ListDatasets"], spans.Select(s => s.Text(5)));
        const ulong Server = 2;
        Assert.All(spans, s => Assert.Equal((Trace, Parent, Server), (s.Hex(1), s.Hex(4), s.Number(6))));
        Assert.Equal("NOT_FOUND", spans[0].Attributes(9)["rpc.response.status_code"]);
        Assert.Equal("OK", spans[1].Attributes(9)["rpc.response.status_code"]);
        Assert.All(collector.Traces.Concat(collector.Metrics).SelectMany(t => t.Messages(1, 1)), r => Assert.Equal("potency-lab", r.Attributes(1)["service.name"]));
        Assert.Superset(new HashSet<string> { "rpc.server.call.duration", "gpucqa.rpc.server.active_calls", "gpucqa.uploads.open", "gpucqa.storage.size", "dotnet.gc.collections", "kestrel.active_connections" }, collector.MetricNames.ToHashSet());
        Wire duration = collector.Metrics.SelectMany(m => m.Messages(1, 2, 2)).First(m => m.Text(1) == "rpc.server.call.duration");
        Assert.Equal("s", duration.Text(3));
        // histogram = 9, data points = 1, attributes = 9.
        Assert.Contains(duration.Messages(9, 1), p => p.Attributes(9)["rpc.method"] == "gpucqa.v1.DatasetService/GetDataset");
    }

    [Fact]
    public async Task Collector_Away_DoesNotHoldTheServiceUp()
    {
        using var state = new TemporaryFolder();
        using ServiceProcess program = await ServiceProcess.StartWith([("GpuCqa__Operations__Otlp", "http://127.0.0.1:1")], "--state", state.Path);
        await new Uploader(program.Channel).Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" });
        program.Signal("-TERM");
        await program.Process.WaitForExitAsync().WaitAsync(Patience.Span);
        Assert.Equal(0, program.Process.ExitCode);
    }
}
