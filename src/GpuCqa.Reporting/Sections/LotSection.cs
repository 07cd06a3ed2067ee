using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>The lots, what quality control removed and why, how the kept cells spread, and what was kept of the genes.</summary>
internal sealed class LotSection : ReportSection
{
    public override string Id => "lots";

    public override Said Title => Say("Lots and QC", "ロットと品質管理");

    public override bool Shows(ReportContext context) => context.Result is DiscoveryResult;

    public override Markup Make(ReportContext context)
    {
        var result = (DiscoveryResult)context.Result;
        string read = NumberText.Count(result.Map.Lots.Sum(l => (long)l.CellsRead)), kept = NumberText.Count(result.Map.Cells.Count);
        var html = new Markup();
        html.Add($"""<section id="lots"><h2>{Say("Lots and quality control", "ロットと品質管理")}</h2><p>{Say($"{kept} of {read} cells were kept. Filters were given, or follow from each lot's own medians; none of them saw a readout. A cell is counted under the first rule that removes it.", $"{read}細胞のうち{kept}細胞を用いました。フィルターは指定値か各ロットの中央値から決まり、測定値は参照していません。細胞は最初に当たった基準で数えています。")}</p>""");
        html.Add(Spread(context));
        html.Add(Table(result));
        html.Add($"""<p>{Genes(result)}</p></section>""");
        html.Add($"\n");
        return html;
    }

    /// <summary>Spread of each quality measure, lots in the report's order.</summary>
    public static IReadOnlyList<Scene> Pictures(ReportContext context)
    {
        PopulationMap map = context.Map!;
        CellTable cells = map.Cells;
        if (map.Modality != CellModality.Counts || cells.Count == 0) return [];
        return
        [
            Picture(context, c => cells.TotalCounts[c], Say("Counts per cell", "細胞あたりカウント数"), ""),
            Picture(context, c => cells.DetectedGenes[c], Say("Detected genes per cell", "細胞あたり検出遺伝子数"), ""),
            Picture(context, c => cells.MitoPercent[c], Say("Mitochondrial counts per cell", "細胞あたりミトコンドリア比率"), "%"),
        ];
    }

    private static Scene Picture(ReportContext context, Func<int, double> value, Said name, string unit)
    {
        double[][] quantiles = Quantiles.PerLot(context.Map!.Lots.Count, context.Map!.Cells.Lots, value);
        return QualityPicture.Draw([.. context.Tests!.LotOrder.Select(l => new QualityRow(context.Map!.Lots[l].Name, quantiles[l]))], name, unit, 340);
    }

    private static Markup Spread(ReportContext context)
    {
        var html = new Markup();
        IReadOnlyList<Scene> pictures = Pictures(context);
        if (pictures.Count == 0) return html;
        html.Add($"""<p class="note">{Say($"Kept cells of each lot, lots by increasing {context.Tests!.ReadoutName}: median (point), the middle half (bar), nine tenths (line).", $"各ロットの採用細胞({context.Tests!.ReadoutName}の小さい順): 中央値(点)、中央の半数(帯)、9割(線)。")}</p><div class="panels">""");
        foreach (Scene scene in pictures) html.Add($"<figure>{SvgWriter.Inline(scene)}</figure>");
        html.Add($"</div>");
        return html;
    }

    private static Said Genes(DiscoveryResult result)
    {
        string union = NumberText.Count(result.Map.Join.Union), shared = NumberText.Count(result.Map.Join.Shared), lacking = NumberText.Count(result.Map.Join.DroppedNotShared), rare = NumberText.Count(result.Map.Join.DroppedRare), kept = NumberText.Count(result.Map.Join.Kept), selected = NumberText.Count(result.Map.Pca.Genes.Length);
        bool counts = result.Map.Modality == CellModality.Counts;
        return Say(
            $"{(counts ? "Genes" : "Features")}: {union} in at least one lot, {shared} in every lot (joined by id); {lacking} dropped because some lot lacks them, {rare} because fewer than {result.Parameters.MinCells} cells have them; {kept} kept, {selected} selected for the model.",
            $"{(counts ? "遺伝子" : "特徴量")}: いずれかのロットに{union}、全ロットに{shared}(IDで結合)。一部のロットにないため{lacking}、{result.Parameters.MinCells}細胞未満のため{rare}を除外。{kept}を採用し、モデルに{selected}を選択しました。");
    }

