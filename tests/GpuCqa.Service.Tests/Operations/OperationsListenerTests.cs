using System.Net;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;

namespace GpuCqa.Service.Tests.Operations;

/// <summary>The program with its second listener.</summary>
public sealed class OperationsListenerTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder state = new();
    private readonly HttpClient http = new();
    private ServiceProcess program = null!;

    public async Task InitializeAsync()
    {
        program = await ServiceProcess.StartWith([], "--state", state.Path, "--operations-listen", "127.0.0.1:0");
        string? second = await program.Process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Span);
        Assert.StartsWith("gpucqa operations on http://127.0.0.1:", second, StringComparison.Ordinal);
        http.BaseAddress = new Uri(second!["gpucqa operations on ".Length..]);
    }

    public Task DisposeAsync()
    {
        program.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        http.Dispose();
        state.Dispose();
    }

    [Theory]
    [InlineData("GET", "/healthz", HttpStatusCode.OK, "alive\n")]
    [InlineData("GET", "/readyz", HttpStatusCode.OK, "ready\n")]
    [InlineData("HEAD", "/readyz", HttpStatusCode.OK, "")]
    [InlineData("POST", "/healthz", HttpStatusCode.MethodNotAllowed, "GET only\n")]
    [InlineData("GET", "/gpucqa.v1.DatasetService/ListDatasets", HttpStatusCode.NotFound, "/healthz, /readyz, /metrics\n")]
    public async Task Paths_Answer(string method, string path, HttpStatusCode status, string text)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal((status, text), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Metrics_AfterCalls_CountThem()
    {
        var uploader = new Uploader(program.Channel);
        byte[] bytes = Uploader.Table(70, 500_000);
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request("measured", ("cells.csv", bytes)));
        await uploader.Send(upload.UploadId, "cells.csv", bytes, 0, bytes.Length);
        Assert.Equal(1, (await Scrape()).Value("gpucqa_uploads_open"));
        await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId });
        for (int i = 0; i < 3; i++) await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await uploader.Client.GetDatasetAsync(new GetDatasetRequest { Name = "projects/p/datasets/none" }));
        using var watch = new Health.HealthClient(program.Channel).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));

        PrometheusText metrics = await Scrape();
        const string Calls = "rpc_server_call_duration_seconds";
        Assert.Equal("histogram", metrics.Type(Calls));
        Assert.Equal(3, metrics.Value(Calls + "_count", ("rpc_method", "gpucqa.v1.DatasetService/GetDataset"), ("rpc_response_status_code", "NOT_FOUND")));
        Assert.Equal(1, metrics.Value(Calls + "_count", ("rpc_method", "gpucqa.v1.DatasetService/FinishDatasetUpload"), ("rpc_response_status_code", "OK")));
        Assert.Equal(1, metrics.Value("gpucqa_rpc_server_active_calls", ("rpc_method", "grpc.health.v1.Health/Watch")));
        Assert.Equal(0, metrics.Value("gpucqa_rpc_server_active_calls", ("rpc_method", "gpucqa.v1.DatasetService/GetDataset")));
        double received = metrics.Value("gpucqa_rpc_server_io_bytes_total", ("rpc_method", "gpucqa.v1.DatasetService/WriteDatasetUpload"), ("network_io_direction", "receive"));
        Assert.InRange(received, bytes.Length, bytes.Length * 1.01);
        Assert.InRange(metrics.Value("gpucqa_rpc_server_io_bytes_total", ("rpc_method", "gpucqa.v1.DatasetService/WriteDatasetUpload"), ("network_io_direction", "transmit")), 1, 1000);
        Assert.Equal((0d, 1d, (double)bytes.Length, 1d), (metrics.Value("gpucqa_uploads_open"), metrics.Value("gpucqa_datasets_count"), metrics.Value("gpucqa_storage_size_bytes"), metrics.Value("gpucqa_database_held")));
        Assert.True(metrics.Value("dotnet_process_memory_working_set_bytes") > 10_000_000);
        Assert.Contains(metrics.Samples, s => s.Name.StartsWith("dotnet_gc_", StringComparison.Ordinal));
        Assert.True(metrics.Value("kestrel_active_connections") >= 1);
    }

    [Fact]
    public async Task Metrics_MethodsThatDoNotExist_AreOneSeries()
    {
        for (int i = 0; i < 20; i++)
        {
            var invented = new Method<string, string>(MethodType.Unary, $"invented.S{i}", $"M{i}\"\\", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
            RpcException error = await Assert.ThrowsAsync<RpcException>(async () => await program.Channel.CreateCallInvoker().AsyncUnaryCall(invented, null, new CallOptions(), ""));
            Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        }

        PrometheusText metrics = await Scrape();
        Assert.Equal(20, metrics.Value("rpc_server_call_duration_seconds_count", ("rpc_method", "_OTHER"), ("rpc_response_status_code", "UNIMPLEMENTED")));
        Assert.DoesNotContain(metrics.Samples, s => s.Labels.Values.Any(v => v.Contains("invented", StringComparison.Ordinal)));
    }

    private async Task<PrometheusText> Scrape() => PrometheusText.Parse(await http.GetStringAsync("/metrics"));
}
