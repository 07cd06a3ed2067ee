using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>The lots of a test without cells: what they are and what they can do.</summary>
internal sealed class TestedLotSection : ReportSection
{
    public override string Id => "lots";

    public override Said Title => Say("Lots", "ロット");

    public override bool Shows(ReportContext context) => context is { Tests: not null, Map: null };

    public override Markup Make(ReportContext context)
    {
        TestsContext tests = context.Tests!;
        IReadOnlyList<TestedLot> lots = tests.Findings.Lots;
        var table = new HtmlTable<(TestedLot Lot, int? Cells)>(Say("Lots", "ロット"));
        table.Text(Say("Lot", "ロット"), null, l => l.Lot.Name);
        if (lots.Any(l => l.Donor is not null)) table.Text(Say("Donor", "ドナー"), null, l => l.Lot.Donor);
        if (lots.Any(l => l.Tissue is not null)) table.Text(Say("Tissue", "組織"), null, l => l.Lot.Tissue);
        if (lots.Any(l => l.Batch is not null)) table.Text(Say("Batch", "バッチ"), null, l => l.Lot.Batch);
        if (lots.Any(l => l.Process is not null)) table.Text(Say("Process", "工程"), null, l => l.Lot.Process);
        for (int r = 0; r < tests.Findings.Parameters.Readouts.Count; r++)
        {
            int index = r;
            ReadoutWords words = tests.WordsOf(tests.Findings.Parameters.Readouts[r]);
            table.Number(words.Name, Say("Readout: what the lot can do, as it was given", "測定値: ロットの性能(与えられた値)"), l => l.Lot.Readouts[index], words.Value);
        }

        int[]? cells = tests.Findings.Partitions.Count == 0 || tests.Findings.Parameters is AssociateParameters { ConditionColumn: not null } ? null : tests.Findings.Partitions[0].LotCells;
        if (cells is not null) table.Count(Say("Cells", "細胞数"), Say("Cells of the lot, those in no state included.", "ロットの細胞数(どの状態にも属さない細胞を含む)。"), l => l.Cells ?? double.NaN);
        string count = NumberText.Count(lots.Count);
        var html = new Markup();
        html.Add($"""<section id="lots"><h2>{Say("Lots", "ロット")}</h2><p>{Say($"The {count} lots that were tested, with their readouts.", $"検定した{count}ロットとその測定値です。")}</p>{table.Make(lots.Select((lot, i) => (lot, cells?[i])))}</section>""");
        html.Add($"\n");
        return html;
    }
}
