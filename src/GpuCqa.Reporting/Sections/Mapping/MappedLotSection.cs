using GpuCqa.Analysis.Mapping;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>The mapped lots, what quality control removed, and what they lack of the reference's genes.</summary>
internal sealed class MappedLotSection : ReportSection
{
    public override string Id => "lots";

    public override Said Title => Say("Lots and QC", "ロットと品質管理");

    public override bool Shows(ReportContext context) => context.Mapping is { Result.Lots.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        MapResult result = context.Mapping!.Result;
        string read = NumberText.Count(result.Lots.Sum(l => (long)l.Lot.CellsRead)), kept = NumberText.Count(result.Cells.Count);
        bool counts = result.Reference.Modality == Core.Cohorts.CellModality.Counts;
        var html = new Markup();
        html.Add($"""<section id="lots"><h2>{Say("Lots and quality control", "ロットと品質管理")}</h2><p>{Say($"{kept} of {read} cells were kept. The rules are the reference's, applied to each lot's own cells; a cell is counted under the first rule that removes it.", $"{read}細胞のうち{kept}細胞を用いました。規則は参照のもので、各ロット自身の細胞に適用しています。細胞は最初に当たった基準で数えています。")}</p>""");
        var table = new HtmlTable<MappedLot>(Say("Mapped lots", "写像したロット"));
        table.Text(Say("Lot", "ロット"), null, l => l.Lot.Name).Text(Say("Set", "セット"), Say("Set that the lot is tested in: its role, and its tissue where a role has several.", "検定するセット: 役割(複数の組織があれば組織も)。"), l => l.Set);
        if (result.Lots.Any(l => l.Lot.Donor is not null)) table.Text(Say("Donor", "ドナー"), null, l => l.Lot.Donor);
        if (result.Lots.Any(l => l.Lot.Tissue is not null)) table.Text(Say("Tissue", "組織"), null, l => l.Lot.Tissue);
        if (result.Lots.Any(l => l.Lot.Batch is not null)) table.Text(Say("Batch", "バッチ"), null, l => l.Lot.Batch);
        if (result.Lots.Any(l => l.Lot.Process is not null)) table.Text(Say("Process", "工程"), null, l => l.Lot.Process);
        for (int r = 0; r < result.Reference.Parameters.Readouts.Count; r++)
        {
            int index = r;
            table.Number(result.Reference.Parameters.Readouts[r], Say("Readout: what the lot can do, as the sheet gives it", "測定値: ロットの性能(入力シートの値)"), l => index < l.Lot.Readouts.Length ? l.Lot.Readouts[index] : double.NaN, HtmlNumber.Given);
        }

        table.Count(Say("Cells", "細胞数"), Say("Cells that passed quality control; every share is of these.", "品質管理を通過した細胞数。割合はすべてこれに基づきます。"), l => l.Lot.CellsKept)
            .Count(Say("Genes missing", "欠く遺伝子"), Say("Selected genes of the reference that the lot lacks; their values are taken as the train mean.", "参照が選んだ遺伝子のうちロットにないもの。値は学習ロットの平均とみなします。"), l => l.MissingGenes);
        html.Add($"{table.Make(result.Lots)}<h3>{Say("What quality control removed", "品質管理で除いた細胞")}</h3>{Quality(result, counts)}</section>\n");
        return html;
    }

    private static Markup Quality(MapResult result, bool counts)
    {
        HtmlTable<MappedLot> table = new HtmlTable<MappedLot>(Say("Quality control of the mapped lots", "写像したロットの品質管理"))
            .Text(Say("Lot", "ロット"), null, l => l.Lot.Name)
            .Count(Say("Read", "読込"), Say("Cells in the lot's file.", "ロットのファイルにある細胞数。"), l => l.Lot.CellsRead)
            .Count(Say("Kept", "採用"), Say("Cells that passed.", "通過した細胞数。"), l => l.Lot.CellsKept);
        if (!counts) return table.Make(result.Lots);
        return table.Count(Say("Few genes", "遺伝子少"), Say("Cells removed because too few genes were detected.", "検出遺伝子が少なすぎるため除いた細胞数。"), l => l.Lot.RemovedLowGenes)
            .Count(Say("Many genes", "遺伝子多"), Say("Cells removed because too many genes were detected.", "検出遺伝子が多すぎるため除いた細胞数。"), l => l.Lot.RemovedHighGenes)
            .Count(Say("Few counts", "カウント少"), Say("Cells removed because of too few counts.", "カウントが少なすぎるため除いた細胞数。"), l => l.Lot.RemovedLowCounts)
            .Count(Say("High mito", "ミト高"), Say("Cells removed because of a high mitochondrial percentage.", "ミトコンドリア比率が高いため除いた細胞数。"), l => l.Lot.RemovedHighMito)
            .Number(Say("Median counts", "カウント中央値"), Say("Median counts per kept cell, over the reference's genes", "採用細胞あたりカウントの中央値(参照の遺伝子)"), l => l.Lot.MedianCounts, v => HtmlNumber.Value(v, 4))
            .Number(Say("Median genes", "遺伝子数中央値"), null, l => l.Lot.MedianGenes, v => HtmlNumber.Value(v, 4))
            .Number(Say("Median mito %", "ミト%中央値"), null, l => l.Lot.MedianMitoPercent, v => HtmlNumber.Value(v, 3))
            .Make(result.Lots);
    }
}
