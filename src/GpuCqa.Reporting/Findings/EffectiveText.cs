using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>Which cells carry a potency, in words.</summary>
public static class EffectiveText
{
    /// <summary>A sentence for each readout and partition; empty where nothing was attributed.</summary>
    public static IReadOnlyList<string> Sentences(AnalysisResult result) => result is IAttributionResult { Effective.Count: > 0 } attributed ? [.. attributed.Effective.Select(e => Sentence(attributed, e).En)] : [];

    /// <summary>What is shown of one readout and partition, or why nothing is.</summary>
    internal static Said Sentence(IAttributionResult result, EffectiveCells found)
    {
        var names = new StateNames(result.Tests.Partitions);
        Said at = Place(result, found.Partition);
        if (found.Refusal is { } refusal) return Refused(found, refusal, at);
        Said[] effective = [.. found.Parts.Where(p => p.Effective).OrderByDescending(p => p.Share).Select(p => Part(names, found.Partition, p.State))];
        string confidence = NumberText.Plain(Math.Round(100 * result.Tests.Parameters.Confidence, 6)), share = NumberText.Percent(found.Parts.Where(p => p.Effective).Sum(p => p.Share)), fraction = NumberText.Percent(found.Fraction), q2 = PredictionText.Q2(found.Q2);
        bool interval = !double.IsNaN(found.FractionInterval.Low);
        string range = interval ? $"{NumberText.Percent(found.FractionInterval.Low)} to {NumberText.Percent(found.FractionInterval.High)}" : "";
        Said weak = Weakness(found);
        Said measured = result.Tests.Parameters.EffectiveCellsOf is { } column ? Say($" Readouts are of {column} cells of each lot, and rates per cell.", $"測定値は各ロットの{column}個の細胞によるもので、率は細胞あたりです。") : Say("", "");
        return Say(
            $"{Capital(at.En)}{share} of the fitted {found.Readout} comes from {fraction} of the cells ({string.Join(", ", effective.Select(e => e.En))}{(interval ? $"; {confidence}% interval of the share of cells {range}" : "")}); Q2 of left-out lots {q2}.{measured.En}{weak.En}",
            $"{at.Ja}当てはめた{found.Readout}の{share}は細胞の{fraction}({string.Join("、", effective.Select(e => e.Ja))}{(interval ? $"、細胞割合の{confidence}%区間 {range}" : "")})に由来します。除いたロットのQ2は{q2}です。{measured.Ja}{weak.Ja}");
    }

    /// <summary>A part in words.</summary>
    internal static Said Part(StateNames names, int partition, int? state) => state is { } k ? names.Of(new StateId(partition, k)).Short : Say("cells in no state", "どの状態にも属さない細胞");

    // What stands against reading the rates.
    private static Said Weakness(EffectiveCells found)
    {
        var english = new List<string>();
        var japanese = new List<string>();
        if (!(found.Q2 > 0))
        {
            english.Add(" The rates do not predict left-out lots better than their mean: they describe these lots and should not be read as properties of the states.");
            japanese.Add("除いたロットを平均より良く予測しないため、率を状態の性質として読むべきではありません。");
        }

        if (found.Condition > PotencyAttribution.LargestCondition)
        {
            string condition = NumberText.Significant(found.Condition, 2);
            english.Add($" Condition number {condition}: states rise and fall together, so that their rates trade against one another.");
            japanese.Add($"条件数{condition}: 状態どうしが連動して増減し、率を互いに区別しにくい状態です。");
        }

        if (found.Dropped > 0.5)
        {
            english.Add($" No intervals: {NumberText.Percent(found.Dropped)} of the resamples have fewer different lots than states.");
            japanese.Add($"再標本の{NumberText.Percent(found.Dropped)}でロットの種類が状態数より少ないため、区間は示しません。");
        }

        return Say(string.Concat(english), string.Concat(japanese));
    }

    private static Said Refused(EffectiveCells found, AttributionRefusal refusal, Said at)
    {
        string units = NumberText.Count(found.Units), unknowns = NumberText.Count(found.Unknowns);
        Said why = refusal switch
        {
            AttributionRefusal.TooFewLots => Say($"{units} lots (or donors) cannot tell the rates of {unknowns} states apart; more lots than states are needed", $"{units}ロット(またはドナー)では{unknowns}状態の率を区別できません。状態より多くのロットが必要です"),
            AttributionRefusal.Dependent => Say($"the shares of the {unknowns} states depend on one another over these lots", $"{unknowns}状態の割合がこれらのロットで互いに従属しています"),
            AttributionRefusal.BelowZero => Say("it has values below 0, and a logarithm or a difference does not add up over cells", "0未満の値があり、対数や差は細胞について加算できません"),
            AttributionRefusal.Constant => Say("it is the same in all lots", "全ロットで同じ値です"),
            _ => Say("its values are levels in words, not amounts", "値が量ではなく水準の名称です"),
        };
        return Say($"{Capital(at.En)}{found.Readout} is not attributed to states: {why.En}.", $"{at.Ja}{found.Readout}は状態に帰属させません: {why.Ja}。");
    }

    // Which partition is meant, where there are several.
    private static Said Place(IAttributionResult result, int partition)
    {
        if (result.Tests.Partitions.Count < 2) return "";
        string name = result.Tests.Partitions[partition].Name;
        return new StateNames(result.Tests.Partitions).Clusters ? Say($"at resolution {name}, ", $"解像度{name}では、") : Say($"by {name}, ", $"{name}では、");
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
