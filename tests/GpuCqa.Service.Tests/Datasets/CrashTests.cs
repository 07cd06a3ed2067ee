using System.Diagnostics;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.Datasets;

/// <summary>The server's program is killed at moments that nobody chose.</summary>
public class CrashTests
{
    [Fact]
    public async Task Upload_ServerKilled_KeepsEveryAcknowledgedByte()
    {
        using var state = new TemporaryFolder();
        byte[] bytes = Uploader.Table(40, 12 << 20);
        StartDatasetUploadRequest request = Uploader.Request("killed", ("cells.csv", bytes));
        request.RequestId = Guid.NewGuid().ToString();
        var random = new Random(40);
        long acknowledged = 0;
        for (int kill = 0; kill < 3; kill++)
        {
            using ServiceProcess server = await ServiceProcess.Start(state.Path);
            var uploader = new Uploader(server.Channel);
            DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(request);
            Assert.True(upload.Files[0].PersistedSizeBytes >= acknowledged, $"{upload.Files[0].PersistedSizeBytes} of {acknowledged} acknowledged bytes are left");
            acknowledged = upload.Files[0].PersistedSizeBytes;
            Task death = Task.Run(() =>
            {
                Thread.SpinWait(random.Next(1_000, 3_000_000));
                server.Kill();
            });
            try
            {
                while (acknowledged < bytes.Length) acknowledged = await uploader.Send(upload.UploadId, "cells.csv", bytes, (int)acknowledged, (int)Math.Min(bytes.Length, acknowledged + 1_000_000), 250_000);
            }
            catch (Exception error) when (error is RpcException or IOException or InvalidOperationException)
            {
                // The server died under the call.
            }

            await death;
        }

        using (ServiceProcess server = await ServiceProcess.Start(state.Path))
        {
            var uploader = new Uploader(server.Channel);
            DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(request);
            await uploader.Send(upload.UploadId, "cells.csv", bytes, (int)upload.Files[0].PersistedSizeBytes, bytes.Length, 500_000);
            Dataset dataset = await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId });
            Assert.Equal(Uploader.Sha256(bytes), dataset.Files.Single().Sha256);
            server.Kill();
        }

        using ServiceProcess last = await ServiceProcess.Start(state.Path);
        Dataset found = await new DatasetService.DatasetServiceClient(last.Channel).GetDatasetAsync(new GetDatasetRequest { Name = "projects/p/datasets/killed" });
        string sha256 = found.Files.Single().Sha256;
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(state.Path, "blobs", sha256[..2], sha256)));
        Assert.Empty(Directory.GetDirectories(Path.Combine(state.Path, "uploads")));
    }

    [Fact]
    public async Task State_HeldByAnother_IsRefused()
    {
        using var state = new TemporaryFolder();
        using ServiceProcess first = await ServiceProcess.Start(state.Path);
        using Process second = ServiceProcess.Run("--listen", "127.0.0.1:0", "--insecure-loopback", "--state", state.Path);
        string said = await second.StandardError.ReadToEndAsync().WaitAsync(Patience.Span);
        await second.WaitForExitAsync();
        Assert.Equal(5, second.ExitCode);
        Assert.Contains("another service may hold it", said, StringComparison.Ordinal);
    }
}
