using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Layouts;

/// <summary>The files and folders in a folder, found by the name that they have without <c>.gz</c>.</summary>
internal sealed class FolderNames
{
    private readonly string folder;
    private readonly string[] files;

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="given">The path as the user gave it, for errors.</param>
    /// <exception cref="BadDataException">The folder cannot be read.</exception>
    public FolderNames(string folder, string given)
    {
        this.folder = folder;
        files = List(folder, given, Directory.GetFiles);
    }

    /// <summary>Where it is.</summary>
    public string Folder => folder;

    /// <summary>Names of the Matrix Market files, without <c>.gz</c>, in order.</summary>
    public string[] Matrices => [.. files.Select(Plain).Where(n => n.EndsWith(".mtx", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    /// <summary>The name of a file without <c>.gz</c>.</summary>
    public static string Plain(string file) => file.EndsWith(".gz", StringComparison.Ordinal) ? file[..^3] : file;

    /// <summary>The folders in a folder, in order.</summary>
    public static string[] Below(string folder, string given) => List(folder, given, Directory.GetDirectories);

    /// <summary>Path of a file, plain or gzip, or null; the plain one where there are both, which is told.</summary>
    public string? Find(string name, Action<string>? note = null)
    {
        bool plain = files.Contains(name), packed = files.Contains(name + ".gz");
        if (plain && packed) note?.Invoke($"{folder}: holds both {name} and {name}.gz; read {name}");
        return plain ? Path.Combine(folder, name) : packed ? Path.Combine(folder, name + ".gz") : null;
    }

    /// <summary>Path of the first of several names that is there, or null.</summary>
    public string? FindFirst(IEnumerable<string> names, Action<string>? note = null) => names.Select(n => Find(n, note)).FirstOrDefault(p => p is not null);

    /// <summary>Names in a folder, in order; hidden ones are not data (macOS leaves "._matrix.mtx" beside a copy).</summary>
    private static string[] List(string folder, string given, Func<string, string[]> entries)
    {
        try
        {
            return [.. entries(folder).Select(f => Path.GetFileName(f)!).Where(n => n[0] != '.').Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(given, null, $"the folder cannot be read: {error.Message}", error);
        }
    }
}
