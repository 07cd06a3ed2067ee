using System.Security.Cryptography;
using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Trust;

namespace GpuCqa.Pipelines.Registry;

/// <summary>The files of a result folder with their hashes, and one hash over all: of the lines that <c>sha256sum</c> writes of them, sorted by name.</summary>
/// <remarks>Of a sealed folder what is made anew after a signature or in another language (report, figures, signatures) is left out, and provenance.json stands with its seal.</remarks>
public static class FolderManifest
{
    /// <summary>Hashes every file.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Seen between files.</param>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    public static (string Sha256, IReadOnlyDictionary<string, string> Files) Of(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new NotFoundException($"{folder}: there is no such folder. Give a result folder, as discover, associate, map or perturb writes it.");
        bool isSealed = FolderSeal.IsSealed(folder);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (isSealed && (FolderSeal.IsPage(name) || name == SignatureFile.FileName)) continue;
            files.Add(name, isSealed && name == ProvenanceJson.FileName ? SealOr(folder, path, cancellation) : FileHash.Of(path, cancellation));
        }

        return (Hash(files), files);
    }

    private static string SealOr(string folder, string path, CancellationToken cancellation)
    {
        try
        {
            return FolderSeal.Get(folder);
        }
        catch (BadDataException)
        {
            // It was changed; its bytes say so.
            return FileHash.Of(path, cancellation);
        }
    }

    /// <summary>The hash over names and hashes.</summary>
    public static string Hash(IReadOnlyDictionary<string, string> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Value}  {f.Key}\n")))));
}
