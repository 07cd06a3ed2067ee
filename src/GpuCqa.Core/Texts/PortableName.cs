using System.Text.RegularExpressions;

namespace GpuCqa.Core.Texts;

/// <summary>Names of files in letters that every machine and the service keep.</summary>
public static partial class PortableName
{
    private const int Longest = 200;

    /// <summary>The name of a file, with '_' for every letter that is not of A-Z, a-z, 0-9, '.', '_', '-', and at most 200 long: its first letter and its end.</summary>
    /// <param name="path">Path of the file.</param>
    public static string Of(string path)
    {
        string name = Foreign().Replace(Path.GetFileName(path), "_");
        if (name.Length == 0 || !char.IsAsciiLetterOrDigit(name[0])) name = "f" + name;
        return name.Length <= Longest ? name : name[0] + name[^(Longest - 1)..];
    }

    [GeneratedRegex("[^A-Za-z0-9._-]", RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();
}
