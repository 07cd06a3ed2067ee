using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Datasets;

/// <summary>The folders from which callers may import; nothing else on the disk can be named.</summary>
public sealed class ImportRoots
{
    private readonly string[] roots;

    /// <summary>From the configuration.</summary>
    public ImportRoots(IEnumerable<string> folders) => roots = folders.Select(f => Real(Path.GetFullPath(f)) + Path.DirectorySeparatorChar).ToArray();

    /// <summary>The files of a path: the file itself, or the parts of a folder, as (name, place).</summary>
    /// <exception cref="RefusedException">The path is not under a root; said in the same words whether or not it exists.</exception>
    /// <exception cref="InvalidParameterException">The folder holds nothing that could be cells.</exception>
    public IReadOnlyList<(string Name, string Place)> Files(string path)
    {
        string real = Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal) ? Real(Path.GetFullPath(path)) : "";
        if (!roots.Any(r => real.StartsWith(r, StringComparison.Ordinal)) || (!File.Exists(real) && !Directory.Exists(real)))
            throw new RefusedException(ErrorReason.PermissionDenied, "path is not a file or folder under an import root of this service.");
        string[] places = Directory.Exists(real) ? Directory.GetFiles(real).Order(StringComparer.Ordinal).ToArray() : [real];
        // A link inside a root may point out of it.
        (string Name, string Place)[] files = places.Select(p => (Path.GetFileName(p), Real(p))).Where(f => FileNames.IsUsable(f.Item1) && roots.Any(r => f.Item2.StartsWith(r, StringComparison.Ordinal))).ToArray();
        if (files.Length is 0 or > 16) throw new InvalidParameterException($"path holds {files.Length} files; expected one file of cells, or a folder with the parts of a 10x matrix and nothing else (16 files at most).");
        return files;
    }

    // Follows links at every level of a path.
    private static string Real(string path)
    {
        string real = Path.GetPathRoot(path)!;
        foreach (string part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is { } target) real = Real(target.FullName);
        }

        return real;
    }
}
