using System.Diagnostics;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Service.Storage;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Win32.SafeHandles;

namespace GpuCqa.ServiceBench.Uploads;

/// <summary>A resumable upload as a client does it: the next chunk is read and summed while the one before travels.</summary>
internal sealed class GrpcUpload(GrpcChannel channel)
{
    public const int ChunkBytes = 1 << 20;

    public DatasetService.DatasetServiceClient Client { get; } = new(channel);

    public async Task<DatasetUpload> Start(SourceFile source, string? dataset = null) => await Client.StartDatasetUploadAsync(new StartDatasetUploadRequest
    {
        Parent = "projects/bench", DatasetId = dataset ?? "d" + Guid.NewGuid().ToString("N"), Files = { new FileContent { Path = "cells.csv", SizeBytes = source.Size, Sha256 = source.Sha256 } },
    });

    public async Task<long> Stored(string upload) => (await Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = upload })).Files[0].PersistedSizeBytes;

    /// <summary>Sends the file from an offset on; the durable bytes that the server answers.</summary>
    public async Task<long> Send(string upload, string path, long from, int chunk, CancellationToken end = default)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        using AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> call = Client.WriteDatasetUpload(cancellationToken: end);
        byte[][] buffers = [new byte[chunk], new byte[chunk]];
        Task before = Task.CompletedTask;
        int turn = 0;
        for (long at = from; ; turn ^= 1)
        {
            int read = RandomAccess.Read(file, buffers[turn], at);
            if (read == 0) break;
            // The bytes stay as they are until the message is written: two buffers, one message under way.
            ReadOnlyMemory<byte> bytes = buffers[turn].AsMemory(0, read);
            var message = new WriteDatasetUploadRequest
            {
                UploadId = upload, Path = "cells.csv", WriteOffset = at,
                Data = new ChecksummedData { Content = UnsafeByteOperations.UnsafeWrap(bytes), Crc32C = Crc32C.Of(bytes.Span) },
            };
            await before;
            before = call.RequestStream.WriteAsync(message, end);
            at += read;
        }

        await before;
        await call.RequestStream.CompleteAsync();
        return (await call.ResponseAsync).File.PersistedSizeBytes;
    }

    /// <summary>One whole upload: seconds until every byte is acknowledged as durable, and seconds of the check and the making of the dataset.</summary>
    public async Task<(double Send, double Finish)> Whole(SourceFile source, int chunk, CancellationToken end = default)
    {
        long begun = Stopwatch.GetTimestamp();
        DatasetUpload upload = await Start(source);
        if (await Send(upload.UploadId, source.Path, 0, chunk, end) != source.Size) throw new InvalidOperationException("Not every byte was stored.");
        double send = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Dataset dataset = await Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId }, cancellationToken: end);
        double all = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (dataset.Files[0].Sha256 != source.Sha256) throw new InvalidOperationException("Another SHA-256.");
        await Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name }, cancellationToken: CancellationToken.None);
        return (send, all - send);
    }
}
