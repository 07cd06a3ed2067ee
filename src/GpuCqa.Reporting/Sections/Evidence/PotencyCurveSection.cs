using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>The standard curve of every plate.</summary>
internal sealed class PotencyCurveSection : ReportSection
{
    public override string Id => "curves";

    public override Said Title => Say("Standard curves", "標準曲線");

    public override bool Shows(ReportContext context) => context.Result is PotencyResult;

    public override Markup Make(ReportContext context)
    {
        var result = (PotencyResult)context.Result;
        var html = new Markup();
        html.Add($"""<section id="curves"><h2>{Say("Standard curves", "標準曲線")}</h2><p>{Say("Filled points: standards (grey: outside of their tolerance); rings: samples (grey: beyond a limit of quantification); dashed lines: limits of quantification.", "塗りつぶし: 標準品(灰色は許容範囲外)、輪: 検体(灰色は定量限界外)、破線: 定量限界。")}</p>""");
        foreach (PlateCurve plate in result.Plates)
        {
            FourParameterCurve c = plate.Fit.Curve;
            Said state = plate.Accepted ? Say("accepted", "合格") : Say("not accepted", "不合格");
            html.Add($"""<h3>{Say($"Plate {plate.Plate}: {state.En}", $"プレート{plate.Plate}: {state.Ja}")}</h3><figure><div class="only-wide">{SvgWriter.Inline(StandardCurvePicture.Draw(result, plate, 640, 420))}</div><div class="only-narrow">{SvgWriter.Inline(StandardCurvePicture.Draw(result, plate, 350, 320))}</div></figure>""");
            html.Add($"""<p class="note">a {HtmlNumber.Value(c.A, 4)}, b {HtmlNumber.Value(c.B, 4)}, c {HtmlNumber.Value(c.C, 4)}, d {HtmlNumber.Value(c.D, 4)}; {Say($"quantified from {NumberText.Plain(plate.LowerLimit)} to {NumberText.Plain(plate.UpperLimit)} {result.Parameters.Unit}", $"定量範囲 {NumberText.Plain(plate.LowerLimit)}~{NumberText.Plain(plate.UpperLimit)} {result.Parameters.Unit}")}</p>""");
            html.Add(new HtmlTable<StandardLevel>(Say($"Standards of plate {plate.Plate}", $"プレート{plate.Plate}の標準品")) { Sortable = false, Marked = s => !s.Passes }
                .Number(Say("Nominal", "公称濃度"), null, s => s.Concentration, NumberText.Plain)
                .Number(Say("Back-calculated", "逆算値"), null, s => s.BackCalculated, s => HtmlNumber.Value(s.BackCalculated, 4))
                .Number(Say("Recovery", "回収率"), null, s => s.Recovery, s => double.IsNaN(s.Recovery) ? "–" : NumberText.Percent(s.Recovery))
                .Number(Say("CV", "変動係数"), null, s => s.Variation, s => double.IsNaN(s.Variation) ? "–" : NumberText.Percent(s.Variation))
                .Text(Say("Within tolerance", "許容範囲内"), null, s => s.Passes ? Say("yes", "はい") : Say("no", "いいえ"))
                .Make(plate.Standards));
        }

        html.Add($"</section>\n");
        return html;
    }
}
