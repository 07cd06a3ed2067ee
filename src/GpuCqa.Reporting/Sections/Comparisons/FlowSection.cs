using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Comparisons;

/// <summary>The decision flow with the path taken, what the roll-up was made of, and who signed what.</summary>
internal sealed class FlowSection : ReportSection
{
    public override string Id => "flow";

    public override Said Title => Say("Decision", "判定");

    public override bool Shows(ReportContext context) => context.Result is CompareResult;

    public override Markup Make(ReportContext context)
    {
        var result = (CompareResult)context.Result;
        ComparisonFindings f = result.Findings;
        var html = new Markup();
        html.Add($"""<section id="flow"><h2>{Say("The decision flow and the path taken", "判定フローと経路")}</h2><p>{Say($"After the principles of ICH Q5E ({f.FlowVersion}). The program proposes the stage; every step behind it is a named person's, recorded with the hash of what was signed. Comparable is reached by a signature only.", $"ICH Q5Eの考え方によるフロー({f.FlowVersion})です。プログラムは段階を提案するだけで、その先の判断は記名した責任者が行い、署名対象のハッシュとともに記録されます。同等/同質には署名なしには到達しません。")}</p>""");
        html.Add($"""<div class="only-wide">{SvgWriter.Inline(FlowPicture.Draw(result, narrow: false))}</div><div class="only-narrow">{SvgWriter.Inline(FlowPicture.Draw(result, narrow: true))}</div>""");
        html.Add($"<h3>{Say("What the stage follows from", "段階の根拠")}</h3>");
        html.Add(new HtmlTable<AttributeJudgement>(Say("What the stage follows from", "段階の根拠")) { Sortable = false, Marked = j => DecisionFlow.RollUp([j]) != Stage.HighlySimilar }
            .Text(Say("Attribute", "品質特性"), null, j => Name(j.Name))
            .Text(Say("Criticality", "重要度"), null, j => CompareWords.Of(j.Critical))
            .Text(Say("Taken for", "判定"), Say("Never better than the design, the method and the tier can carry.", "設計、試験方法、区分が支えうる範囲を超えません。"), j => CompareWords.Of(j.Result))
            .Text(Say("Method", "試験方法"), null, j => j.MethodOk ? Say("in order", "適合") : Say("problem", "問題あり"))
            .Text(Say("Link to safety and efficacy", "安全性・有効性との関連"), null, j => j.LinkKnown ? Say("known", "既知") : Say("unknown", "不明"))
            .Text(Say("Alone it leads to", "単独での段階"), null, j => CompareWords.Of(DecisionFlow.RollUp([j])))
            .Make(f.Judged));
        if (!result.Decisions.Any())
        {
            html.Add($"<p>{(result.Signatures.Count == 0 ? Say("Nobody has signed. What may be decided now:", "署名はまだありません。現在可能な判断:") : Say("No signature decides yet. What may be decided now:", "判断の署名はまだありません。現在可能な判断:"))} ");
            Answers(html, result);
            html.Add($"</p>");
        }

        if (result.Path.RolesMissing > 0) html.Add($"""<p class="warning">{Say("A justification was signed by one role; a second role must sign before it counts.", "正当化は1職種が署名しています。有効とするには別の職種の署名が必要です。")}</p>""");
        if (result.Path.Outcome > 0) html.Add($"<p>{Say($"Outcome {result.Path.Outcome} of five that ICH Q5E distinguishes.", $"ICH Q5Eが区別する5つの結果のうち{result.Path.Outcome}番目。")}</p>");
        html.Add($"</section>\n");
        return html;
    }

    private static void Answers(Markup html, CompareResult result)
    {
        foreach (FlowAnswer answer in DecisionFlow.Answers(result.Path.State, result.Findings.Stage)) html.Add($"<br><code>{DecisionFlow.NameOf(answer)}</code> {CompareWords.Of(answer)}");
    }

    private static Said Name(string name) => name switch { "composition" => Say("composition of the cells", "細胞組成"), "untargeted scan" => Say("untargeted scan of the cells", "細胞の網羅的比較"), _ => name };
}
