using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>What each lot did.</summary>
internal sealed class PotencyLotSection : ReportSection
{
    public override string Id => "lots";

    public override Said Title => Say("Lots", "ロット");

    public override bool Shows(ReportContext context) => context.Result is PotencyResult;

    public override Markup Make(ReportContext context)
    {
        var result = (PotencyResult)context.Result;
        var table = new HtmlTable<LotPotency>(Say("Lots", "ロット")) { Marked = l => l.Status != WellStatus.Measured || l.Replicates.Count == 0 };
        table.Text(Say("Lot", "ロット"), null, l => l.Lot);
        if (result.Lots.Any(l => l.Condition is not null)) table.Text(Say("Condition", "条件"), null, l => l.Condition);
        table.Number(Say($"{result.Parameters.Readout}, {result.Unit}", $"{result.Parameters.Readout}, {result.Unit}"), Say("Mean of the replicates; < and > mark limits of quantification.", "反復の平均。<と>は定量限界。"), l => l.Value, l => l.Replicates.Count == 0 ? "–" : PotencyText.Short(l))
            .Number(Say("Assay interval", "アッセイの区間"), Say("By the noise of wells and the uncertainty of the curve.", "ウェルの誤差と標準曲線の不確かさによる。"), l => l.AssayInterval.Low, l => double.IsNaN(l.AssayInterval.Low) ? "–" : $"{HtmlNumber.Value(l.AssayInterval.Low, 4)} … {HtmlNumber.Value(l.AssayInterval.High, 4)}")
            .Count(Say("Replicates", "反復数"), null, l => l.Replicates.Count)
            .Number(Say("CV", "変動係数"), Say("Coefficient of variation of the replicates.", "反復の変動係数。"), l => l.Variation, l => double.IsNaN(l.Variation) ? "–" : NumberText.Percent(l.Variation))
            .Text(Say("Wells", "ウェル"), Say("Those that the value rests on, of all.", "値の算出に用いたウェル数/全ウェル数。"), l => $"{l.Wells.Used}/{l.Wells.All}")
            .Text(Say("Dilutions", "希釈倍率"), null, l => string.Join(", ", l.Dilutions.Select(NumberText.Plain)));
        if (result.Parameters.ControlLot is { } control)
        {
            table.Number(Say("Relative potency", "相対力価"), Say($"Ratio to lot {control} in the same condition, with its interval.", $"同じ条件でのロット{control}に対する比と区間。"), l => l.Relative, l => double.IsNaN(l.Relative) ? "–" : $"{HtmlNumber.Value(l.Relative, 3)} ({HtmlNumber.Value(l.RelativeInterval.Low, 3)} … {HtmlNumber.Value(l.RelativeInterval.High, 3)})")
                .Text(Say("Parallel", "平行性"), Say("Whether dilutions run parallel to the control lot's; an interval across the margin shows neither.", "希釈系列が対照ロットと平行か。区間が許容幅をまたぐ場合はどちらとも言えません。"), l => Parallel(l.Parallel));
        }

        var html = new Markup();
        html.Add($"""<section id="lots"><h2>{Say("What each lot did", "各ロットの値")}</h2>{table.Make(result.Lots)}</section>""");
        html.Add($"\n");
        return html;
    }

    private static Said Parallel(ParallelVerdict verdict) => verdict switch
    {
        ParallelVerdict.Parallel => Say("parallel", "平行"),
        ParallelVerdict.NotParallel => Say("not parallel", "平行でない"),
        ParallelVerdict.NotShown => Say("not shown", "示されない"),
        _ => Say("not testable", "検定不可"),
    };
}
