using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Verbs;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Hazardous cells spiked into the lots in silico: what the mapping gives back of them, and what it would detect.</summary>
internal sealed class SpikeSection : ReportSection
{
    public override string Id => "spiked";

    public override Said Title => Say("Spiked in silico", "計算機上の添加");

    public override bool Shows(ReportContext context) => context.Result is DetectResult { Series: not null };

    public override Markup Make(ReportContext context)
    {
        var result = (DetectResult)context.Result;
        SpikedSeries series = result.Series!;
        var html = new Markup();
        html.Add($"""<section id="spiked"><h2>{Say("Hazardous cells spiked into the lots", "ロットへのハザード細胞の添加")}</h2><p>{Say("Cells of other donors take the place of cells of the lot and are mapped with it. What the lot calls of its own cells without a spike is its background: if the hazard is in the lot already, it is counted as background here.", "他のドナーのハザード細胞をロットの細胞と置き換え、ロットとともにマッピングしました。添加なしで陽性となるロット自身の細胞を背景とします(ロットに既にハザードがあれば、ここでは背景に数えられます)。")}</p>""");
        html.Add($"""<figure><div class="only-wide">{SvgWriter.Inline(Picture(result, 900, 320))}</div><div class="only-narrow">{SvgWriter.Inline(Picture(result, 340, 260))}</div></figure>""");
        if (series.Limit is { } limit)
        {
            string interval = double.IsNaN(limit.Interval.Low) ? "–" : $"{DetectReport.Share(limit.Interval.Low)} … {DetectReport.Share(limit.Interval.High)}";
            html.Add($"<p>{Say($"Limit by regression (complementary log-log): {DetectReport.Share(limit.Limit)} (interval {interval}); expected by binomial sampling: {DetectReport.Share(series.Theory)}; by a logistic curve, which reads high: {DetectReport.Share(series.Logit!.Limit)}.", $"回帰(補対数対数)による検出限界: {DetectReport.Share(limit.Limit)}(区間 {interval})。二項抽出での期待値: {DetectReport.Share(series.Theory)}。ロジスティック曲線(高めに出ます): {DetectReport.Share(series.Logit!.Limit)}。")}</p>");
        }

        else
        {
            html.Add($"<p>{Say($"No limit by regression: the spiked lots do not bracket it. Expected by binomial sampling: {DetectReport.Share(series.Theory)}.", $"回帰による検出限界は定まりません(添加範囲が限界を挟んでいません)。二項抽出での期待値: {DetectReport.Share(series.Theory)}。")}</p>");
        }

        html.Add(new HtmlTable<SpikedLevel>(Say("Frequencies spiked", "添加頻度")) { Sortable = false, AllIn = "spiked_levels.csv" }
            .Text(Say("Frequency", "頻度"), null, l => DetectReport.Share(l.Frequency))
            .Count(Say("Spiked lots", "添加ロット数"), null, l => l.Runs)
            .Count(Say("Spiked cells", "添加細胞数"), null, l => l.Spiked)
            .Number(Say("Found again", "回収率"), Say("Share of the spiked cells that was called, removed and scanned ones included.", "添加細胞のうち陽性となった割合(除外後に走査した細胞を含む)。"), l => l.Recovered, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Number(Say("Lots detected", "検出されたロット"), null, l => l.DetectedShare, v => NumberText.Percent(v))
            .Number(Say("Expected", "期待値"), Say("By binomial sampling, at each lot's recovered fraction and background.", "各ロットの回収率と背景による二項抽出。"), l => l.Theory, v => NumberText.Percent(v))
            .Make(series.Levels));
        html.Add(new HtmlTable<SpikedLot>(Say("Lots spiked", "添加したロット")) { AllIn = "spiked_lots.csv" }
            .Text(Say("Lot", "ロット"), null, l => l.Lot)
            .Count(Say("Cells", "細胞数"), null, l => l.Cells)
            .Count(Say("Background", "背景"), Say("Cells called without any spike.", "添加なしで陽性の細胞。"), l => l.Background)
            .Count(Say("Limit", "判定基準"), Say("More called cells than this are a detection.", "これを超えると検出。"), l => l.Limit)
            .Count(Say("Spiked", "添加"), null, l => l.Spiked)
            .Number(Say("Found again", "回収率"), null, l => l.Recovered, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Number(Say("Without scan", "走査なし"), Say("Were cells that quality control removes not scanned.", "品質管理で除かれる細胞を走査しない場合。"), l => l.RecoveredKept, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Make(series.Lots));
        html.Add($"</section>\n");
        return html;
    }

    private static Scene Picture(DetectResult result, int width, int height)
    {
        SpikedLevel[] levels = [.. result.Series!.Levels.OrderBy(l => l.Frequency)];
        return CurvePicture.Draw(
            [new Curve(Say("lots detected", "検出されたロット"), [.. levels.Select(l => (l.Frequency, l.DetectedShare))], Palette.Focus), new Curve(Say("expected by binomial sampling", "二項抽出での期待値"), [.. levels.Select(l => (l.Frequency, l.Theory))], Palette.Category(2))],
            Say("Detected lots against the spiked frequency", "添加頻度と検出ロットの割合"), Say("true share of hazardous cells", "ハザード細胞の真の割合"), result.Parameters.Probability, result.Asked.Frequency is >= 1e-5 and <= 1e-2 ? [(result.Asked.Frequency, Say("asked for", "要求値"))] : [], true, width, height);
    }
}
