using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>Every siRNA.</summary>
internal sealed class PerturbationReagentSection : ReportSection
{
    public override string Id => "sirnas";

    public override Said Title => Say("siRNAs", "siRNA");

    public override bool Shows(ReportContext context) => context.Result is PerturbationResult;

    public override Markup Make(ReportContext context)
    {
        var result = (PerturbationResult)context.Result;
        HashSet<string> apart = [.. result.Genes.Where(g => g.Flags.Contains("SIRNAS_DISAGREE")).Select(g => g.Gene)];
        HtmlTable<SirnaEffect> table = new HtmlTable<SirnaEffect>(Say("siRNAs", "siRNA")) { AllIn = "sirnas.csv", Marked = s => s.Achieved && !s.Agrees && apart.Contains(s.Gene) }
            .Text(Say("Gene", "遺伝子"), null, s => s.Gene)
            .Text(Say("siRNA", "siRNA"), null, s => s.Sirna)
            .Count(Say("Lots", "ロット数"), null, s => s.Lots)
            .Number(Say("Readout", "測定値"), null, s => s.LogRatio, s => PerturbationText.Percent(s.LogRatio))
            .Number(Say("Viability", "生存率"), null, s => s.LogViability, s => double.IsNaN(s.LogViability) ? "–" : PerturbationText.Percent(s.LogViability))
            .Number(Say("Knock-down", "ノックダウン率"), null, s => s.Knockdown, s => double.IsNaN(s.Knockdown) ? "–" : $"{NumberText.Significant(s.Knockdown, 2)}%")
            .Text(Say("Agrees", "一致"), Say("Moves the readout the gene's way, by half of the gene's effect at least.", "遺伝子の効果と同じ向きで、その半分以上の効果。"), s => s.Agrees ? Say("yes", "はい") : Say("no", "いいえ"));
        var html = new Markup();
        html.Add($"""<section id="sirnas"><h2>{Say("Independent siRNAs", "独立なsiRNA")}</h2>{table.Make(result.Sirnas)}</section>""");
        html.Add($"\n");
        return html;
    }
}
