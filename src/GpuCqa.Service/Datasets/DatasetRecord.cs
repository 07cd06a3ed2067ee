using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Datasets;

/// <summary>A dataset as the tables hold it.</summary>
/// <param name="Project">Project.</param>
/// <param name="Id">Last segment of the name.</param>
/// <param name="Uid">Identity that no later dataset of the same name shares.</param>
/// <param name="DisplayName">Human-readable name.</param>
/// <param name="Format">What the files are.</param>
/// <param name="Upload">Upload that made it, or empty.</param>
/// <param name="Created">When.</param>
/// <param name="Files">The files, by path.</param>
public sealed record DatasetRecord(string Project, string Id, string Uid, string DisplayName, string Format, string Upload, DateTimeOffset Created, IReadOnlyList<StoredFile> Files)
{
    /// <summary>What the headers of the files say to who would analyse it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Resource name.</summary>
    public string Name => $"projects/{Project}/datasets/{Id}";

    /// <summary>Bytes of all files.</summary>
    public long Size => Files.Sum(f => f.Size);

    /// <summary>SHA-256 over "sha256 path\n" of the files, lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Files.Select(f => $"{f.Sha256} {f.Path}\n")))));

    /// <summary>As callers see it.</summary>
    public Dataset ToMessage() => new()
    {
        Name = Name,
        DisplayName = DisplayName,
        State = Dataset.Types.State.Active,
        Format = Format,
        Files = { Files.Select(f => f.ToMessage()) },
        ContentSha256 = Sha256,
        SizeBytes = Size,
        Etag = Uid,
        CreateTime = Timestamp.FromDateTimeOffset(Created),
        Notes = { Notes },
    };
}
