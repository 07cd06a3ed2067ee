using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.States;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Comparisons;

/// <summary>Reads the table of quality attributes: what each is, why it matters, and what difference would matter.</summary>
internal static class AttributeTable
{
    /// <summary>The row that is about the composition of the cells.</summary>
    public const string Composition = "composition";

    /// <summary>The row that is about the untargeted scan of the cells.</summary>
    public const string Untargeted = "untargeted";

    private static readonly string[] Needed = ["attribute", "unit", "scale", "criticality", "safety_link", "efficacy_link", "tier", "tier_reason", "concern", "margin", "justification"];

    /// <summary>The rows.</summary>
    /// <exception cref="BadDataException">A value is missing or none of those expected; names line and column, and what to write.</exception>
    public static IReadOnlyList<AttributeSpec> Read(string path)
    {
        TextTable table = TextTable.Read(path);
        if (Needed.FirstOrDefault(n => table.Find(n) < 0) is { } lacking)
            throw new BadDataException(path, $"line {table.HeaderLine}", $"the table has no column '{lacking}'; an attribute table has {string.Join(", ", Needed)}, and may have columns (replicates, separated by semicolons) and method_status (validated, qualified or unknown)");
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var specs = new List<AttributeSpec>();
        for (int row = 0; row < table.Rows.Count; row++)
        {
            string name = Text(table, row, "attribute", "the name of the attribute, a column of the sheet of lots");
            if (!names.TryAdd(name, row)) throw new BadDataException(path, table.Place(row, table.IndexOf("attribute")), $"the attribute '{name}' is already on line {table.LineOf(names[name])}");
            AttributeScale scale = Word(table, row, "scale", ("linear", AttributeScale.Linear), ("log", AttributeScale.Log), ("logit", AttributeScale.Logit));
            AttributeTier tier = Word(table, row, "tier", ("T1", AttributeTier.Equivalence), ("T2", AttributeTier.Range), ("T3", AttributeTier.Shown));
            Criticality critical = Word(table, row, "criticality", ("critical", Criticality.Critical), ("non-critical", Criticality.NotCritical), ("unknown", Criticality.Unknown));
            string columns = table.Find("columns") is >= 0 and int at && !MissingText.Is(table.Rows[row][at]) ? table.Rows[row][at] : name;
            specs.Add(new AttributeSpec
            {
                Name = name,
                Columns = [.. columns.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
                Unit = Text(table, row, "unit", "its unit (1 for a ratio or share)"),
                Scale = scale,
                Critical = critical,
                SafetyLink = Link(table, row, "safety_link"),
                EfficacyLink = Link(table, row, "efficacy_link"),
                Tier = tier,
                TierReason = Text(table, row, "tier_reason", "why the attribute is judged in this tier"),
                Concern = Word(table, row, "concern", ("lower", "lower"), ("higher", "higher"), ("both", "both")),
                Margin = Margin(table, row, name, scale, tier),
                Justification = Justified(table, row, name, tier),
                MethodStatus = table.Find("method_status") < 0 || MissingText.Is(table.Rows[row][table.Find("method_status")]) ? "unknown" : Word(table, row, "method_status", ("validated", "validated"), ("qualified", "qualified"), ("unknown", "unknown")),
            });
        }

        return specs;
    }

    // Never a silent default: a margin is the user's, and so is its reason.
    private static MarginRule? Margin(TextTable table, int row, string name, AttributeScale scale, AttributeTier tier)
    {
        int at = table.IndexOf("margin");
        string text = table.Rows[row][at];
        if (tier != AttributeTier.Equivalence)
            return MissingText.Is(text) ? null : throw new BadDataException(table.Path, table.Place(row, at), $"{name} is of tier {(tier == AttributeTier.Range ? "T2, judged by the range of the lots before" : "T3, shown and not judged")}: it has no margin. Leave the field empty, or make it T1");
        if (MissingText.Is(text))
            throw new BadDataException(table.Path, table.Place(row, at), $"{name} is judged by equivalence (T1) and has no margin. No margin is assumed: write the largest difference that would not matter, as {MarginRule.Grammar}, and say why in 'justification'");
        try
        {
            return MarginRule.Parse(text, scale);
        }
        catch (FormatException error)
        {
            throw new BadDataException(table.Path, table.Place(row, at), $"{error.Message}; a margin is {MarginRule.Grammar}", error);
        }
    }

    private static string Justified(TextTable table, int row, string name, AttributeTier tier)
    {
        int at = table.IndexOf("justification");
        string text = table.Rows[row][at];
        if (!MissingText.Is(text)) return text;
        if (tier == AttributeTier.Shown) return "";
        throw new BadDataException(table.Path, table.Place(row, at), tier == AttributeTier.Equivalence
            ? $"{name} has a margin and no justification. Say in words why a difference within it does not matter (experience of lots, potency, clinic); a convention such as 1.5 standard deviations is no reason by itself"
            : $"{name} is judged by a quality range and has no justification. Say in words why lots within it are acceptable");
    }

    private static string Link(TextTable table, int row, string column) => Word(table, row, column, ("known", "known"), ("suspected", "suspected"), ("none", "none"), ("unknown", "unknown"));

    private static string Text(TextTable table, int row, string column, string what)
    {
        int at = table.IndexOf(column);
        return MissingText.Is(table.Rows[row][at]) ? throw new BadDataException(table.Path, table.Place(row, at), $"the field is empty; expected {what}") : table.Rows[row][at];
    }

    private static T Word<T>(TextTable table, int row, string column, params (string Word, T Value)[] words)
    {
        int at = table.IndexOf(column);
        string text = table.Rows[row][at];
        int found = Array.FindIndex(words, w => w.Word.Equals(text, StringComparison.OrdinalIgnoreCase));
        return found >= 0 ? words[found].Value : throw new BadDataException(table.Path, table.Place(row, at), $"is '{text}'; expected {string.Join(", ", words[..^1].Select(w => w.Word))} or {words[^1].Word}");
    }
}