    private static Markup Table(DiscoveryResult result)
    {
        var table = new HtmlTable<LotResult>(Say("Lots and quality control", "ロットと品質管理"));
        table.Text(Say("Lot", "ロット"), null, l => l.Name);
        if (result.Map.Lots.Any(l => l.Donor is not null)) table.Text(Say("Donor", "ドナー"), null, l => l.Donor);
        if (result.Map.Lots.Any(l => l.Tissue is not null)) table.Text(Say("Tissue", "組織"), null, l => l.Tissue);
        if (result.Map.Lots.Any(l => l.Batch is not null)) table.Text(Say("Batch", "バッチ"), null, l => l.Batch);
        if (result.Map.Lots.Any(l => l.Process is not null)) table.Text(Say("Process", "工程"), null, l => l.Process);
        for (int r = 0; r < result.Parameters.Readouts.Count; r++)
        {
            int index = r;
            table.Number(result.Parameters.Readouts[r], Say("Readout: what the lot can do, as the sheet gives it", "測定値: ロットの性能(入力シートの値)"), l => l.Readouts[index], ReadoutWords.Of(result.Parameters, result.Parameters.Readouts[r]).Value);
        }

        table.Count(Say("Cells read", "読込細胞数"), Say("Cells in the lot's file.", "ロットのファイルにある細胞数。"), l => l.CellsRead)
            .Count(Say("Kept", "採用"), Say("Cells that passed quality control; every fraction and test uses these.", "品質管理を通過した細胞数。割合と検定はすべてこれに基づきます。"), l => l.CellsKept)
            .Number(Say("Kept %", "採用率"), Say("Share of the cells read that passed", "読込細胞のうち採用された割合"), l => (double)l.CellsKept / l.CellsRead, l => l.CellsRead == 0 ? "–" : NumberText.Percent((double)l.CellsKept / l.CellsRead));
        if (result.Map.Images is not null)
        {
            table.Count(Say("Not measured", "測定不能"), Say("Cells removed because more than a fifth of the kept features could not be measured.", "採用した特徴量の5分の1超が測定できず除いた細胞数。"), l => l.RemovedUnmeasured)
                .Count(Say("Size", "サイズ"), Say("Cells removed for their area: debris, or several cells that were not told apart.", "面積により除いた細胞数(破片、または分離できなかった複数の細胞)。"), l => l.RemovedSize);
        }

        if (result.Map.Modality != CellModality.Counts) return table.Make(result.Map.Lots);
        table.Count(Say("Few genes", "遺伝子少"), Say("Cells removed because too few genes were detected.", "検出遺伝子が少なすぎるため除いた細胞数。"), l => l.RemovedLowGenes)
            .Count(Say("Many genes", "遺伝子多"), Say("Cells removed because too many genes were detected.", "検出遺伝子が多すぎるため除いた細胞数。"), l => l.RemovedHighGenes)
            .Count(Say("Few counts", "カウント少"), Say("Cells removed because of too few counts.", "カウントが少なすぎるため除いた細胞数。"), l => l.RemovedLowCounts)
            .Count(Say("High mito", "ミト高"), Say("Cells removed because of a high mitochondrial percentage, a sign of dying cells.", "ミトコンドリア比率が高い(死にかけた細胞の兆候)ため除いた細胞数。"), l => l.RemovedHighMito)
            .Number(Say("Median counts", "カウント中央値"), null, l => l.MedianCounts, v => HtmlNumber.Value(v, 4))
            .Number(Say("Median genes", "遺伝子数中央値"), null, l => l.MedianGenes, v => HtmlNumber.Value(v, 4))
            .Number(Say("Median mito %", "ミト%中央値"), null, l => l.MedianMitoPercent, v => HtmlNumber.Value(v, 3));
        Dictionary<string, QcThresholds> limits = result.Map.Thresholds.ToDictionary(t => t.Lot);
        if (limits.Count > 0)
        {
            table.Text(Say("Genes kept", "遺伝子数の範囲"), Say("Filter of the lot: fewest and most genes", "ロットのフィルター: 遺伝子数の下限と上限"), l => limits.TryGetValue(l.Name, out QcThresholds? t) ? $"{Bound(t.MinGenes)} … {Bound(t.MaxGenes)}" : "–")
                .Number(Say("Counts from", "カウント下限"), Say("Filter of the lot: fewest counts kept.", "ロットのフィルター: カウントの下限。"), l => limits.GetValueOrDefault(l.Name)?.MinCounts ?? double.NaN, Bound)
                .Number(Say("Mito % up to", "ミト%上限"), Say("Filter of the lot: largest mitochondrial percentage kept.", "ロットのフィルター: ミトコンドリア比率の上限。"), l => limits.GetValueOrDefault(l.Name)?.MaxMitoPercent ?? double.NaN, Bound);
        }

        return table.Make(result.Map.Lots);
    }

    private static string Bound(double value) => double.IsNaN(value) ? "–" : double.IsInfinity(value) || Math.Abs(value) > 1e15 ? "∞" : HtmlNumber.Value(value, 4);
}
