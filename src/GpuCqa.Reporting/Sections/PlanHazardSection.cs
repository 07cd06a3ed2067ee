using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What it would take to see a hazard.</summary>
internal sealed class PlanHazardSection : ReportSection
{
    public override string Id => "hazard";

    public override Said Title => Say("Hazard", "ハザード");

    public override bool Shows(ReportContext context) => context.Result is PlanResult { Hazard: not null };

    public override Markup Make(ReportContext context)
    {
        var plan = (PlanResult)context.Result;
        HazardDesign h = plan.Hazard!;
        (Said, string)[] rows =
        [
            (Say("Cells to load of one lot, were its share the frequency", "1ロットに必要な投入細胞数(そのロットの割合が頻度に等しい場合)"), h.CellsInOneLot is { } c ? NumberText.Count(c) : "–"),
            (Say("Cells of a lot that are captured, kept and recognized", "1ロットのうち捕捉・保持・認識される細胞数"), NumberText.Count(h.EffectivePerLot)),
            (Say("Share that one lot shows with 95%", "1ロットが95%で示す割合"), NumberText.Significant(h.LimitOneLot, 3)),
            (Say("Share of the process that all planned lots show with 95%", "計画した全ロットが95%で示す工程の割合"), NumberText.Significant(h.LimitAllLots, 3)),
            (Say("Such lots needed where lots vary", "ロット間変動がある場合に必要なロット数"), h.LotsNeeded is { } n ? NumberText.Count(n) : "–"),
        ];
        var html = new Markup();
        html.Add($"""<section id="hazard"><h2>{Say("What it takes to see a hazard", "ハザードの検出に必要なこと")}</h2><figure>{StatementSection.Both(Picture(plan, 720, 360), Picture(plan, 350, 320))}</figure>{new HtmlTable<(Said Name, string Value)>(Say("Hazard", "ハザード")) { Sortable = false }.Text(Say("Quantity", "項目"), null, r => r.Name).Text(Say("Value", "値"), null, r => r.Value).Make(rows)}</section>""");
        html.Add($"\n");
        return html;
    }

    public static Scene Picture(PlanResult plan, int width, int height) =>
        CurvePicture.Draw(PlanAssociationSection.Curves(plan, "one lot", "one lot of the process", "all lots of the process"), Say("Probability to see a hazard against its frequency", "ハザードの頻度と検出確率"), Say("true share of hazardous cells", "ハザード細胞の真の割合"), HazardDesign.Asked, [(plan.Hazard!.Frequency, Say("asked for", "要求値"))], true, width, height);
}
