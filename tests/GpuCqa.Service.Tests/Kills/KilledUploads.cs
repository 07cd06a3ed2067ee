using System.Globalization;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.Kills;

/// <summary>A client that uploads one table after the other, whose server dies again and again; it remembers what it was told is stored.</summary>
internal sealed class KilledUploads(int seed)
{
    private const int Bytes = 3 << 20;

    private readonly List<(string Name, string Sha256)> finished = [];
    private int number;
    private StartDatasetUploadRequest? request;
    private byte[] bytes = [];

    /// <summary>Bytes of the upload in hand that the server said are stored.</summary>
    public long Acknowledged { get; private set; }

    public int Finished => finished.Count;

    /// <summary>Sends until the server dies.</summary>
    public async Task Send(GrpcChannel channel, CancellationToken end)
    {
        var uploader = new Uploader(channel);
        try
        {
            while (!end.IsCancellationRequested)
            {
                DatasetUpload? upload = await Open(uploader);
                if (upload is null) continue;
                while (Acknowledged < bytes.Length) Acknowledged = await uploader.Send(upload.UploadId, "cells.csv", bytes, (int)Acknowledged, (int)Math.Min(bytes.Length, Acknowledged + 400_000), 150_000);
                Take(await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId }, cancellationToken: CancellationToken.None));
            }
        }
        catch (Exception error) when (KillRun.IsOfTheKill(error))
        {
            // Killed under a call: nothing that this call would have said counts.
        }
    }

    /// <summary>After a restart: every acknowledged byte is stored, and every finished dataset is as it was.</summary>
    public async Task Check(GrpcChannel channel)
    {
        var uploader = new Uploader(channel);
        foreach ((string name, string sha256) in finished)
            Assert.Equal(sha256, (await uploader.Client.GetDatasetAsync(new GetDatasetRequest { Name = name })).Files.Single().Sha256);
        if (request is null) return;
        long before = Acknowledged;
        if (await Open(uploader) is { } upload) Assert.True(upload.Files[0].PersistedSizeBytes >= before, $"{upload.Files[0].PersistedSizeBytes} of {before} acknowledged bytes are left");
    }

    /// <summary>Ends the upload in hand.</summary>
    public async Task FinishLast(GrpcChannel channel)
    {
        var uploader = new Uploader(channel);
        if (request is null || await Open(uploader) is not { } upload) return;
        if (Acknowledged < bytes.Length) await uploader.Send(upload.UploadId, "cells.csv", bytes, (int)Acknowledged, bytes.Length, 500_000);
        Take(await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId }));
    }

    /// <summary>The content of every finished dataset, on the disk.</summary>
    public void CheckBlobs(string state)
    {
        Assert.True(finished.Count > 0, "no upload was finished");
        foreach ((_, string sha256) in finished) Assert.Equal(sha256, Uploader.Sha256(File.ReadAllBytes(Path.Combine(state, "blobs", sha256[..2], sha256))));
    }

    // The upload in hand, or a new one; null if a kill hid from us that it was finished.
    private async Task<DatasetUpload?> Open(Uploader uploader)
    {
        if (request is null)
        {
            string dataset = string.Create(CultureInfo.InvariantCulture, $"killed-{++number}");
            bytes = Uploader.Table(seed + number, Bytes);
            request = Uploader.Request(dataset, ("cells.csv", bytes));
            request.RequestId = Guid.NewGuid().ToString();
            Acknowledged = 0;
        }

        try
        {
            DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(request);
            Acknowledged = Math.Max(Acknowledged, upload.Files[0].PersistedSizeBytes);
            return upload;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.AlreadyExists)
        {
            Take(await uploader.Client.GetDatasetAsync(new GetDatasetRequest { Name = $"{request.Parent}/datasets/{request.DatasetId}" }));
            return null;
        }
    }

    private void Take(Dataset dataset)
    {
        Assert.Equal(Uploader.Sha256(bytes), dataset.Files.Single().Sha256);
        finished.Add((dataset.Name, dataset.Files[0].Sha256));
        request = null;
        Acknowledged = 0;
    }
}
