using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>The first screen: the finding with its certainty, what it rests on, its picture, and what it does not say.</summary>
internal static class FindingSection
{
    public static Markup Make(ReportContext context)
    {
        DiscoveryResult result = context.Result;
        var html = new Markup();
        html.Add($"""<section id="finding" class="first"><div class="say"><p class="verdict {Verdict(context).Class}">{Verdict(context).Words}</p><h1>{Headline(result)}</h1>""");
        html.Add($"""<p class="lead">{Say(FindingText.Sentence(result), FindingJapanese.Sentence(result))}</p>""");
        html.Add($"""<p class="design{(result.Tests.Design.CanReachAlpha ? "" : " warning")}"><strong>{Say("What this design can show.", "この設計で示せること。")}</strong> {Say(result.Tests.Design.Sentence, FindingJapanese.Design(result))}""");
        html.Add($"</p>{Remarks(context)}</div>{Picture(context)}");
        html.Add($"""<div class="rests"><h2 class="small">{Say("What it rests on", "根拠")}</h2>{Figures(context)}</div>""");
        html.Add($"""<div class="unsaid"><h2>{Say("What this does not say", "この結果が示さないこと")}</h2><ul>""");
        IReadOnlyList<string> english = FindingText.Caveats(result), japanese = FindingJapanese.Caveats(result);
        for (int i = 0; i < english.Count; i++) html.Add($"<li>{Say(english[i], japanese[i])}</li>");
        html.Add($"</ul></div></section>\n");
        return html;
    }

    public static Said Headline(DiscoveryResult result) => Say(FindingText.Headline(result), FindingJapanese.Headline(result));

    private static (string Class, Said Words) Verdict(ReportContext context) => context.Finding switch
    {
        { Best: null } => ("open", Say("Not testable", "検定できません")),
        { ReachesAlpha: true } => ("shown", Say($"Shown at family-wise level {NumberText.Plain(context.Result.Parameters.Alpha)}: association, not cause", $"ファミリーワイズ水準{NumberText.Plain(context.Result.Parameters.Alpha)}で示された関連(因果ではありません)")),
        _ => ("open", Say($"Not shown at family-wise level {NumberText.Plain(context.Result.Parameters.Alpha)}", $"ファミリーワイズ水準{NumberText.Plain(context.Result.Parameters.Alpha)}では示されません")),
    };

    private static Markup Figures(ReportContext context)
    {
        DiscoveryResult result = context.Result;
        var html = new Markup();
        html.Add($"""<dl class="figures">""");
        if (context.Finding.Best is { } best)
        {
            string confidence = NumberText.Plain(Math.Round(100 * result.Parameters.Confidence, 6)), range = HtmlNumber.Range(best.IntervalLow, best.IntervalHigh), orders = NumberText.Count(result.Tests.Design.Permutations);
            Figure(html, Say("Spearman rho", "スピアマンのρ"), Markup.Of($"{HtmlNumber.Rho(best.Rho)}"), double.IsNaN(best.IntervalLow) ? Say("interval not defined", "区間は定義されません") : Say($"{confidence}% interval {range}", $"{confidence}%区間 {range}"));
            Figure(html, Say("Family-wise p", "ファミリーワイズp値"), HtmlNumber.P(best.PFamily), Say($"maxT over {NumberText.Count(context.Finding.FamilySize)} tests", $"検定{NumberText.Count(context.Finding.FamilySize)}件全体(maxT)"));
            Figure(html, result.Tests.Design.Exact ? Say("Exact p", "正確なp値") : Say("Monte Carlo p", "モンテカルロp値"), HtmlNumber.P(best.P), result.Tests.Design.Exact ? Say($"all {orders} orders", $"全{orders}通り") : Say($"{orders} random orders", $"無作為な{orders}通り"));
        }

        Figure(html, Say("Smallest possible p", "到達しうる最小のp値"), HtmlNumber.P(result.Tests.Design.SmallestP), Say("of one test in this design", "この設計の単独検定"));
        Figure(html, Say("Lots", "ロット数"), Markup.Of($"{NumberText.Count(context.Finding.Best?.Lots ?? result.Tests.Design.Lots)}"), Say("the replicates", "反復の単位"));
        if (context.Finding.Best is { } found)
        {
            string total = NumberText.Count(result.Map.Cells.Count), share = NumberText.Percent(found.Cells.GetValueOrDefault() / (double)result.Map.Cells.Count);
            Figure(html, Say("Cells", "細胞数"), Markup.Of($"{NumberText.Count(found.Cells.GetValueOrDefault())}"), Say($"in the cluster, of {total} ({share})", $"クラスター内、全{total}のうち({share})"));
            Figure(html, Say("Leaving one lot out", "1ロット除外時のρ"), Markup.Of($"{HtmlNumber.Range(found.LeaveOneOutLow, found.LeaveOneOutHigh)}"), Say("smallest and largest rho", "最小と最大"));
            double[] shares = [.. context.Points(found).Select(p => p.Fraction.Fraction).Where(double.IsFinite)];
            if (shares.Length > 0) Figure(html, Say("Share of a lot", "ロット内の割合"), Markup.Of($"{NumberText.Percent(shares.Min())} … {NumberText.Percent(shares.Max())}"), Say("lowest and highest lot", "最低と最高のロット"));
        }
        else
        {
            Figure(html, Say("Cells", "細胞数"), Markup.Of($"{NumberText.Count(result.Map.Cells.Count)}"), Say("after quality control", "品質管理後"));
        }

        html.Add($"</dl>");
        return html;
    }

