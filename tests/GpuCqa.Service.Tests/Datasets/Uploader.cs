using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Service.Storage;
using Grpc.Core;
using Grpc.Net.Client;

namespace GpuCqa.Service.Tests.Datasets;

/// <summary>A client's side of an upload.</summary>
public sealed class Uploader(GrpcChannel channel)
{
    public DatasetService.DatasetServiceClient Client { get; } = new(channel);

    /// <summary>A feature table that GpuCqa reads, of about a number of bytes.</summary>
    public static byte[] Table(int seed, int bytes = 2000)
    {
        var random = new Random(seed);
        var text = new StringBuilder("cell,area,intensity\n");
        for (int i = 0; text.Length < bytes; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"c{i},{random.NextDouble()},{random.NextDouble()}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static FileContent File(string path, byte[] bytes) => new() { Path = path, SizeBytes = bytes.Length, Sha256 = Sha256(bytes) };

    public static StartDatasetUploadRequest Request(string dataset, params (string Path, byte[] Bytes)[] files) => new()
    {
        Parent = "projects/p", DatasetId = dataset, Files = { files.Select(f => File(f.Path, f.Bytes)) },
    };

    public static ChecksummedData Chunk(byte[] bytes) => new() { Content = ByteString.CopyFrom(bytes), Crc32C = Crc32C.Of(bytes) };

    /// <summary>Sends a range of a file in chunks; the durable size that the server answers.</summary>
    public async Task<long> Send(string upload, string path, byte[] bytes, int from, int to, int chunk = 100_000)
    {
        using AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> call = Client.WriteDatasetUpload();
        for (int at = from; at < to; at += chunk)
            await call.RequestStream.WriteAsync(new WriteDatasetUploadRequest { UploadId = upload, Path = path, WriteOffset = at, Data = Chunk(bytes[at..Math.Min(to, at + chunk)]) });
        await call.RequestStream.CompleteAsync();
        return (await call.ResponseAsync).File.PersistedSizeBytes;
    }

    /// <summary>Sends what the server lacks of a file; again where it refuses because a call that broke off is known to it only now. The durable size that the server answers.</summary>
    public async Task<long> Resume(string upload, string path, byte[] bytes)
    {
        for (int tries = 1; ; tries++)
        {
            DatasetUpload now = await Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = upload });
            try
            {
                return await Send(upload, path, bytes, (int)now.Files.Single(f => f.Path == path).PersistedSizeBytes, bytes.Length);
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.Aborted && tries < 5)
            {
            }
        }
    }

    /// <summary>A whole upload of one file.</summary>
    public async Task<Dataset> Upload(string dataset, byte[] bytes, string path = "cells.csv", Dataset.Types.Content content = Dataset.Types.Content.Unspecified)
    {
        DatasetUpload upload = await Client.StartDatasetUploadAsync(Request(dataset, (path, bytes)));
        await Send(upload.UploadId, path, bytes, 0, bytes.Length);
        return await Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId, Content = content });
    }
}
