using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Datasets;

/// <summary>Datasets as callers see them.</summary>
public static class DatasetMessages
{
    /// <summary>A dataset.</summary>
    public static Dataset Of(DatasetRecord record) => new()
    {
        Name = record.Name,
        DisplayName = record.DisplayName,
        State = Dataset.Types.State.Active,
        Format = record.Format,
        Files = { record.Files.Select(Of) },
        ContentSha256 = record.Sha256,
        SizeBytes = record.Size,
        Etag = record.Uid,
        CreateTime = Timestamp.FromDateTimeOffset(record.Created),
    };

    /// <summary>What an upload announces to become; without the key of the upload.</summary>
    public static Dataset Announced(string project, string dataset, string displayName, IEnumerable<StoredFile> files) => new()
    {
        Name = $"projects/{project}/datasets/{dataset}", DisplayName = displayName, Files = { files.Select(Of) },
    };

    private static FileContent Of(StoredFile file) => new() { Path = file.Path, SizeBytes = file.Size, Sha256 = file.Sha256 };
}
