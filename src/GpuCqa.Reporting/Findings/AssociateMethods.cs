using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>The methods of a test of given states as a paragraph ready to paste, in both languages.</summary>
internal static class AssociateMethods
{
    public static Said Text(AssociateResult result, string engineVersion)
    {
        AssociateParameters p = result.Parameters;
        AssociationFindings tests = result.Tests;
        int states = tests.Partitions.Sum(s => s.States.Count);
        Said source = Source(p, states), fractions = Fractions(p), groups = Groups(tests);
        return Say(
            $"States of {tests.Lots.Count} lots were tested with GpuCqa {engineVersion} (seed {p.Seed}). The states were given, not found by the program: {source.En}. {fractions.En} {StatisticsText.English(tests)}{groups.En}".TrimEnd(),
            $"{tests.Lots.Count}ロットの状態をGpuCqa {engineVersion}(乱数シード{p.Seed})で検定した。状態は与えられたもので、プログラムが見つけたものではない: {source.Ja}。{fractions.Ja}{StatisticsText.Japanese(tests)}{groups.Ja}");
    }

    private static Said Source(AssociateParameters p, int states)
    {
        if (p.StateColumns.Count == 0) return Say($"{NumberText.Count(states)} {(states == 1 ? "state" : "states")} of a table with {Kind(p).En} for every lot", $"ロットごとに{Kind(p).Ja}を記した表の{NumberText.Count(states)}状態");
        return Say(
            $"{NumberText.Count(states)} {(states == 1 ? "label" : "labels")} that the cells carry in {(p.StateColumns.Count == 1 ? "column" : "the columns")} {string.Join(", ", p.StateColumns)}{(p.CountColumn is null ? "" : $", counted in column {p.CountColumn}")}",
            $"細胞が{string.Join("、", p.StateColumns)}列に持つ{NumberText.Count(states)}種のラベル{(p.CountColumn is null ? "" : $"(細胞数は{p.CountColumn}列)")}");
    }

    private static Said Kind(AssociateParameters p) => p.Values == "counts" ? Say("numbers of cells", "細胞数") : Say("fractions", "割合");

    private static Said Fractions(AssociateParameters p)
    {
        if (p.Values != "counts")
            return Say($"Fractions were taken as given{(p.Values == "percent" ? ", percentages over 100" : "")}.", $"割合は与えられた値を用いた{(p.Values == "percent" ? "(百分率は100で割った)" : "")}。");
        return (p.StateColumns.Count > 0, p.TotalColumn) switch
        {
            (true, _) => Say("A fraction is the number of a lot's cells that carry the label over all cells of the lot.", "割合は、ロットの全細胞のうちそのラベルを持つ細胞の割合である。"),
            (false, { } total) => Say($"A fraction is the number of a lot's cells in the state over the lot's cells in column {total}.", $"割合は、状態の細胞数を{total}列のロットの細胞数で割った値である。"),
            _ => Say("A fraction is the number of a lot's cells in the state over the sum of the lot's cells in all states.", "割合は、状態の細胞数を全状態の細胞数の和で割った値である。"),
        };
    }

    // Rho of a two-valued readout is a linear function of the rank sum, so both order the permutations alike.
    private static Said Groups(AssociationFindings tests)
    {
        string[] two = [.. tests.Parameters.Readouts.Where((_, r) => tests.Lots.Select(l => l.Readouts[r]).Distinct().Count() == 2)];
        // Within blocks the test is one of aligned ranks, and with covariates of residuals: neither is the rank-sum test.
        if (two.Length == 0 || tests.Design.Restriction is { Block.Count: > 0 } or { Covariates.Count: > 0 }) return "";
        string[] named = [.. two.Select(r => ReadoutWords.Of(tests.Parameters, r)).Select(r => r.Levels.Count == 0 ? r.Name : $"{r.Name} ({string.Join(", ", r.Levels)})")];
        string exact = tests.Design.Exact ? "exact " : "", exactJapanese = tests.Design.Exact ? "正確な" : "";
        return Say(
            $"With two levels of {string.Join(", ", named)} this permutation test is the {exact}Wilcoxon-Mann-Whitney rank-sum test of the two groups of {(tests.Design.Restriction?.Unit is { } unit ? unit + "s" : "lots")}.",
            $"{string.Join("、", named)}は2水準であり、この並べ替え検定は2群の{tests.Design.Restriction?.Unit ?? "ロット"}の{exactJapanese}Wilcoxon-Mann-Whitney順位和検定に等しい。");
    }
}
