using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>What the engine says, in the words of a caller: resources instead of places on the server's disk, fields instead of options of the command line.</summary>
public sealed partial class CallerWords(StateFolder folder, DatasetTable datasets, AnalysisTable analyses)
{
    private readonly Regex views = new(Regex.Escape(folder.Views + Path.DirectorySeparatorChar) + "(?<uid>[0-9a-f]{32})", RegexOptions.CultureInvariant);

    private readonly Regex references = new(Regex.Escape(folder.References + Path.DirectorySeparatorChar) + "[0-9a-f]{64}(/files)?", RegexOptions.CultureInvariant);

    // A uid never means another dataset.
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>Learns the names of what an analysis reads: from then on its texts need no database.</summary>
    public void Learn(string analysis)
    {
        foreach ((string uid, string name) in analyses.Datasets(analysis)) names[uid] = name;
    }

    /// <summary>The text as a caller may see it.</summary>
    public string Of(string text)
    {
        string named = references.Replace(views.Replace(text, match => Name(match.Groups["uid"].Value)), "the reference");
        return Option().Replace(named.Replace(folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), match => Field(match.Groups["name"].Value));
    }

    // Options that are given several times are fields in the plural.
    private static string Field(string option) => option switch
    {
        "readout" => "readouts",
        "state-column" => "state_columns",
        "role" => "roles",
        "falsify" => "falsification",
        "posthoc" => "post_hoc",
        "anchors" => "keep_anchors",
        _ => option.Replace('-', '_'),
    };

    private string Name(string uid) => names.TryGetValue(uid, out string? known) ? known : datasets.OfUid(uid)?.Name ?? "a dataset that was deleted";

    [GeneratedRegex("(?<![A-Za-z0-9-])--(?<name>[a-z][a-z0-9-]*[a-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Option();
}
