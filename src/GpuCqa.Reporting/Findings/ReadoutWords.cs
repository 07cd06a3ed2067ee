using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Html;

namespace GpuCqa.Reporting.Findings;

/// <summary>A readout as its users know it: its name, and its ordered levels in words where it has such.</summary>
/// <param name="Name">Readout.</param>
/// <param name="Levels">Words of its levels, lowest first; a level's value is its place. Empty for a measured readout.</param>
internal sealed record ReadoutWords(string Name, IReadOnlyList<string> Levels)
{
    /// <summary>Whether it compares two groups of lots that have names.</summary>
    public bool TwoGroups => Levels.Count == 2;

    /// <summary>A readout of a family of tests.</summary>
    public static ReadoutWords Of(AssociationParameters parameters, string readout)
    {
        string start = readout + "=";
        // Names may hold the sign too: an entry is the longest readout's that it begins with.
        bool own(string entry) => entry.StartsWith(start, StringComparison.Ordinal) && !parameters.Readouts.Any(r => r.Length > readout.Length && entry.StartsWith(r + "=", StringComparison.Ordinal));
        string? levels = parameters.OrderedLevels().FirstOrDefault(own);
        return new ReadoutWords(readout, levels is null ? [] : [.. levels[start.Length..].Split(',').Select(l => l.Trim())]);
    }

    /// <summary>A value as the reader knows it: a level's word, or the number as given.</summary>
    public string Value(double value) => value >= 0 && value < Levels.Count && value == Math.Floor(value) ? Levels[(int)value] : HtmlNumber.Given(value);
}
