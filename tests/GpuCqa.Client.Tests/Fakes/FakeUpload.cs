using GpuCqa.Api.V1;

namespace GpuCqa.Client.Tests.Fakes;

/// <summary>An upload and its bytes.</summary>
public sealed class FakeUpload(StartDatasetUploadRequest request, string id)
{
    public StartDatasetUploadRequest Request => request;

    public Dictionary<string, MemoryStream> Bytes { get; } = request.Files.ToDictionary(f => f.Path, _ => new MemoryStream());

    public DatasetUpload Message() => new()
    {
        UploadId = id,
        Dataset = $"{request.Parent}/datasets/{request.DatasetId}",
        Files = { request.Files.Select(f => new UploadedFile { Path = f.Path, SizeBytes = f.SizeBytes, PersistedSizeBytes = Bytes[f.Path].Length }) },
    };
}
