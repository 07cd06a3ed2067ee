using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Verbs;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What is seen against its frequency, the risks of the release rule, and the counted lots.</summary>
internal sealed class DetectSection : ReportSection
{
    public override string Id => "detection";

    public override Said Title => Say("Detection", "検出");

    public override bool Shows(ReportContext context) => context.Result is DetectResult;

    public override Markup Make(ReportContext context)
    {
        var result = (DetectResult)context.Result;
        var html = new Markup();
        html.Add($"""<section id="detection"><h2>{Say("What is seen at which frequency", "頻度ごとの検出確率")}</h2>""");
        html.Add(new HtmlTable<DetectionPoint>(Say("Frequencies", "頻度")) { Sortable = false }
            .Text(Say("Frequency", "頻度"), null, p => DetectReport.Share(p.Frequency))
            .Number(Say("Seen in a lot", "ロット内の検出"), Say("In a lot that has this share.", "この割合を持つロット。"), p => p.InLot, p => NumberText.Percent(p.InLot))
            .Number(Say("Seen of the process", "工程の検出"), Say("In the planned lots of a process with this mean share.", "この平均割合の工程の計画ロット。"), p => p.InProcess, p => NumberText.Percent(p.InProcess))
            .Number(Say("Seen in the pool", "プールでの検出"), Say("When one of the pooled lots has this share.", "プールした1ロットがこの割合を持つ場合。"), p => p.Pooled, p => NumberText.Percent(p.Pooled))
            .Number(Say("Released", "出荷される確率"), Say("Probability that a lot with this share is released: no more cells are called than the limit.", "この割合のロットが出荷される(陽性細胞が基準以下となる)確率。"), p => p.Released, p => NumberText.Percent(p.Released))
            .Text(Say("Cells needed", "必要細胞数"), Say("To load, of one lot.", "1ロットの投入数。"), p => p.CellsNeeded is { } n ? NumberText.Count(n) : "–")
            .Text(Say("Lots needed", "必要ロット数"), Say("As planned, where lots vary.", "計画と同様のロット(ロット間変動あり)。"), p => p.LotsNeeded is { } n ? NumberText.Count(n) : "–")
            .Make(result.Points.Where((_, i) => i % 10 == 0)));
        if (result.Parameters is { Acceptable: { } acceptable, Unacceptable: { } unacceptable })
        {
            double producer = Called(result, acceptable), consumer = 1 - Called(result, unacceptable);
            html.Add($"""<h3>{Say("Risks of the release rule", "出荷判定のリスク")}</h3><p>{Say($"A lot with the acceptable share of {DetectReport.Share(acceptable)} is stopped with {NumberText.Percent(producer)} (the producer's risk); one with the unacceptable share of {DetectReport.Share(unacceptable)} is released with {NumberText.Percent(consumer)} (the consumer's risk).", $"許容できる割合{DetectReport.Share(acceptable)}のロットが不合格となる確率(生産者危険)は{NumberText.Percent(producer)}、許容できない割合{DetectReport.Share(unacceptable)}のロットが出荷される確率(消費者危険)は{NumberText.Percent(consumer)}です。")}</p>""");
        }

        if (result.Lots.Count > 0)
        {
            html.Add($"<h3>{Say("The counted lots", "計数したロット")}</h3>");
            html.Add(new HtmlTable<DetectionLot>(Say("Lots", "ロット")) { AllIn = "detection_lots.csv", Marked = l => l.Detected && l.Role == "test" }
                .Text(Say("Lot", "ロット"), null, l => l.Lot)
                .Text(Say("Role", "役割"), null, l => l.Role)
                .Count(Say("Cells", "細胞数"), Say("Classified, scanned ones that quality control had removed included.", "分類した細胞数(品質管理で除かれ走査した細胞を含む)。"), l => l.Cells)
                .Count(Say("Called", "陽性"), null, l => l.Called)
                .Count(Say("Of removed cells", "うち除外細胞"), null, l => l.RemovedCalled)
                .Text(Say("Share at most", "割合の上限"), Say("One-sided upper bound.", "片側上限。"), l => DetectReport.Share(l.Upper))
                .Text(Say("Spiked", "添加頻度"), null, l => DetectReport.Share(l.Spiked))
                .Text(Say("Detected", "検出"), null, l => l.Detected ? Say("yes", "検出") : Say("no", "不検出"))
                .Make(result.Lots));
        }

        html.Add($"</section>\n");
        return html;
    }

    /// <summary>Probability that a lot with a share is stopped.</summary>
    public static double Called(DetectResult result, double frequency)
    {
        double sensitivity = result.TwoStage?.Sensitivity ?? result.Parameters.Sensitivity;
        return BinomialDistribution.AtLeast(result.Limit + 1, result.Classified, ClassifierLimit.Called(frequency, result.FalsePositives, sensitivity));
    }

    public static Scene Picture(DetectResult result, int width, int height)
    {
        Curve Of(Said name, Func<DetectionPoint, double> value, string color) => new(name, [.. result.Points.Select(p => (p.Frequency, value(p)))], color);
        var curves = new List<Curve> { Of(Say("seen in one lot", "1ロットでの検出"), p => p.InLot, Palette.Focus), Of(Say("seen of a process whose lots vary", "変動する工程での検出"), p => p.InProcess, Palette.Category(0)), Of(Say("lot is released", "ロットの出荷"), p => p.Released, Palette.Category(2)) };
        if (result.Parameters.Pool > 1) curves.Add(Of(Say("seen in the pool", "プールでの検出"), p => p.Pooled, Palette.Category(1)));
        return CurvePicture.Draw(curves, Say("Probability against the true frequency", "真の頻度と確率"), Say("true share of hazardous cells", "ハザード細胞の真の割合"), result.Parameters.Probability, [(result.Asked.Frequency, Say("asked for", "要求値"))], true, width, height);
    }
}
