using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What lots before and after a change could show.</summary>
internal sealed class PlanEquivalenceSection : ReportSection
{
    public override string Id => "equivalence";

    public override Said Title => Say("Equivalence", "同等性");

    public override bool Shows(ReportContext context) => context.Result is PlanResult { Equivalence.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        var plan = (PlanResult)context.Result;
        var table = new HtmlTable<EquivalenceDesign>(Say("Designs", "計画")) { Sortable = false }
            .Text(Say("Design", "計画"), null, d => PlanText.Design(d.Design))
            .Text(Say("Lots", "ロット"), null, d => PlanText.Lots(d))
            .Number(Say("Standard error", "標準誤差"), Say("Of the difference, in standard deviations between lots.", "差の標準誤差(ロット間標準偏差を単位とする)。"), d => d.StandardError, d => HtmlNumber.Value(d.StandardError, 3))
            .Number(Say("df", "自由度"), null, d => d.DegreesOfFreedom, d => HtmlNumber.Value(d.DegreesOfFreedom, 3))
            .Number(Say("Passes as planned", "計画どおりの合格率"), Say("Probability that all attributes pass at the true difference that was planned with.", "計画した真の差で全特性が合格する確率。"), d => d.PowerAll, d => NumberText.Percent(d.PowerAll))
            .Number(Say("Passes what it should stop", "止めるべきものの合格率"), Say("At a true difference of the whole margin; of a quality range at a shift of 2 SD.", "真の差が限界値に等しいとき(品質範囲では2 SDのずれのとき)。"), d => d.PassAtMargin, d => NumberText.Percent(d.PassAtMargin))
            .Text(Say("Lots needed", "必要数"), Say("Pairs, or lots after the change, for the power asked for.", "要求した検出力に必要な対、または変更後ロットの数。"), d => d.LotsNeeded is { } n ? NumberText.Count(n) : "–")
            .Text(Say("Verdict", "判定"), null, d => PlanText.Verdict(d.Verdict));
        var html = new Markup();
        html.Add($"""<section id="equivalence"><h2>{Say("What lots before and after a change can show", "変更前後のロットで示せること")}</h2><figure>{StatementSection.Both(Picture(plan, 720, 360), Picture(plan, 350, 320))}</figure>{table.Make(plan.Equivalence)}</section>""");
        html.Add($"\n");
        return html;
    }

    public static Scene Picture(PlanResult plan, int width, int height)
    {
        (double, Said)[] marks = plan.Parameters.Margin is { } margin ? [(margin, Say("margin", "限界値"))] : [(EquivalencePlanner.RangeShift, "2 SD")];
        return CurvePicture.Draw(PlanAssociationSection.Curves(plan, [.. plan.Equivalence.Select(e => e.Design)]), Say("Probability to pass against the true difference", "真の差と合格確率"), Say("true difference, in SD between lots", "真の差(ロット間SD)"), plan.Parameters.Power, marks, false, width, height);
    }
}
