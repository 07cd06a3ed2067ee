using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuCqa.Service.Audit;

/// <summary>The files of a log: audit-000001.jsonl and on.</summary>
public static partial class AuditFiles
{
    /// <summary>The folder within a state folder.</summary>
    public static string Folder(string state) => Path.Combine(state, "audit");

    /// <summary>The file of a number.</summary>
    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"audit-{number:D6}.jsonl");

    /// <summary>The files that are there, by number.</summary>
    public static IReadOnlyList<(int Number, string Path)> List(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Select(p => (Match: Pattern().Match(Path.GetFileName(p)), Path: p)).Where(f => f.Match.Success)
            .Select(f => (int.Parse(f.Match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), f.Path)).OrderBy(f => f.Item1).ToArray()
        : [];

    [GeneratedRegex(@"\Aaudit-([0-9]{6,9})\.jsonl\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
