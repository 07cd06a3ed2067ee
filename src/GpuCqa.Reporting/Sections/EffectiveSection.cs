using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Which cells carry a potency: rates of the states, or why there are none.</summary>
internal sealed class EffectiveSection : ReportSection
{
    public override string Id => "effective-cells";

    public override Said Title => Say("Effective cells", "有効細胞");

    public override bool Shows(ReportContext context) => context.Result is IAttributionResult { Effective.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        var result = (IAttributionResult)context.Result;
        TestsContext tests = context.Tests!;
        var html = new Markup();
        html.Add($"""<section id="effective-cells"><h2>{Say("Which cells carry it?", "どの細胞が担うか")}</h2>""");
        html.Add($"""<p>{Say("The readout of a lot is written as the sum over its states of a rate times the state's share; no rate is below 0, and a state's rate is taken to be the same in every lot. That is an assumption, which no association needs. A rate is the readout of a lot that is all of one state; what all cells give alike, a background, is spread over the states by their shares.", "ロットの測定値を、状態ごとの率×割合の和として表します。率は0以上で、同じ状態の率はどのロットでも等しいと仮定します(関連の検定には不要な仮定です)。率は、全細胞がその状態であるロットの測定値にあたります。全細胞に共通する背景分は、割合に応じて各状態に配分されます。")}</p>""");
        foreach (EffectiveCells found in result.Effective)
        {
            html.Add($"<p>{EffectiveText.Sentence(result, found)}</p>");
            if (found.Refusal is null) html.Add(Table(tests, found));
        }

        html.Add($"</section>\n");
        return html;
    }

    private static Markup Table(TestsContext tests, EffectiveCells found)
    {
        string confidence = tests.Confidence, resamples = NumberText.Count(found.Resamples), condition = NumberText.Significant(found.Condition, 2), r2 = NumberText.Rho(found.RSquared);
        var html = new Markup();
        html.Add(new HtmlTable<PartRate>(Say($"Rates for {found.Readout}", $"{found.Readout}の率")) { Marked = p => p.Effective }
            .Text(tests.Names.Title, null, p => EffectiveText.Part(tests.Names, found.Partition, p.State))
            .Number(Say("Rate", "率"), Say("Readout of a lot that is all of this state.", "全細胞がこの状態であるロットの測定値。"), p => p.Rate, p => HtmlNumber.Value(p.Rate, 3))
            .Number(Say("Interval", "区間"), Say($"{confidence}% percentile interval over resampled lots.", $"ロットの再標本による{confidence}%パーセンタイル区間。"), p => p.RateInterval.Low, p => double.IsNaN(p.RateInterval.Low) ? "–" : $"{HtmlNumber.Value(p.RateInterval.Low, 3)} … {HtmlNumber.Value(p.RateInterval.High, 3)}")
            .Number(Say("Share of the potency", "力価に占める割合"), Say("Share of the fitted readout of all lots.", "全ロットの当てはめ値に占める割合。"), p => p.Share, p => NumberText.Percent(p.Share))
            .Number(Say("Interval", "区間"), null, p => p.ShareInterval.Low, p => double.IsNaN(p.ShareInterval.Low) ? "–" : $"{NumberText.Percent(p.ShareInterval.Low)} … {NumberText.Percent(p.ShareInterval.High)}")
            .Number(Say("Share of the cells", "細胞に占める割合"), Say("Mean share of the state in a lot.", "ロットに占める割合の平均。"), p => p.Cells, p => NumberText.Percent(p.Cells))
            .Number(Say("Effective in", "有効とされた割合"), Say("Share of the resamples in which the state is in the smallest set with 80% of the potency; bold: it is in that of the lots themselves.", "力価の80%を担う最小の組に入る再標本の割合。太字は実際のロットでその組に入る状態。"), p => p.EffectiveResamples, p => NumberText.Percent(p.EffectiveResamples))
            .Make(found.Parts));
        html.Add($"""<p class="note">{Say($"{(found.Exact ? $"All {resamples} multisets of lots with their probabilities" : $"{resamples} resamples of lots")}; R2 {r2}; condition number {condition}.", $"{(found.Exact ? $"ロットの全{resamples}通りの重複組合せ(確率つき)" : $"ロットの再標本{resamples}回")}、R2 {r2}、条件数{condition}。")}</p>""");
        return html;
    }
}
