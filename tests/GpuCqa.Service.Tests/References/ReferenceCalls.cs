using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Service.Tests.Datasets;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.References;

/// <summary>A client's side of references.</summary>
public sealed class ReferenceCalls(GrpcChannel channel)
{
    private readonly Uploader uploader = new(channel);

    public ReferenceService.ReferenceServiceClient Client { get; } = new(channel);

    public static StartReferenceUploadRequest Request(string id, IReadOnlyDictionary<string, byte[]> files, string project = "p") => new()
    {
        Parent = $"projects/{project}", ReferenceId = id, Files = { files.Select(f => Uploader.File(f.Key, f.Value)) },
    };

    public static CreateReferenceRequest Create(string id, string analysis) => new() { Parent = "projects/p", ReferenceId = id, Reference = new Reference { Analysis = analysis, DisplayName = "Found" } };

    /// <summary>Brings all bytes of a folder; the key of the upload.</summary>
    public async Task<string> Send(string id, IReadOnlyDictionary<string, byte[]> files, string project = "p")
    {
        DatasetUpload upload = await Client.StartReferenceUploadAsync(Request(id, files, project));
        Assert.Equal($"projects/{project}/references/{id}", upload.Dataset);
        foreach ((string path, byte[] bytes) in files) await uploader.Send(upload.UploadId, path, bytes, 0, bytes.Length);
        return upload.UploadId;
    }

    /// <summary>A whole upload.</summary>
    public async Task<Reference> Upload(string id, IReadOnlyDictionary<string, byte[]> files, string project = "p") =>
        await Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = await Send(id, files, project) });

    public async Task<Reference> Get(string name) => await Client.GetReferenceAsync(new GetReferenceRequest { Name = name });

    public async Task Delete(string name) => await Client.DeleteReferenceAsync(new DeleteReferenceRequest { Name = name });

    public async Task<byte[]> Read(string name, string path, long offset = 0)
    {
        using AsyncServerStreamingCall<ReadReferenceFileResponse> call = Client.ReadReferenceFile(new ReadReferenceFileRequest { Name = name, Path = path, ReadOffset = offset });
        var received = new List<byte>();
        await foreach (ReadReferenceFileResponse chunk in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal(offset + received.Count, chunk.ReadOffset);
            Assert.Equal(Crc32C.Of(chunk.Data.Content.Span), chunk.Data.Crc32C);
            received.AddRange(chunk.Data.Content.Span);
        }

        return [.. received];
    }
}
