using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>Sets in which the claim was predicted to fail: each prediction, written before, checked after.</summary>
internal sealed class FalsificationSection : ReportSection
{
    public override string Id => "falsification";

    public override Said Title => Say("Falsification", "反証");

    public override bool Shows(ReportContext context) => context.Mapping is { Result.Replication.Falsifications.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        IReadOnlyList<FalsificationTest> tests = context.Mapping!.Result.Replication.Falsifications;
        var html = new Markup();
        html.Add($"""<section id="falsification"><h2>{Say("Where it was predicted to fail", "成り立たないと予測したセット")}</h2><p>{Say("A claim says something only if it says where it does not hold. These predictions were given with the command, before a cell of the sets was read, and are checked against the train lots by the exact rank-sum test over lots; all predictions of a set must hold. Where they do, the share of the cluster alone must not be carried over to such lots.", "主張は、成り立たないところを述べて初めて意味を持ちます。以下の予測は、そのセットの細胞を読む前に指定されたもので、学習ロットとの正確順位和検定(単位はロット)で確かめます。セットの予測はすべて成り立つ必要があります。成り立つ場合、クラスターの割合だけをそのようなロットに当てはめてはいけません。")}</p>""");
        foreach (FalsificationTest test in tests)
        {
            Said claim = MapWords.Claim(test.Hypothesis);
            html.Add($"""<h3>{test.Set} {Tag(test.Verdict, test.Exploratory)}</h3><p class="note">{Say($"{test.Hypothesis.Id}: {claim.En}.", $"{test.Hypothesis.Id}: {claim.Ja}。")}{(test.Exploratory ? Say(" EXPLORATORY: written after the lots were seen.", " 探索的: ロットを見た後に書かれた予測です。") : "")}</p>""");
            html.Add(new HtmlTable<PredictionTest>(Say($"Predictions for {test.Set}", $"{test.Set}についての予測")) { Sortable = false }
                .Text(Say("Prediction", "予測"), null, p => MapWords.Of(p.Prediction, test.Hypothesis))
                .Count(Say("Lots", "ロット数"), Say("Lots of the set with a value.", "値のあるロット数。"), p => p.Values.Length)
                .Count(Say("Train lots", "学習ロット数"), null, p => p.TrainValues.Length)
                .Number(Say("Median", "中央値"), Say("Median over the set's lots.", "セットのロットの中央値。"), p => p.Median, p => Value(p.Prediction, p.Median))
                .Number(Say("Train median", "学習の中央値"), null, p => p.TrainMedian, p => Value(p.Prediction, p.TrainMedian))
                .Number(Say("One-sided p", "片側p値"), Say("Exact rank-sum p in the predicted direction.", "予測した向きの正確順位和検定のp値。"), p => p.P, HtmlNumber.Flat)
                .Number(Say("Smallest p", "最小p値"), Say("Smallest p that these numbers of lots could have reached.", "このロット数で到達しうる最小のp値。"), p => p.Prediction.Lower ? p.RankSum.SmallestPLess : p.RankSum.SmallestPGreater, HtmlNumber.Flat)
                .Rich(Say("Verdict", "判定"), null, p => Markup.Of($"""<span class="tag{(test.Exploratory ? "" : p.Verdict == PredictionVerdict.AsPredicted ? " yes" : p.Verdict == PredictionVerdict.NotAsPredicted ? " no" : "")}">{MapWords.Of(p.Verdict, test.Exploratory)}</span>{(p.Reason is null ? Markup.Of($"") : Markup.Of($" {MapWords.Reason(p.Reason)}"))}"""))
                .Make(test.Predictions));
            if (test.Flags.Count > 0) html.Add($"""<p class="warning">{Say($"Does not count: {string.Join("; ", test.Flags.Select(f => MapWords.Flag(f).En))}.", $"数えません: {string.Join("、", test.Flags.Select(f => MapWords.Flag(f).Ja))}。")}</p>""");
        }

        html.Add($"</section>\n");
        return html;
    }

    /// <summary>The verdict as a mark.</summary>
    public static Markup Tag(FalsificationVerdict verdict, bool exploratory) => Markup.Of($"""<span class="tag{(exploratory ? "" : verdict == FalsificationVerdict.Falsifies ? " yes" : verdict == FalsificationVerdict.DoesNotFalsify ? " no" : "")}">{MapWords.Of(verdict, exploratory)}</span>""");

    private static string Value(Prediction prediction, double value) => double.IsNaN(value) ? "–" : prediction.Quantity == PredictedQuantity.Readout ? HtmlNumber.Value(value, 4) : NumberText.Percent(value);
}
