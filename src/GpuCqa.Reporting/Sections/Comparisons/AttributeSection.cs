using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Comparisons;

/// <summary>Every attribute: what it is, its difference with interval and margin, its ranges with what they cover.</summary>
internal sealed class AttributeSection : ReportSection
{
    public override string Id => "attributes";

    public override Said Title => Say("Attributes", "品質特性");

    public override bool Shows(ReportContext context) => context.Result is CompareResult { Findings.Attributes.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        var result = (CompareResult)context.Result;
        ComparisonFindings f = result.Findings;
        AttributeComparison[] rows = [.. CompareText.Ordered(f)];
        var html = new Markup();
        html.Add($"""<section id="attributes"><h2>{Say("The quality attributes", "品質特性")}</h2><p>{Say("Differences are after less before: in the attribute's unit, or as ratios (odds ratios) where it is compared on the log (logit) scale.", "差は変更後から変更前を引いたもので、特性の単位、または対数(ロジット)尺度では比(オッズ比)です。")}</p>""");
        html.Add(new HtmlTable<AttributeComparison>(Say("Attributes", "品質特性")) { Marked = a => a.Judged == AttributeVerdict.Different }
            .Text(Say("Attribute", "品質特性"), null, a => a.Spec.Name)
            .Text(Say("Tier", "区分"), Say("T1 equivalence test, T2 quality range, T3 shown.", "T1 同等性検定、T2 品質範囲、T3 図示。"), a => CompareWords.Tier(a.Spec.Tier))
            .Text(Say("Criticality", "重要度"), null, a => CompareWords.Of(a.Spec.Critical))
            .Text(Say("Lots", "ロット数"), Say("Lots with a value before and after, or pairs.", "値のあるロット(変更前 / 変更後)、または対の数。"), a => a.Pairs > 0 ? Say($"{a.Pairs} pairs", $"{a.Pairs}対") : $"{a.LotsBefore} / {a.LotsAfter}")
            .Number(Say("Difference", "差"), null, a => a.Estimate, a => CompareWords.Effect(a.Spec, a.Estimate))
            .Text(Say("Interval", "区間"), Say("At confidence 1 − 2α.", "信頼度1−2α。"), a => CompareWords.Range(a.Spec, a.Low, a.High))
            .Text(Say("Margins", "許容差"), null, a => CompareWords.Range(a.Spec, a.MarginLow, a.MarginHigh))
            .Text(Say("Unit", "単位"), null, a => CompareWords.Unit(a.Spec))
            .Number(Say("p of equivalence", "同等性のp値"), null, a => a.P, HtmlNumber.Flat)
            .Number(Say("Power", "検出力"), Say("Chance that an unchanged process passes, from the lots before.", "変更のない工程が合格する確率(変更前ロットから)。"), a => a.Power, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Number(Say("Posterior", "事後確率"), Say("That the true difference lies inside the margins (Jeffreys' prior).", "真の差が許容差内にある確率(Jeffreys事前分布)。"), a => a.Posterior, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Text(Say("Prior ½×, 2×", "事前分布½×・2×"), Say("The posterior with a prior that says half, and twice, of the standard deviation found, worth as much as the data.", "標準偏差が推定値の半分または2倍とする、データと同じ重みの事前分布による事後確率。"), a => double.IsNaN(a.Posterior) ? "–" : $"{NumberText.Percent(a.PosteriorHalf)}, {NumberText.Percent(a.PosteriorDouble)}")
            .Text(Say("Data say", "データの判定"), null, a => CompareWords.Of(a.Verdict))
            .Text(Say("Taken for", "採用した判定"), null, a => CompareWords.Of(a.Judged))
            .Rich(Say("Because", "理由"), null, a => Markup.Of($"""<span class="wrap">{Flags(a)}</span>"""))
            .Make(rows));
        if (!double.IsNaN(f.JointPower)) html.Add($"<p>{Say($"A process that has not changed passes all equivalence tests at once with a probability of {NumberText.Percent(f.JointPower)} (simulated with the correlations between the attributes that the lots show).", $"変更のない工程がすべての同等性検定に同時に合格する確率は{NumberText.Percent(f.JointPower)}です(ロットに見られる特性間の相関を用いたシミュレーション)。")}</p>");
        html.Add($"<h3>{Say("Ranges of the lots before, and what they cover", "変更前ロットの範囲と母集団の被覆率")}</h3><p>{Say("A range of mean ± k SD promises less than it seems: beside each stands the share of the population of lots that it covers at that number of lots, on average and with 95 % confidence, and how often a process that has moved by 2 SD would pass it.", "平均±k SDの範囲が保証するものは見かけより小さいため、そのロット数で母集団のどれだけを含むか(平均と95%信頼度)、2SD変化した工程が合格する確率を横に示します。")}</p>");
        html.Add(new HtmlTable<AttributeComparison>(Say("Ranges", "範囲"))
            .Text(Say("Attribute", "品質特性"), null, a => a.Spec.Name)
            .Count(Say("Lots before", "変更前ロット"), null, a => a.LotsBefore)
            .Text(Say("Quality range", "品質範囲"), null, a => double.IsNaN(a.RangeLow) ? "–" : $"{CompareWords.Values(a.Spec, a.RangeLow, a.RangeHigh)} (k = {NumberText.Plain(a.RangeK)})")
            .Text(Say("Inside", "範囲内"), null, a => double.IsNaN(a.RangeLow) ? "–" : $"{a.RangeInside} / {a.LotsAfter}")
            .Number(Say("Covers on average", "平均被覆率"), null, a => a.RangeCoverage, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Number(Say("Covers with 95 %", "95%信頼度の被覆率"), null, a => a.RangeCoverage95, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Number(Say("2 SD shift passes", "2SD変化の合格率"), null, a => a.RangePassShifted, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Text(Say("Tolerance 95/95", "許容区間95/95"), null, a => CompareWords.Values(a.Spec, a.ToleranceLow, a.ToleranceHigh))
            .Text(Say("Range for all lots after", "変更後全ロットの予測区間"), null, a => CompareWords.Values(a.Spec, a.PredictionLow, a.PredictionHigh))
            .Number(Say("Next lot inside", "次ロットが範囲内の確率"), Say("Posterior probability that the next lot after lies in the quality range.", "次の変更後ロットが品質範囲に入る事後確率。"), a => a.NextLot, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Make(rows.Where(a => !double.IsNaN(a.RangeLow))));
        html.Add($"<h3>{Say("Margins and their justification", "許容差とその根拠")}</h3>");
        html.Add(new HtmlTable<AttributeComparison>(Say("Justifications", "根拠")) { Sortable = false }
            .Text(Say("Attribute", "品質特性"), null, a => a.Spec.Name)
            .Text(Say("Link to safety", "安全性との関連"), null, a => CompareWords.Link(a.Spec.SafetyLink))
            .Text(Say("Link to efficacy", "有効性との関連"), null, a => CompareWords.Link(a.Spec.EfficacyLink))
            .Text(Say("Concern", "懸念の方向"), null, a => CompareWords.Concern(a.Spec.Concern))
            .Text(Say("Margin", "許容差"), null, a => a.Spec.Margin?.ToString() ?? "–")
            .Rich(Say("In words (as given)", "根拠(記載どおり)"), null, a => Markup.Of($"""<span class="wrap" lang="x-given">{a.Spec.TierReason}. {a.Spec.Justification} {(a.MarginBasis.Length > 0 ? $"[{a.MarginBasis}]" : "")}</span>"""))
            .Make(rows));
        html.Add($"</section>\n");
        return html;
    }

    private static Said Flags(AttributeComparison a)
    {
        Said[] flags = [.. a.Flags.Select(CompareWords.Flag)];
        return Say(string.Join("; ", flags.Select(f => f.En)), string.Join("、", flags.Select(f => f.Ja)));
    }
}
