using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Trust;

namespace GpuCqa.Reporting.Folders;

/// <summary>Writes a result folder whole or not at all: under a temporary sibling name, renamed at the end.</summary>
/// <remarks>A sibling lies on the same file system, so the rename is one step: a reader sees the old folder, or the new one, never a part.</remarks>
public static class ResultFolder
{
    /// <summary>A file that every result folder holds; a folder without it is never replaced, so that a mistyped path costs nothing.</summary>
    public const string Mark = "provenance.json";

    /// <summary>Checks that a result can be written, before hours of work are spent on it.</summary>
    /// <param name="path">The folder to make.</param>
    /// <param name="force">Whether an existing result folder may be replaced.</param>
    /// <param name="mark">The file by which a folder of this kind is known.</param>
    /// <exception cref="PreconditionException">The folder exists and <paramref name="force"/> is not given, or what exists is not a result folder.</exception>
    public static void Check(string path, bool force, string mark = Mark)
    {
        string target = Normalize(path);
        if (File.Exists(target)) throw new PreconditionException($"{path}: is a file, expected a folder name that is free. Choose another --out.");
        if (!Directory.Exists(target)) return;
        if (!force) throw new PreconditionException($"{path}: exists already and is never overwritten. Choose another --out, or give --force to replace it.");
        if (!File.Exists(Path.Combine(target, mark)) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new PreconditionException($"{path}: is not a result folder of this kind (it has no {mark}), so --force does not replace it. Choose another --out.");
    }

    /// <summary>Makes a result folder.</summary>
    /// <inheritdoc cref="Write(string, bool, string, Action{string}, CancellationToken)"/>
    public static void Write(string path, bool force, Action<string> fill, CancellationToken cancellation = default) => Write(path, force, Mark, fill, cancellation);

    /// <summary>Makes the folder: <paramref name="fill"/> writes into a temporary one, which is sealed and takes the name when it is whole.</summary>
    /// <param name="path">The folder to make; missing parents are made too.</param>
    /// <param name="force">Whether an existing folder of this kind may be replaced; it stays until the new one is whole.</param>
    /// <param name="mark">The file by which a folder of this kind is known; the fill writes it.</param>
    /// <param name="fill">Writes every file below the folder it is given.</param>
    /// <param name="cancellation">Seen before the rename; the fill should watch it too.</param>
    /// <exception cref="PreconditionException">See <see cref="Check"/>; or the disk refused (full, read-only, no permission).</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left.</exception>
    public static void Write(string path, bool force, string mark, Action<string> fill, CancellationToken cancellation = default)
    {
        Check(path, force, mark);
        string target = Normalize(path);
        string parent = Path.GetDirectoryName(target)!;
        string? made = OutermostMissing(parent);
        string temporary = Sibling(target, "partial");
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (mark == Mark) FolderSeal.Write(temporary, target);
            cancellation.ThrowIfCancellationRequested();
            Check(path, force, mark);
            Install(temporary, target);
        }
        catch (Exception error)
        {
            Remove(temporary);
            if (made is not null) RemoveEmpty(parent, made);
            if (error is IOException or UnauthorizedAccessException)
                throw new PreconditionException($"{path}: the result cannot be written: {error.Message} Nothing was left there.", error);
            throw;
        }
    }

    private static void Install(string temporary, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(temporary, target);
            return;
        }

        string old = Sibling(target, "replaced");
        Directory.Move(target, old);
        try
        {
            Directory.Move(temporary, target);
        }
        catch
        {
            Directory.Move(old, target);
            throw;
        }

        Remove(old);
    }

    private static string Normalize(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new InvalidParameterException("--out is empty, expected a folder name.");
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.GetDirectoryName(full) is null ? throw new PreconditionException($"{path}: is the root of a file system, expected a folder name that is free.") : full;
    }

    private static string Sibling(string target, string state) =>
        Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.{state}");

    private static string? OutermostMissing(string folder)
    {
        string? missing = null;
        for (string? at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at)) missing = at;
        return missing;
    }

    private static void RemoveEmpty(string folder, string outermost)
    {
        for (string at = folder; at.Length >= outermost.Length; at = Path.GetDirectoryName(at)!)
        {
            if (!Directory.Exists(at)) continue;
            if (Directory.EnumerateFileSystemEntries(at).Any()) return;
            Directory.Delete(at);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that led here matters more than a folder that cannot be deleted.
        }
    }
}
