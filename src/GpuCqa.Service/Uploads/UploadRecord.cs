using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using GpuCqa.Service.Datasets;

namespace GpuCqa.Service.Uploads;

/// <summary>An upload as the tables hold it.</summary>
/// <param name="Id">The key that may write to it: 128 random bits.</param>
/// <param name="Project">Project.</param>
/// <param name="Collection">What it will be: <see cref="Datasets"/> or <see cref="References"/>.</param>
/// <param name="Target">Id of the dataset or reference that it will be.</param>
/// <param name="DisplayName">Human-readable name.</param>
/// <param name="Touched">Last write.</param>
/// <param name="Files">The files as announced.</param>
/// <param name="Persisted">Durable bytes of each file.</param>
public sealed record UploadRecord(string Id, string Project, string Collection, string Target, string DisplayName, DateTimeOffset Touched, IReadOnlyList<StoredFile> Files, IReadOnlyList<long> Persisted)
{
    /// <summary>The collection of datasets.</summary>
    public const string Datasets = "datasets";

    /// <summary>The collection of references.</summary>
    public const string References = "references";

    /// <summary>How long an upload without a write is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Name of what it will be.</summary>
    public string Name => $"projects/{Project}/{Collection}/{Target}";

    /// <summary>An upload that begins, under a new key.</summary>
    public static UploadRecord New(string project, string collection, string target, string displayName, DateTimeOffset now, IReadOnlyList<StoredFile> files) =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), project, collection, target, displayName, now, files, new long[files.Count]);

    /// <summary>Place of a file among the files, or -1.</summary>
    public int IndexOf(string path) => Files.ToList().FindIndex(f => f.Path == path);

    /// <summary>What it announces to become, for the audit log; without its key.</summary>
    public IMessage Announced() => Collection == References
        ? new FrozenReference { Name = Name, DisplayName = DisplayName, Files = { Files.Select(f => f.ToMessage()) } }
        : new Api.V1.Dataset { Name = Name, DisplayName = DisplayName, Files = { Files.Select(f => f.ToMessage()) } };

    /// <summary>Stands for the key of an upload where the key itself must not stand: 16 hex digits of its hash.</summary>
    public static string Mark(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..16];
}
