using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Health.V1;
using Google.Rpc;
using GpuCqa.Api.V1;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace GpuCqa.Service.Tests.Operations;

/// <summary>The end of the program while calls run.</summary>
public class DrainTests
{
    private static readonly byte[] Bytes = Uploader.Table(80, 400_000);

    [Fact]
    public async Task Terminated_WithCalls_LetsThemEndAndTakesNoOthers()
    {
        using var state = new TemporaryFolder();
        using ServiceProcess program = await ServiceProcess.StartWith([], "--state", state.Path, "--operations-listen", "127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = new Uri((await program.Process.StandardOutput.ReadLineAsync())!["gpucqa operations on ".Length..]) };
        int connects = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                Interlocked.Increment(ref connects);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://{program.Channel.Target}", new GrpcChannelOptions { HttpHandler = handler });
        var uploader = new Uploader(channel);
        var health = new Health.HealthClient(channel);
        using AsyncServerStreamingCall<HealthCheckResponse> watch = health.Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        (DatasetUpload upload, AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> running) = await Begin(uploader, state);
        using (running)
        {
            Assert.Equal(1, connects);
            program.Signal("-TERM");
            await Poll.Until(async () => (await http.GetAsync("/readyz")).StatusCode == HttpStatusCode.ServiceUnavailable);
            Assert.Equal("the service is stopping\n", await (await http.GetAsync("/readyz")).Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz")).StatusCode);
            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
            Assert.False(await watch.ResponseStream.MoveNext(CancellationToken.None));
            RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await uploader.Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" }));
            Assert.True(refused.StatusCode == StatusCode.Unavailable && refused.Trailers.GetValueBytes("grpc-status-details-bin") is not null, refused.ToString());
            var details = refused.GetRpcStatus()!;
            Assert.Contains(details.Details, d => d.Is(RetryInfo.Descriptor));
            // GOAWAY: the client takes another line for the calls after it. The frame and the answer race to it, so that one more call may still go out on the first.
            await Poll.Until(async () =>
            {
                Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
                return connects >= 2;
            });
            Assert.False(program.Process.HasExited);
            await running.RequestStream.WriteAsync(new WriteDatasetUploadRequest { WriteOffset = 100_000, Data = Uploader.Chunk(Bytes[100_000..]) });
            await running.RequestStream.CompleteAsync();
            Assert.Equal(Bytes.Length, (await running.ResponseAsync).File.PersistedSizeBytes);
        }

        await program.Process.WaitForExitAsync().WaitAsync(Patience.Span);
        Assert.Equal(0, program.Process.ExitCode);
        Assert.NotEmpty(upload.UploadId);
    }

    [Fact]
    public async Task Terminated_CallThatHangs_IsEndedWithWhatItHolds()
    {
        using var state = new TemporaryFolder();
        DatasetUpload upload;
        using (ServiceProcess program = await ServiceProcess.StartWith([("GpuCqa__DrainSeconds", "1")], "--state", state.Path))
        {
            (upload, AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> running) = await Begin(new Uploader(program.Channel), state);
            using (running)
            {
                program.Signal("-TERM");
                await Refusal.Of(StatusCode.Unavailable, "UNAVAILABLE", async () => await running.ResponseAsync);
            }

            await program.Process.WaitForExitAsync().WaitAsync(Patience.Span);
            Assert.Equal(0, program.Process.ExitCode);
        }

        using ServiceProcess next = await ServiceProcess.Start(state.Path);
        Assert.Equal(100_000, (await new Uploader(next.Channel).Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = upload.UploadId })).Files[0].PersistedSizeBytes);
    }

    [Fact]
    public async Task Interrupted_Twice_EndsAtOnce()
    {
        using var state = new TemporaryFolder();
        // A shell without job control starts programs with SIGINT ignored.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", typeof(ServiceHost).Assembly.Location, "--listen", "127.0.0.1:0", "--insecure-loopback", "--state", state.Path])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        start.Environment["GpuCqa__DrainSeconds"] = "600";
        using Process program = Process.Start(start)!;
        string? first = await program.StandardOutput.ReadLineAsync().WaitAsync(Patience.Span);
        using GrpcChannel channel = GrpcChannel.ForAddress(first!["gpucqa serves on ".Length..]);
        (_, AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> running) = await Begin(new Uploader(channel), state);
        using (running)
        {
            Interrupt(program);
            var health = new Health.HealthClient(channel);
            await Poll.Until(async () => (await health.CheckAsync(new HealthCheckRequest())).Status == ServingStatus.NotServing);
            Assert.False(program.HasExited);
            Interrupt(program);
            await program.WaitForExitAsync().WaitAsync(Patience.Span);
            Assert.Equal(130, program.ExitCode);
        }
    }

    // A call that is in the midst of a file: 100,000 bytes are with the server.
    private static async Task<(DatasetUpload Upload, AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> Call)> Begin(Uploader uploader, TemporaryFolder state)
    {
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request("drained", ("cells.csv", Bytes)));
        AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> call = uploader.Client.WriteDatasetUpload();
        await call.RequestStream.WriteAsync(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv", Data = Uploader.Chunk(Bytes[..100_000]) });
        var file = new FileInfo(Path.Combine(state.Path, "uploads", upload.UploadId, "0"));
        await Poll.Until(() =>
        {
            file.Refresh();
            return Task.FromResult(file.Exists && file.Length == 100_000);
        });
        return (upload, call);
    }

    private static void Interrupt(Process program)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{program.Id}"]);
        kill.WaitForExit();
    }
}
