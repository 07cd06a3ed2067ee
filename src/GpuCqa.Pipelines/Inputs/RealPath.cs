using GpuCqa.Core.Errors;
using GpuCqa.Formats;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>One name for what many paths lead to.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The file that holds the values of cells, behind every link: of a folder its matrix.</summary>
    /// <param name="path">File or folder of cells.</param>
    /// <param name="genome">Genome whose subfolder is meant, or null.</param>
    public static string OfCells(string path, string? genome)
    {
        try
        {
            return Of(CellFiles.Parts(path, genome)[0]);
        }
        catch (GpuCqaException)
        {
            // What is wrong with it is said when it is opened.
            return Of(path);
        }
    }

    /// <summary>The path without links, dots and a slash at its end.</summary>
    public static string Of(string path) => Of(path, MostLinks);

    private static string Of(string path, int links)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), at = Path.GetPathRoot(full)!;
        foreach (string part in full[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(at, part);
            string? target = links > 0 ? Target(next) : null;
            at = target is null ? next : Of(Path.GetFullPath(target, at), links - 1);
        }

        return at;
    }

    private static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
