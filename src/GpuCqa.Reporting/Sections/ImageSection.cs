using GpuCqa.Analysis.Images;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>How measurements of images were brought to one scale: plates and controls, features that were left out and why, what is not done for images.</summary>
internal sealed class ImageSection : ReportSection
{
    public override string Id => "images";

    public override Said Title => Say("Image features", "画像特徴量");

    public override bool Shows(ReportContext context) => context.Result is DiscoveryResult { Map.Images: not null };

    public override Markup Make(ReportContext context)
    {
        var result = (DiscoveryResult)context.Result;
        ImageScaling images = result.Map.Images!;
        string measured = NumberText.Count(images.Measured.Count), kept = NumberText.Count(images.Features.Count), plates = NumberText.Count(images.Plates.Count), limit = NumberText.Plain(result.Parameters.MaxFeatureCorrelation ?? 1);
        bool all = result.Parameters.Controls is ["all"];
        string controls = string.Join("; ", result.Parameters.Controls);
        var html = new Markup();
        html.Add($"""<section id="images"><h2>{Say("Plates and image features", "プレートと画像特徴量")}</h2><p>{Say(
            $"{kept} of {measured} measured features were used. On each of {plates} {(images.Plates.Count == 1 ? "plate" : "plates")} a value is its distance from the median of the plate's controls ({(all ? "all of its cells" : controls)}) in 1.4826 median absolute deviations of them, at most {NumberText.Plain(ImageScaling.Bound)}.",
            $"測定された{measured}特徴量のうち{kept}個を用いました。{plates}枚の各プレートで、値は対照({(all ? "プレートの全細胞" : controls)})の中央値からの距離を、対照の中央絶対偏差×1.4826を単位として表したものです(上限{NumberText.Plain(ImageScaling.Bound)})。")}</p>""");
        html.Add(Plates(images));
        html.Add($"<h3>{Say("Features that were left out", "除外した特徴量")}</h3><p>{Say($"More than 5% of the cells lack it; no spread among the controls of some plate; or |r| above {limit} with a feature that is kept and stands for it.", $"5%を超える細胞で測定値がない、いずれかのプレートの対照にばらつきがない、または採用した特徴量との|r|が{limit}を超える(その特徴量が代表します)。")}</p>");
        html.Add(Features(images));
        html.Add($"""<p class="note">{Say("Not done for image features, because they need counts: normalization by library size, choice of variable genes, mitochondrial share, pseudobulk markers over lots, gene sets, key marker.", "カウントを必要とするため、画像特徴量では行わないもの: ライブラリサイズによる正規化、高変動遺伝子の選択、ミトコンドリア比率、ロットを反復とする擬似バルクのマーカー、遺伝子セット、キーマーカー。")}</p></section>""");
        html.Add($"\n");
        return html;
    }

    private static Markup Plates(ImageScaling images) =>
        new HtmlTable<PlateScale>(Say("Plates", "プレート")) { AllIn = "image_plates.csv" }
            .Text(Say("Plate", "プレート"), null, p => p.Plate)
            .Text(Say("Lots", "ロット"), null, p => string.Join(", ", p.Lots))
            .Count(Say("Cells of lots", "ロットの細胞数"), null, p => p.Cells)
            .Count(Say("Control cells", "対照の細胞数"), Say("Cells whose medians and spreads the plate's values are scaled by.", "プレートの値の尺度を決める細胞。"), p => p.Controls)
            .Make(images.Plates);

    private static Markup Features(ImageScaling images)
    {
        ImageFeature[] left = [.. images.Measured.Where(f => f.Fate != ImageFeature.Kept || f.Missing > 0)];
        if (left.Length == 0) return Markup.Of($"<p>{Say("None: every feature was measured in every cell, varies, and says something of its own.", "ありません。")}</p>");
        return new HtmlTable<ImageFeature>(Say("Features", "特徴量")) { Filtered = true, AllIn = "image_features.csv" }
            .Text(Say("Feature", "特徴量"), null, f => f.Name)
            .Text(Say("What became of it", "扱い"), null, f => f.Fate)
            .Count(Say("Cells without a value", "値のない細胞数"), Say("Of kept features these cells take the median of their plate's controls.", "採用した特徴量では、これらの細胞にプレートの対照の中央値を与えます。"), f => f.Missing)
            .Count(Say("of them infinite", "うち無限大"), null, f => f.Infinite)
            .Text(Say("Constant on", "一定のプレート"), null, f => f.Constant.Count > 0 ? string.Join(", ", f.Constant) : "–")
            .Text(Say("Stands for it", "代表する特徴量"), null, f => f.StandIn ?? "–")
            .Number(Say("r", "r"), null, f => f.Correlation, v => double.IsNaN(v) ? "–" : HtmlNumber.Value(v, 3))
            .Make(left);
    }
}
