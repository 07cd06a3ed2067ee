using System.Security.Cryptography;
using System.Text;
using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Registry;

/// <summary>The files of a result folder with their hashes, and one hash over all: of the lines that <c>sha256sum</c> writes of them, sorted by name.</summary>
public static class FolderManifest
{
    /// <summary>Hashes every file.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Seen between files.</param>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    public static (string Sha256, IReadOnlyDictionary<string, string> Files) Of(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new NotFoundException($"{folder}: there is no such folder. Give a result folder, as discover, associate, map or perturb writes it.");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            using FileStream file = File.OpenRead(path);
            files.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'), Convert.ToHexStringLower(SHA256.HashData(file)));
        }

        return (Hash(files), files);
    }

    /// <summary>The hash over names and hashes.</summary>
    public static string Hash(IReadOnlyDictionary<string, string> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Value}  {f.Key}\n")))));
}
