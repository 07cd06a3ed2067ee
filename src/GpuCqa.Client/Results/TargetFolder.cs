using GpuCqa.Core.Errors;

namespace GpuCqa.Client.Results;

/// <summary>Makes a folder whole or not at all.</summary>
internal static class TargetFolder
{
    // A folder without it is no result, and is not replaced, so that a mistyped path costs nothing.
    private const string Mark = "provenance.json";

    /// <summary>Fills a sibling under a temporary name, which takes the name when it is whole.</summary>
    /// <exception cref="PreconditionException">The folder exists, or the disk refused.</exception>
    public static async Task WriteAsync(string folder, bool replace, Func<string, Task> fill)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Check(folder, target, replace);
        string parent = Path.GetDirectoryName(target) ?? throw new PreconditionException($"{folder}: is not a folder that can be made.");
        string temporary = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.partial"), old = temporary + ".replaced";
        try
        {
            Directory.CreateDirectory(temporary);
            await fill(temporary).ConfigureAwait(false);
            Check(folder, target, replace);
            if (Directory.Exists(target)) Directory.Move(target, old);
            Directory.Move(temporary, target);
            if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        }
        catch (Exception error)
        {
            if (Directory.Exists(old) && !Directory.Exists(target)) Directory.Move(old, target);
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            if (error is IOException or UnauthorizedAccessException) throw new PreconditionException($"{folder}: the result cannot be written: {error.Message}", error);
            throw;
        }
    }

    private static void Check(string folder, string target, bool replace)
    {
        if (File.Exists(target)) throw new PreconditionException($"{folder}: is a file.");
        if (!Directory.Exists(target)) return;
        if (!replace) throw new PreconditionException($"{folder}: exists already.");
        if (!File.Exists(Path.Combine(target, Mark)) && Directory.EnumerateFileSystemEntries(target).Any()) throw new PreconditionException($"{folder}: is not a result folder (it has no {Mark}) and is not replaced.");
    }
}
