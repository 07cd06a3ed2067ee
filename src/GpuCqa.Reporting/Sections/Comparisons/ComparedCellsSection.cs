using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Comparisons;

/// <summary>The cells before and after: their composition, and the untargeted scan with the places that drive it.</summary>
internal sealed class ComparedCellsSection : ReportSection
{
    private const int MostPlaces = 12;

    public override string Id => "cells";

    public override Said Title => Say("Cells", "細胞");

    public override bool Shows(ReportContext context) => context.Result is CompareResult { Findings.Composition: not null };

    public override Markup Make(ReportContext context)
    {
        ComparisonFindings f = ((CompareResult)context.Result).Findings;
        CompositionFinding c = f.Composition!;
        var html = new Markup();
        html.Add($"""<section id="cells"><h2>{Say("The composition of the cells", "細胞組成")}</h2><p>{(c.Spec is null ? Say("The attribute table has no row for the composition: it is described and not judged.", "特性表に細胞組成の行がないため、記述のみで判定しません。") : Say("Every state's centred log-ratio with the variance between lots; all must pass.", "各状態の中心対数比をロット間分散で比較し、全状態の合格を要します。"))}</p>""");
        html.Add(new HtmlTable<ComparedState>(Say("States", "状態")) { Marked = s => s.Verdict == AttributeVerdict.Different }
            .Text(Say("State", "状態"), null, s => CompareWords.State(s.State))
            .Number(Say("Share before", "変更前の割合"), Say("Mean over lots.", "ロット平均。"), s => s.FractionBefore, NumberText.Percent)
            .Number(Say("Share after", "変更後の割合"), Say("Mean over lots.", "ロット平均。"), s => s.FractionAfter, NumberText.Percent)
            .Text(Say("Difference of shares", "割合の差の区間"), Say("Interval over lots, percentage points.", "ロット間の区間(パーセントポイント)。"), s => double.IsNaN(s.ShareLow) ? "–" : $"{HtmlNumber.Value(100 * s.ShareLow, 3)} … {HtmlNumber.Value(100 * s.ShareHigh, 3)}")
            .Number(Say("Fold", "倍率"), Say("Of the share over the geometric mean of all states' (exp of the log-ratio's difference).", "全状態の幾何平均に対する割合の倍率(対数比の差の指数)。"), s => s.Estimate, v => double.IsNaN(v) ? "–" : HtmlNumber.Value(Math.Exp(v), 3))
            .Text(Say("Interval", "区間"), null, s => double.IsNaN(s.Low) ? "–" : $"{HtmlNumber.Value(Math.Exp(s.Low), 3)} … {HtmlNumber.Value(Math.Exp(s.High), 3)}")
            .Text(Say("Margins", "許容差"), null, s => double.IsNaN(s.MarginLow) ? "–" : $"{HtmlNumber.Value(Math.Exp(s.MarginLow), 3)} … {HtmlNumber.Value(Math.Exp(s.MarginHigh), 3)}")
            .Number(Say("p of exchanging lots", "ロット入れ替えp値"), null, s => s.PExchange, HtmlNumber.Flat)
            .Number(Say("over all states", "全状態でのp値"), null, s => s.PFamily, HtmlNumber.Flat)
            .Text(Say("Verdict", "判定"), null, s => CompareWords.Of(s.Verdict))
            .Make(c.States));
        if (c.Flags.Count > 0) html.Add($"""<p class="note">{Say(string.Join("; ", c.Flags.Select(x => CompareWords.Flag(x).En)) + ".", string.Join("、", c.Flags.Select(x => CompareWords.Flag(x).Ja)) + "。")}</p>""");
        if (f.Scan is { } scan) Scan(html, scan);
        html.Add($"</section>\n");
        return html;
    }

