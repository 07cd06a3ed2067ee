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
}
