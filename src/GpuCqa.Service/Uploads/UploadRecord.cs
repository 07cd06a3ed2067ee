using System.Security.Cryptography;
using System.Text;
using GpuCqa.Service.Datasets;

namespace GpuCqa.Service.Uploads;

/// <summary>An upload as the tables hold it.</summary>
/// <param name="Id">The key that may write to it: 128 random bits.</param>
/// <param name="Project">Project.</param>
/// <param name="Dataset">Id of the dataset that it will be.</param>
/// <param name="DisplayName">Human-readable name.</param>
/// <param name="Touched">Last write.</param>
/// <param name="Files">The files as announced.</param>
/// <param name="Persisted">Durable bytes of each file.</param>
public sealed record UploadRecord(string Id, string Project, string Dataset, string DisplayName, DateTimeOffset Touched, IReadOnlyList<StoredFile> Files, IReadOnlyList<long> Persisted)
{
    /// <summary>How long an upload without a write is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Place of a file among the files, or -1.</summary>
    public int IndexOf(string path) => Files.ToList().FindIndex(f => f.Path == path);

    /// <summary>What it announces to become, for the audit log; without its key.</summary>
    public Api.V1.Dataset Announced() => new() { Name = $"projects/{Project}/datasets/{Dataset}", DisplayName = DisplayName, Files = { Files.Select(f => f.ToMessage()) } };

    /// <summary>Stands for the key of an upload where the key itself must not stand: 16 hex digits of its hash.</summary>
    public static string Mark(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..16];
}
