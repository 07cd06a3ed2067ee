using System.Text.RegularExpressions;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Datasets;

/// <summary>A file of a dataset or a reference. The path that callers give to it becomes a name on the server's disk.</summary>
/// <param name="Path">Path within it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of the content.</param>
public sealed partial record StoredFile(string Path, long Size, string Sha256)
{
    // A reference has some files, and some for each resolution.
    private const int MostParts = 16, MostInFolder = 1000;

    /// <summary>Checks names, sizes and hashes of the files of a dataset.</summary>
    /// <exception cref="InvalidParameterException">Names the file.</exception>
    public static IReadOnlyList<StoredFile> Checked(IEnumerable<FileContent> files, long mostBytes) => Checked(files, mostBytes, MostParts, "one file, or the parts of a 10x folder");

    /// <summary>Checks names, sizes and hashes of the files of a reference.</summary>
    /// <exception cref="InvalidParameterException">Names the file.</exception>
    public static IReadOnlyList<StoredFile> CheckedFolder(IEnumerable<FileContent> files, long mostBytes) => Checked(files, mostBytes, MostInFolder, "the files of the folder of a reference");

    private static StoredFile[] Checked(IEnumerable<FileContent> files, long mostBytes, int mostFiles, string expected)
    {
        StoredFile[] found = files.Select(f => new StoredFile(f.Path, f.SizeBytes, f.Sha256)).ToArray();
        if (found.Length == 0 || found.Length > mostFiles) throw new InvalidParameterException($"files has {found.Length} entries; expected {expected} ({mostFiles} at most).");
        foreach (StoredFile file in found)
        {
            if (!Name().IsMatch(file.Path)) throw new InvalidParameterException($"files has the path '{(file.Path.Length <= 100 ? file.Path : file.Path[..100] + "...")}'; expected a file name of letters, digits, '.', '_' and '-' that begins with a letter or digit, up to 200.");
            if (file.Size < 1 || file.Size > mostBytes) throw new InvalidParameterException($"files '{file.Path}' has size_bytes {file.Size}; expected 1 to {mostBytes}.");
            if (!Hex().IsMatch(file.Sha256)) throw new InvalidParameterException($"files '{file.Path}' needs its SHA-256: 64 lower-case hex digits.");
        }

        if (found.DistinctBy(f => f.Path, StringComparer.OrdinalIgnoreCase).Count() != found.Length) throw new InvalidParameterException("files names a path twice.");
        return found;
    }

    /// <summary>Whether a name may be one of a dataset's.</summary>
    public static bool IsUsable(string name) => Name().IsMatch(name);

    /// <summary>As callers see it.</summary>
    public FileContent ToMessage() => new() { Path = Path, SizeBytes = Size, Sha256 = Sha256 };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();
}