    private static Markup Remarks(ReportContext context)
    {
        var html = new Markup();
        if (context.Candidates.Count > 0 && context.Candidates[0].Same.Count > 0)
            html.Add($"""<p class="note">{Say($"The same cells are found again at other resolutions: {CandidateSection.Same(context, context.Candidates[0]).En}.", $"他の解像度でも同じ細胞が見つかります: {CandidateSection.Same(context, context.Candidates[0]).Ja}。")}</p>""");
        if (context.Finding.Best is { Flags.Count: > 0 } flagged)
        {
            Said[] flags = [.. flagged.Flags.Select(FlagText.Of)];
            html.Add($"""<p class="warning"><strong>{Say("Warnings:", "注意:")}</strong> {Say(string.Join("; ", flags.Select(f => f.En)) + ".", string.Join("、", flags.Select(f => f.Ja)) + "。")}</p>""");
        }

        return html;
    }

    private static Markup Picture(ReportContext context)
    {
        if (context.Finding.Best is not { } best) return Markup.Of($"");
        IReadOnlyList<ScatterPoint> points = context.Points(best);
        (Scene wide, int unnamedWide) = ScatterPicture.Draw(points, best.Readout, best.State.Index, Palette.Focus, 540, 320);
        (Scene narrow, int unnamedNarrow) = ScatterPicture.Draw(points, best.Readout, best.State.Index, Palette.Focus, 350, 340);
        string confidence = NumberText.Plain(Math.Round(100 * context.Result.Parameters.Confidence, 6));
        var html = new Markup();
        html.Add($"""<figure class="main"><figcaption><strong>{Say($"Share of cluster {best.State.Index} (resolution {NumberText.Plain(context.ResolutionOf(best))}) against {best.Readout}", $"クラスター{best.State.Index}(解像度{NumberText.Plain(context.ResolutionOf(best))})の割合と{best.Readout}")}</strong></figcaption>""");
        html.Add($"""<div class="only-wide">{SvgWriter.Inline(wide)}{Unnamed(unnamedWide, points.Count)}</div><div class="only-narrow">{SvgWriter.Inline(narrow)}{Unnamed(unnamedNarrow, points.Count)}</div>""");
        html.Add($"""<p class="note">{Say($"One point a lot. Thick bars: {confidence}% Wilson interval, the sampling of cells alone; thin bars: with overdispersion between aliquots of a lot.", $"1点が1ロット。太い線: 細胞の抽出だけを考えた{confidence}% Wilson区間。細い線: 同じロットの分取(アリコート)間の過分散も含む区間。")}</p>""");
        html.Add($"<details><summary>{Say("The numbers in this picture", "この図の数値")}</summary>{Table(context, points, best)}</details></figure>");
        return html;
    }

    /// <summary>Says how many names found room, where not all did.</summary>
    public static Markup Unnamed(int unnamed, int lots) => unnamed == 0 ? Markup.Of($"") : Markup.Of($"""<p class="note">{Say($"{lots - unnamed} of {lots} lots named, where names do not collide.", $"{lots}ロットのうち、名前が重ならない{lots - unnamed}ロットに名前を付けています。")}</p>""");

    private static Markup Table(ReportContext context, IReadOnlyList<ScatterPoint> points, Association best) =>
        new HtmlTable<ScatterPoint>(Say($"Share of cluster {best.State.Index} per lot", $"ロットごとのクラスター{best.State.Index}の割合"))
            .Text(Say("Lot", "ロット"), null, p => p.Fraction.Lot)
            .Number(best.Readout, null, p => p.Readout, HtmlNumber.Given)
            .Count(Say("Cells in cluster", "クラスターの細胞数"), null, p => p.Fraction.Count ?? double.NaN)
            .Count(Say("Cells", "細胞数"), Say("Cells of the lot after quality control", "品質管理後のロットの細胞数"), p => p.Fraction.Cells ?? double.NaN)
            .Number(Say("Share", "割合"), Say("p(cluster | lot)", "p(クラスター | ロット)"), p => p.Fraction.Fraction, p => p.Fraction.Count == 0 ? $"0 (≤ {NumberText.Percent(p.Fraction.WilsonHigh)})" : NumberText.Percent(p.Fraction.Fraction))
            .Number(Say("Wilson", "Wilson区間"), Say("Interval: sampling of cells alone", "細胞の抽出だけを考えた区間"), p => p.Fraction.WilsonLow, p => $"{NumberText.Percent(p.Fraction.WilsonLow)} … {NumberText.Percent(p.Fraction.WilsonHigh)}")
            .Number(Say("Overdispersed", "過分散区間"), Say("Interval: with overdispersion between aliquots", "分取間の過分散も含む区間"), p => p.Fraction.OverdispersedLow, p => $"{NumberText.Percent(p.Fraction.OverdispersedLow)} … {NumberText.Percent(p.Fraction.OverdispersedHigh)}")
            .Make(points);

    private static void Figure(Markup html, Said name, Markup value, Said note) => html.Add($"<div><dt>{name}</dt><dd><b>{value}</b><span class=\"under\">{note}</span></dd></div>");
}
