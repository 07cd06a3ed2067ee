using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>Which cells a finding is about, in words.</summary>
internal static class ExtentText
{
    /// <summary>What is part of the finding beside its best state, and the union; null where there is nothing beside it.</summary>
    public static Said? Sentence(AssociationFindings tests, FindingExtent extent, LeadingGenes genes)
    {
        var names = new StateNames(tests.Partitions);
        // What adds a handful of cells was not tested, and nothing is said of these cells.
        ExtentPart[] tested = [.. extent.Parts.Where(p => p.Role == ExtentRole.Wider && !double.IsNaN(p.P))], wider = [.. tested.Where(p => p.Group == 0)], others = [.. extent.Parts.Where(p => p.Role == ExtentRole.Other)];
        if (wider.Length + others.Length == 0) return null;
        int widened = tested.Length - wider.Length;
        string noun = names.Noun.En;
        var english = new List<string>();
        var japanese = new List<string>();
        if (wider.Length > 0)
        {
            english.Add($"{List(wider, names, genes)}, which {(wider.Length == 1 ? "contains" : "contain")} it and {(wider.Length == 1 ? "adds" : "add")} cells that go with {extent.Readout} too");
            japanese.Add($"これを含み、追加の細胞も{extent.Readout}と連動する{ListJa(wider, names, genes)}");
        }

        if (others.Length > 0)
        {
            string more = widened == 0 ? "" : widened == 1 ? $" (with 1 wider {noun})" : $" (with {widened} wider {noun}s)";
            english.Add($"{List(others, names, genes)}{more}, which {(others.Length == 1 ? "holds" : "hold")} other cells and {(others.Length == 1 ? "goes" : "go")} with {extent.Readout} also when the finding's cells are taken out");
            japanese.Add($"別の細胞からなり、この結果の細胞を除いても{extent.Readout}と連動する{ListJa(others, names, genes)}");
        }

        int? all = tests.Partitions[extent.Parts[0].State.Partition].LotCells?.Sum();
        string size = extent.Cells is { } cells && all is { } total ? $"{NumberText.Count(cells)} of {NumberText.Count(total)} cells ({NumberText.Percent((double)cells / total)}), " : "";
        string sizeJa = extent.Cells is { } own && all is { } whole ? $"全{NumberText.Count(whole)}細胞のうち{NumberText.Count(own)}細胞({NumberText.Percent((double)own / whole)})、" : "";
        return Say(
            $"Part of the finding {(wider.Length + others.Length == 1 ? "is" : "are")} also {string.Join("; and ", english)}. Together: {size}rho {NumberText.Rho(extent.Rho)} (descriptive: the union was chosen by looking).",
            $"この結果には、{string.Join("、および", japanese)}も含まれます。合わせて{sizeJa}ρ = {NumberText.Rho(extent.Rho)}(見たうえで選んだ和集合であり、記述的な値です)。");
    }

    /// <summary>A state with the genes that mark it: "cluster 3 (resolution 0.2: GNLY, GZMB, NKG7)".</summary>
    public static Said Name(StateId state, StateNames names, LeadingGenes genes)
    {
        IReadOnlyList<string> marks = genes.Of(state);
        StateName name = names.Of(state);
        if (marks.Count == 0) return name.Full;
        string list = string.Join(", ", marks);
        return Say(name.Full.En.EndsWith(')') ? $"{name.Full.En[..^1]}: {list})" : $"{name.Full.En} ({list})", name.Full.Ja.EndsWith(')') ? $"{name.Full.Ja[..^1]}: {list})" : $"{name.Full.Ja}({list})");
    }

    private static string List(IEnumerable<ExtentPart> parts, StateNames names, LeadingGenes genes) => string.Join(" and ", parts.Select(p => Name(p.State, names, genes).En));

    private static string ListJa(IEnumerable<ExtentPart> parts, StateNames names, LeadingGenes genes) => string.Join("と", parts.Select(p => Name(p.State, names, genes).Ja));
}
