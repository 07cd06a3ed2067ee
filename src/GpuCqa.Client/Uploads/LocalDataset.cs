using System.Security.Cryptography;
using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.Formats;

namespace GpuCqa.Client.Uploads;

/// <summary>A file of cells or the parts of a 10x folder, hashed.</summary>
/// <param name="Path">Path as it was given.</param>
/// <param name="Files">The files, by name.</param>
internal sealed record LocalDataset(string Path, IReadOnlyList<LocalFile> Files)
{
    /// <summary>Bytes of all files.</summary>
    public long Size => Files.Sum(f => f.Size);

    /// <summary>SHA-256 over "sha256 name\n" of the files, as the service computes it.</summary>
    public string ContentSha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Files.Select(f => $"{f.Sha256} {f.Name}\n")))));

    /// <summary>Id that follows from the content.</summary>
    public string Id => ContentId.Of("data", ContentSha256);

    /// <summary>The files as messages.</summary>
    public IEnumerable<FileContent> Contents => Files.Select(f => new FileContent { Path = f.Name, SizeBytes = f.Size, Sha256 = f.Sha256 });

    /// <summary>Hashes the files of a path.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="parts">Its files, see <see cref="CellFiles.Parts"/>.</param>
    /// <param name="read">Told the bytes read so far.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public static async Task<LocalDataset> HashAsync(string path, IReadOnlyList<string> parts, Action<long> read, CancellationToken cancellation)
    {
        var files = new List<LocalFile>();
        foreach (string part in parts)
        {
            long before = files.Sum(f => f.Size);
            files.Add(await LocalFile.HashAsync(part, n => read(before + n), cancellation).ConfigureAwait(false));
        }

        return new LocalDataset(path, [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)]);
    }
}