    private static void Scan(Markup html, ScanFinding scan)
    {
        string all = NumberText.Count(scan.Labellings), floor = NumberText.P(scan.SmallestP), p = NumberText.P(scan.P);
        html.Add($"<h3>{Say("Untargeted scan: do the cells differ anywhere?", "網羅的比較: 細胞はどこかで異なるか")}</h3><p>{Say($"In the embedding {scan.Source}, without a look at states. Lots were exchanged ({all} {(scan.Exact ? "labellings, all there are" : "random labellings")}; smallest possible p {floor}); exchanging cells would call most lots different, and is not offered.", $"埋め込み{scan.Source}において、状態を見ずに比較しました。ロットを入れ替えています({all}通り{(scan.Exact ? "、全通り" : "の無作為な入れ替え")}、p値の下限{floor})。細胞の入れ替えは多くの場合に差異ありとなるため提供していません。")}</p>");
        html.Add(new HtmlTable<ScanTest>(Say("Distances", "距離")) { Sortable = false }
            .Text(Say("Distance", "距離"), null, t => t.Distance switch { "energy" => Say("energy distance", "エネルギー距離"), "mmd" => Say("MMD² (Gaussian kernel)", "MMD²(ガウスカーネル)"), "sliced_wasserstein" => Say("sliced Wasserstein-2", "スライスWasserstein-2"), _ => Say("shares of places (largest)", "箇所の割合(最大)") })
            .Number(Say("Value", "値"), null, t => t.Statistic, v => HtmlNumber.Value(v, 4))
            .Number(Say("p of exchanging lots", "ロット入れ替えp値"), null, t => t.P, HtmlNumber.Flat)
            .Make(scan.Tests));
        html.Add($"<p>{Say($"All four together: p {p}: {CompareWords.Of(scan.Verdict).En}. The nearest other lot is of the same side for {NumberText.Percent(scan.NearestAccuracy)} of the lots (p {NumberText.P(scan.NearestP)}). Energy distance without a lot's distance to itself {HtmlNumber.Value(scan.Unbiased, 3)}, 95 % bound {HtmlNumber.Value(scan.UnbiasedHigh, 3)}; between halves of the lots before 95 % lie below {HtmlNumber.Value(scan.SelfDistance, 3)}.", $"4つ全体のp値は{p}: {CompareWords.Of(scan.Verdict).Ja}。最も近いロットが同じ側である割合は{NumberText.Percent(scan.NearestAccuracy)}(p値{NumberText.P(scan.NearestP)})。自己距離を除いたエネルギー距離{HtmlNumber.Value(scan.Unbiased, 3)}、95%上限{HtmlNumber.Value(scan.UnbiasedHigh, 3)}。変更前ロットの半分どうしの距離の95%点は{HtmlNumber.Value(scan.SelfDistance, 3)}。")}</p>");
        foreach (string remark in scan.Remarks) html.Add($"""<p class="note"><span lang="en-x-note">{remark}</span></p>""");
        html.Add($"<h3>{Say("The places that drive it", "差異を動かす箇所")}</h3>");
        html.Add(new HtmlTable<ScanPlace>(Say("Places", "箇所")) { Marked = s => s.PFamily <= 0.05 }
            .Number(Say("Place", "箇所"), null, s => s.Place, v => NumberText.Count(v))
            .Text(Say("Mostly", "主な状態"), null, s => s.State.Length == 0 ? (Said)"" : Say($"{CompareWords.State(s.State).En} ({NumberText.Percent(s.StateShare)})", $"{CompareWords.State(s.State).Ja}({NumberText.Percent(s.StateShare)})"))
            .Count(Say("Cells", "細胞数"), null, s => s.Cells)
            .Number(Say("Share before", "変更前の割合"), null, s => s.ShareBefore, NumberText.Percent)
            .Number(Say("Share after", "変更後の割合"), null, s => s.ShareAfter, NumberText.Percent)
            .Text(Say("Interval of the difference", "差の区間"), Say("Percentage points, over lots.", "パーセントポイント、ロット間。"), s => double.IsNaN(s.Low) ? "–" : $"{HtmlNumber.Value(100 * s.Low, 3)} … {HtmlNumber.Value(100 * s.High, 3)}")
            .Number(Say("p", "p値"), null, s => s.PExchange, HtmlNumber.Flat)
            .Number(Say("over all places", "全箇所でのp値"), null, s => s.PFamily, HtmlNumber.Flat)
            .Make(scan.Places.Take(MostPlaces)));
        html.Add($"""<p class="note">{Say($"The {Math.Min(MostPlaces, scan.Places.Count)} most certain of {scan.Places.Count} places; all are in scan_places.csv.", $"{scan.Places.Count}か所のうち確かな{Math.Min(MostPlaces, scan.Places.Count)}か所。すべてはscan_places.csvにあります。")}</p>""");
    }
}
