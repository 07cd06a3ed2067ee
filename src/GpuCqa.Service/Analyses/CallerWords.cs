using System.Text.RegularExpressions;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>What the engine says, in the words of a caller: resources instead of places on the server's disk, fields instead of options of the command line.</summary>
public sealed partial class CallerWords(StateFolder folder, DatasetTable datasets)
{
    private readonly Regex views = new(Regex.Escape(folder.Views + Path.DirectorySeparatorChar) + "(?<uid>[0-9a-f]{32})", RegexOptions.CultureInvariant);

    /// <summary>The text as a caller may see it.</summary>
    public string Of(string text)
    {
        string named = views.Replace(text, match => datasets.OfUid(match.Groups["uid"].Value)?.Name ?? "a dataset that was deleted");
        return Option().Replace(named.Replace(folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), match => match.Groups["name"].Value.Replace('-', '_'));
    }

    [GeneratedRegex("(?<![A-Za-z0-9-])--(?<name>[a-z][a-z0-9-]*[a-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Option();
}
