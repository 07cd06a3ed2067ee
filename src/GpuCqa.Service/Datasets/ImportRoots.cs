using GpuCqa.Core.Errors;
using GpuCqa.Service.Naming;

namespace GpuCqa.Service.Datasets;

/// <summary>The folders from which callers may import, per project; nothing else on the disk can be named.</summary>
public sealed class ImportRoots
{
    private readonly string[] shared;
    private readonly Dictionary<string, string[]> own;

    /// <summary>From the configuration.</summary>
    /// <param name="folders">Folders of every project that has none of its own.</param>
    /// <param name="foldersOf">Project to its own folders, which are then its only ones.</param>
    public ImportRoots(IEnumerable<string> folders, IEnumerable<KeyValuePair<string, List<string>>> foldersOf)
    {
        shared = Roots(folders);
        own = foldersOf.ToDictionary(f => f.Key, f => Roots(f.Value), StringComparer.Ordinal);
    }

    /// <summary>Refuses folders that are not there, and projects that cannot be.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public static void Check(IEnumerable<string> folders, IEnumerable<KeyValuePair<string, List<string>>> foldersOf)
    {
        AreFolders("GpuCqa:ImportRoots", folders);
        foreach ((string project, List<string> own) in foldersOf)
        {
            // A project that is written wrong would go on with the roots of all.
            ResourceId.Checked("A project of GpuCqa:ImportRootsOf", project);
            AreFolders($"GpuCqa:ImportRootsOf:{project}", own);
        }
    }

    /// <summary>The files of a path: the file itself, or the parts of a folder, as (name, place).</summary>
    /// <param name="project">Project that imports.</param>
    /// <param name="path">What it names.</param>
    /// <exception cref="RefusedException">The path is not under a root of the project; said in the same words whether or not it exists.</exception>
    /// <exception cref="InvalidParameterException">The folder holds nothing that could be cells.</exception>
    public IReadOnlyList<(string Name, string Place)> Files(string project, string path)
    {
        string[] roots = own.GetValueOrDefault(project, shared);
        bool IsInside(string? place) => place is not null && roots.Any(r => place.StartsWith(r, StringComparison.Ordinal));
        string? real = Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal) ? Found(Path.GetFullPath(path)) : null;
        if (!IsInside(real) || (!File.Exists(real) && !Directory.Exists(real)))
            throw new RefusedException(ErrorReason.PermissionDenied, "path is not a file or folder under an import root of this project.");
        string[] places = Directory.Exists(real) ? Directory.GetFiles(real).Order(StringComparer.Ordinal).ToArray() : [real!];
        // A link inside a root may point out of it.
        (string Name, string Place)[] files = places.Select(p => (Path.GetFileName(p), Found(p)!)).Where(f => StoredFile.IsUsable(f.Item1) && IsInside(f.Item2)).ToArray();
        if (files.Length is 0 or > 16) throw new InvalidParameterException($"path holds {files.Length} files; expected one file of cells, or a folder with the parts of a 10x matrix and nothing else (16 files at most).");
        return files;
    }

    private static string[] Roots(IEnumerable<string> folders) => folders.Select(f => Real(Path.GetFullPath(f)).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar).ToArray();

    private static void AreFolders(string key, IEnumerable<string> folders)
    {
        foreach (string folder in folders)
        {
            if (!Directory.Exists(folder)) throw new InvalidParameterException($"{key} names {folder}, which is not a folder.");
        }
    }

    // Null where links lead in a circle: a path that cannot be followed is answered like one that is not there.
    private static string? Found(string path)
    {
        try
        {
            return Real(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
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
