using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>Every gene with its code, and why.</summary>
internal sealed class PerturbationGeneSection : ReportSection
{
    public override string Id => "genes";

    public override Said Title => Say("Genes", "遺伝子");

    public override bool Shows(ReportContext context) => context.Result is PerturbationResult;

    public override Markup Make(ReportContext context)
    {
        var result = (PerturbationResult)context.Result;
        double confidence = result.Parameters.Confidence;
        HtmlTable<GeneEffect> table = new HtmlTable<GeneEffect>(Say("Genes", "遺伝子")) { Marked = g => g.Code == EvidenceCode.Effect, AllIn = "perturbations.csv" }
            .Text(Say("Gene", "遺伝子"), null, g => g.IsPositiveControl ? Say($"{g.Gene} (positive control)", $"{g.Gene}(陽性対照)") : g.Gene)
            .Text(Say("Code", "コード"), Say("KD+: the knock-down moves the readout; KD-: by no more than the margin; NT: not told.", "KD+: ノックダウンで変化する、KD-: 変化は許容幅以内、NT: 何も言えない。"), g => g.CodeText)
            .Number(Say("Readout", "測定値"), Say("Share of the non-targeting control of the same lot, mean over lots.", "同じロットの非標的対照に対する比のロット平均。"), g => g.Test.Mean, g => PerturbationText.Percent(g.Test.Mean))
            .Text(Say("Interval", "区間"), Say("Over lots.", "ロット間の区間。"), g => Range(g.Test.Interval(confidence)))
            .Rich(Say("Family-wise p", "ファミリーワイズp値"), Say($"By {result.Parameters.Correction}; of the positive control its own p.", $"{result.Parameters.Correction}による。陽性対照は単独のp値。"), g => HtmlNumber.P(g.FamilyP))
            .Number(Say("Lots", "ロット数"), null, g => g.Lots, NumberText.Count)
            .Text(Say("siRNAs", "siRNA"), Say("That agree / with a knock-down / all.", "一致/ノックダウン達成/全数。"), g => $"{g.Sirnas.Agreeing}/{g.Sirnas.Achieved}/{g.Sirnas.All}")
            .Number(Say("Knock-down", "ノックダウン率"), null, g => g.Knockdown, g => double.IsNaN(g.Knockdown) ? "–" : $"{NumberText.Significant(g.Knockdown, 2)}%")
            .Number(Say("Viability", "生存率"), Say("Share of the control's.", "対照に対する比。"), g => g.LogViability, g => double.IsNaN(g.LogViability) ? "–" : PerturbationText.Percent(g.LogViability))
            .Number(Say("Per viable cell", "生細胞あたり"), Say("Readout per viable cell as a share of the control's.", "生細胞あたりの測定値の対照に対する比。"), g => g.PerViable.Mean, g => double.IsNaN(g.PerViable.Mean) ? "–" : PerturbationText.Percent(g.PerViable.Mean))
            .Rich(Say("Why", "理由(英語)"), null, g => Markup.Of($"<span lang=\"en-x-note\">{string.Join("; ", g.Reasons)}</span>"))
            .Text(Say("Flags", "注意"), null, g => string.Join(", ", g.Flags));
        var html = new Markup();
        html.Add($"""<section id="genes"><h2>{Say("Genes and their evidence codes", "遺伝子と証拠コード")}</h2>{table.Make(result.Genes)}""");
        if (double.IsFinite(result.ViabilitySlope)) html.Add($"""<p class="note">{Say($"Slope of the readout's log-ratio over the viability's, within genes: {NumberText.Significant(result.ViabilitySlope, 2)} (1 where only the number of living cells matters).", $"遺伝子内での、生存率の対数比に対する測定値の対数比の傾き: {NumberText.Significant(result.ViabilitySlope, 2)}(生細胞数だけで決まる場合は1)。")}</p>""");
        html.Add($"</section>\n");
        return html;
    }

    private static string Range(Interval interval) => double.IsNaN(interval.Low) ? "–" : $"{PerturbationText.Percent(interval.Low)} … {PerturbationText.Percent(interval.High)}";
}
