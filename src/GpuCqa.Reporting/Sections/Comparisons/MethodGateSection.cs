using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Comparisons;

/// <summary>Whether the methods can carry the comparison.</summary>
internal sealed class MethodGateSection : ReportSection
{
    public override string Id => "methods-gate";

    public override Said Title => Say("Methods", "分析方法");

    public override bool Shows(ReportContext context) => context.Result is CompareResult { Findings.Methods.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        ComparisonFindings f = ((CompareResult)context.Result).Findings;
        var html = new Markup();
        html.Add($"""<section id="methods-gate"><h2>{Say("Can the methods carry it?", "分析方法は比較に耐えるか")}</h2><p>{Say("Replicates say what share of a measurement's variance is the method's; the in-house control lot is held against its own history; halves of the same lots must not come out different.", "反復測定から測定値の分散に占める試験方法の割合を求め、管理試料をその履歴と比べ、同一ロットの分割比較で差異が出ないことを確認します。")}</p>""");
        html.Add(new HtmlTable<MethodFinding>(Say("Method gate", "分析方法の判定")) { Sortable = false, Marked = m => m.Problem }
            .Text(Say("Attribute", "品質特性"), null, m => m.Attribute)
            .Text(Say("Gate", "判定"), null, m => m.Problem ? Say("problem", "問題あり") : m is { Shown: false, ControlsInsufficient: true } ? Say("insufficient", "管理試料が不足") : m.Shown ? Say("in order", "適合") : Say("nothing measured", "測定なし"))
            .Number(Say("Share of the method", "試験方法の割合"), Say("Of the variance of one measurement of a lot (REML).", "ロットの1測定の分散に占める割合(REML)。"), m => m.MethodShare, m => double.IsNaN(m.MethodShare) ? "–" : $"{NumberText.Percent(m.MethodShare)} (≤ {NumberText.Percent(m.ShareLimit)})")
            .Text(Say("Control lot", "管理試料"), null, m => m.Controls.Count == 0 ? "–" : $"{NumberText.Count(m.Controls.Count)} / {NumberText.Count(m.History)}, p {NumberText.P(m.DriftP)}")
            .Text(Say("Flags a drift", "ドリフトの検出力"), Say("Probability with which the controls flag the drift that has to be seen; below 90 % they vouch for nothing.", "検出すべきドリフトを管理試料が検出する確率。90 %未満では試験方法の裏付けになりません。"), m => double.IsNaN(m.DriftPower) ? Say("–", "–") : m.ControlsNeeded is { } n ? Say($"{NumberText.Percent(m.DriftPower)} at {NumberText.Percent(m.DriftToSee)}; {n} needed", $"{NumberText.Percent(m.DriftToSee)}で{NumberText.Percent(m.DriftPower)}、必要数{n}") : Say($"{NumberText.Percent(m.DriftPower)} at {NumberText.Percent(m.DriftToSee)}", $"{NumberText.Percent(m.DriftToSee)}で{NumberText.Percent(m.DriftPower)}"))
            .Text(Say("Split lots", "分割ロット"), null, m => m.NullVerdict is { } v ? CompareWords.Of(v) : "–")
            .Text(Say("What failed", "不適合の内容"), null, m => Say(string.Join("; ", m.Problems.Select(p => CompareWords.Problem(p).En)), string.Join("、", m.Problems.Select(p => CompareWords.Problem(p).Ja))))
            .Make(f.Methods));
        var components = f.Methods.Where(m => m.Anova is not null).SelectMany(m => m.Anova!.Components.Select((c, i) => (m.Attribute, Anova: c, Reml: m.Reml!.Components[i]))).ToArray();
        if (components.Length > 0)
        {
            html.Add($"<h3>{Say("Variance components", "分散成分")}</h3>");
            html.Add(new HtmlTable<(string Attribute, VarianceComponent Anova, VarianceComponent Reml)>(Say("Variance components", "分散成分")) { Sortable = false }
                .Text(Say("Attribute", "品質特性"), null, c => c.Attribute)
                .Text(Say("Component", "成分"), null, c => c.Anova.Name)
                .Number(Say("df", "自由度"), null, c => c.Anova.DegreesOfFreedom, v => HtmlNumber.Value(v, 3))
                .Number("ANOVA", Say("Type 1; negative where groups differ by less than what is inside them.", "タイプ1。群の差が群内より小さいとき負になります。"), c => c.Anova.Estimate, v => HtmlNumber.Value(v, 4))
                .Text(Say("95% interval", "95%区間"), null, c => $"{HtmlNumber.Value(c.Anova.Low, 3)} … {HtmlNumber.Value(c.Anova.High, 3)}")
                .Number("REML", null, c => c.Reml.Estimate, v => HtmlNumber.Value(v, 4))
                .Text(Say("95% interval ", "95%区間 "), null, c => $"{HtmlNumber.Value(c.Reml.Low, 3)} … {HtmlNumber.Value(c.Reml.High, 3)}")
                .Make(components));
        }

        html.Add($"</section>\n");
        return html;
    }
}
