using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>The first screen of a family of tests: the finding with its certainty, what it rests on, its picture, and what it does not say.</summary>
internal sealed class FindingSection : ReportSection
{
    public override string Id => "finding";

    public override Said Title => Say("Finding", "結果");

    public override bool Shows(ReportContext context) => context.Tests is not null;

    public override Markup Make(ReportContext context)
    {
        TestsContext tests = context.Tests!;
        DesignStatement design = tests.Findings.Design;
        var html = new Markup();
        html.Add($"""<section id="finding" class="first"><div class="say"><p class="verdict {Verdict(context, tests).Class}">{Verdict(context, tests).Words}</p><h1>{context.Verb.Headline(context.Result)}</h1>""");
        html.Add($"""<p class="lead">{context.Verb.Sentence(context.Result)}</p>""");
        foreach (string warning in context.Result.Warnings) html.Add($"""<p class="warning"><strong>{Say("Undermines this finding:", "この結果の信頼性を損なう点(英語):")}</strong> <span lang="en-x-note">{warning}</span></p>""");
        foreach (FindingExtent extent in tests.Findings.Extents.Where(e => e.Parts.Count > 1)) html.Add(Extent(tests, extent, new LeadingGenes(context.Map)));
        html.Add($"""<p class="design{(design.CanReachAlpha ? "" : " warning")}"><strong>{Say("What this design can show.", "この設計で示せること。")}</strong> {Say(design.Sentence, AssociationJapanese.Design(tests.Findings))}""");
        if (design.Restriction is not null) html.Add($" {RestrictionText.Pictures(design)}");
        html.Add($"</p>{Remarks(context, tests)}</div>{Picture(tests)}");
        html.Add($"""<div class="rests"><h2 class="small">{Say("What it rests on", "根拠")}</h2>{Figures(context, tests)}</div>""");
        html.Add($"""<div class="unsaid"><h2>{Say("What this does not say", "この結果が示さないこと")}</h2><ul>""");
        foreach (Said caveat in context.Verb.Caveats(context.Result)) html.Add($"<li>{caveat}</li>");
        html.Add($"</ul></div></section>\n");
        return html;
    }

    /// <summary>Says how many names found room, where not all did.</summary>
    public static Markup Unnamed(int unnamed, int lots) => unnamed == 0 ? Markup.Of($"") : Markup.Of($"""<p class="note">{Say($"{lots - unnamed} of {lots} lots named, where names do not collide.", $"{lots}ロットのうち、名前が重ならない{lots - unnamed}ロットに名前を付けています。")}</p>""");

    private static (string Class, Said Words) Verdict(ReportContext context, TestsContext tests)
    {
        string alpha = NumberText.Plain(tests.Findings.Parameters.Alpha);
        bool reaches = tests.Finding.ReachesAlpha || NeighbourhoodText.Reaches(context.Result);
        return tests.Finding switch
        {
            { Best: null } when tests.Findings.OtherTests == 0 => ("open", Say("Not testable", "検定できません")),
            _ when reaches && context.Result.Warnings.Count > 0 => ("open", Say($"Reaches family-wise level {alpha}, but the warnings below undermine it", $"ファミリーワイズ水準{alpha}に達しますが、下の警告がこの結果の信頼性を損ないます")),
            _ when reaches => ("shown", Say($"Shown at family-wise level {alpha}: association, not cause", $"ファミリーワイズ水準{alpha}で示された関連(因果ではありません)")),
            _ => ("open", Say($"Not shown at family-wise level {alpha}", $"ファミリーワイズ水準{alpha}では示されません")),
        };
    }

    private static Markup Figures(ReportContext context, TestsContext tests)
    {
        DesignStatement design = tests.Findings.Design;
        var html = new Markup();
        html.Add($"""<dl class="figures">""");
        if (tests.Finding.Best is { } best)
        {
            string confidence = tests.Confidence, range = HtmlNumber.Range(best.IntervalLow, best.IntervalHigh), orders = NumberText.Count(design.Permutations);
            Figure(html, RestrictionText.Rho(design), Markup.Of($"{HtmlNumber.Rho(best.Rho)}"), double.IsNaN(best.IntervalLow) ? Say("interval not defined", "区間は定義されません") : Say($"{confidence}% interval {range}", $"{confidence}%区間 {range}"));
            Figure(html, Say("Family-wise p", "ファミリーワイズp値"), HtmlNumber.P(best.PFamily), Say($"maxT over {NumberText.Count(tests.Finding.Corrected)} tests", $"検定{NumberText.Count(tests.Finding.Corrected)}件全体(maxT)"));
            Figure(html, design.Restriction is { Covariates.Count: > 0 } ? Say("Approximate p", "近似のp値") : design.Exact ? Say("Exact p", "正確なp値") : Say("Monte Carlo p", "モンテカルロp値"), HtmlNumber.P(best.P), design.Exact ? Say($"all {orders} {OrderText.Of(design).En}", $"全{orders}通り") : Say($"{orders} random orders", $"無作為な{orders}通り"));
        }

        Figure(html, Say("Smallest possible p", "到達しうる最小のp値"), HtmlNumber.P(design.SmallestP), Say("of one test in this design", "この設計の単独検定"));
        Figure(html, Say("Lots", "ロット数"), Markup.Of($"{NumberText.Count(tests.Finding.Best?.Lots ?? design.Lots)}"), Say("the replicates", "反復の単位"));
        if (tests.Finding.Best is { } found)
        {
            if (found.Cells is { } own && AssociationText.Cells(tests.Findings, found) is { } all)
            {
                string total = NumberText.Count(all), share = NumberText.Percent(own / (double)all);
                Figure(html, Say("Cells", "細胞数"), Markup.Of($"{NumberText.Count(own)}"), Say($"in the {tests.Names.Noun.En}, of {total} ({share})", $"{tests.Names.Noun.Ja}内、全{total}のうち({share})"));
            }

            Figure(html, Say("Leaving one lot out", "1ロット除外時のρ"), Markup.Of($"{HtmlNumber.Range(found.LeaveOneOutLow, found.LeaveOneOutHigh)}"), Say("smallest and largest rho", "最小と最大"));
            double[] shares = [.. tests.Points(found).Select(p => p.Fraction.Fraction).Where(double.IsFinite)];
            if (shares.Length > 0) Figure(html, Say("Share of a lot", "ロット内の割合"), Markup.Of($"{NumberText.Percent(shares.Min())} … {NumberText.Percent(shares.Max())}"), Say("lowest and highest lot", "最低と最高のロット"));
        }
        else if (context.Map is { } map)
        {
            Figure(html, Say("Cells", "細胞数"), Markup.Of($"{NumberText.Count(map.Cells.Count)}"), Say("after quality control", "品質管理後"));
        }

        html.Add($"</dl>");
        return html;
    }

    private static Markup Extent(TestsContext tests, FindingExtent extent, LeadingGenes genes)
    {
        var html = new Markup();
        html.Add($"<details><summary>{Say($"The states of the finding for {extent.Readout}, and how each comes in", $"{extent.Readout}についての結果を構成する状態")}</summary>");
        HtmlTable<ExtentPart> table = new HtmlTable<ExtentPart>(Say($"States of the finding for {extent.Readout}", $"{extent.Readout}についての結果の状態")) { Sortable = false }
            .Text(tests.Names.Title, null, p => ExtentText.Name(p.State, tests.Names, genes))
            .Text(Say("Comes in as", "構成理由"), null, p => p.Role switch
            {
                ExtentRole.Lead => Say("the best of the family", "最上位"),
                ExtentRole.Wider when double.IsNaN(p.P) => Say("contains one of the above; what it adds is too few cells to be tested", "上の状態を含む(追加分は検定するには少なすぎます)"),
                ExtentRole.Wider => Say("contains one of the above; what it adds goes with the readout too", "上の状態を含み、追加分も連動"),
                _ => Say("other cells; goes with the readout without the above too", "別の細胞で、上の細胞を除いても連動"),
            });
        if (tests.Names.Counted) table.Count(Say("Cells added", "追加細胞数"), null, p => p.Cells ?? double.NaN);
        table.Number(Say("rho", "ρ"), Say("Of the share that was tested: what a wider state adds; of other states their share without the finding's cells.", "検定した割合のρ: 広い状態では追加分、他の状態では結果の細胞を除いた割合。"), p => p.Rho, HtmlNumber.Rho)
            .Number(Say("p (descriptive)", "p値(記述的)"), Say("Two-sided permutation p of this test alone; the states were chosen by looking. The family-wise p of the best carries the claim.", "この検定単独の両側並べ替えp値。状態は見たうえで選ばれており、主張の根拠は最上位のファミリーワイズp値です。"), p => p.P, HtmlNumber.Flat);
        html.Add($"{table.Make(extent.Parts)}");
        if (extent.Nested.Count > 0)
        {
            Said[] nested = [.. extent.Nested.Select(s => tests.Names.Of(s).At)];
            html.Add($"""<p class="note">{Say($"Within these, and no findings of their own: {string.Join(", ", nested.Select(n => n.En))}.", $"これらに含まれ、独立した結果ではないもの: {string.Join("、", nested.Select(n => n.Ja))}。")}</p>""");
        }

        html.Add($"</details>");
        return html;
    }

    private static Markup Remarks(ReportContext context, TestsContext tests)
    {
        var html = new Markup();
        if (tests.Candidates.Count > 0 && tests.Candidates[0].Same.Count > 0)
            html.Add($"""<p class="note">{Say($"The same cells are found again at other resolutions: {CandidateSection.Same(tests, tests.Candidates[0]).En}.", $"他の解像度でも同じ細胞が見つかります: {CandidateSection.Same(tests, tests.Candidates[0]).Ja}。")}</p>""");
        // The sentence of what is shown holds them.
        if (!tests.Finding.ReachesAlpha && tests.Finding.Best is { Flags.Count: > 0 } flagged)
        {
            Said[] flags = [.. flagged.Flags.Select(f => FlagText.Of(f, tests.Names))];
            html.Add($"""<p class="warning"><strong>{Say("Warnings:", "注意:")}</strong> {Say(string.Join("; ", flags.Select(f => f.En)) + ".", string.Join("、", flags.Select(f => f.Ja)) + "。")}</p>""");
        }

        // With cells, notes are mostly about these and stand with the method; without, they are about the test itself.
        if (context.Map is null)
        {
            foreach (string note in context.Result.Notes) html.Add($"""<p class="warning"><strong>{Say("Note:", "注記(英語):")}</strong> <span lang="en-x-note">{note}</span></p>""");
        }

        return html;
    }

    private static Markup Picture(TestsContext tests)
    {
        if (tests.Finding.Best is not { } best) return Markup.Of($"");
        IReadOnlyList<ScatterPoint> points = tests.Points(best);
        StateName name = tests.Names.Of(best.State);
        ReadoutWords readout = tests.WordsOf(best.Readout);
        (Scene wide, int unnamedWide) = ScatterPicture.Draw(points, readout, name, Palette.Focus, 540, 320);
        (Scene narrow, int unnamedNarrow) = ScatterPicture.Draw(points, readout, name, Palette.Focus, 350, 340);
        string confidence = tests.Confidence;
        var html = new Markup();
        html.Add($"""<figure class="main"><figcaption><strong>{Say($"Share of {name.Full.En} against {best.Readout}", $"{name.Full.Ja}の割合と{best.Readout}")}</strong></figcaption>""");
        html.Add($"""<div class="only-wide">{SvgWriter.Inline(wide)}{Unnamed(unnamedWide, points.Count)}</div><div class="only-narrow">{SvgWriter.Inline(narrow)}{Unnamed(unnamedNarrow, points.Count)}</div>""");
        Said bars = tests.Names.Counted
            ? Say($"One point a lot. Thick bars: {confidence}% Wilson interval, the sampling of cells alone; thin bars: with overdispersion between aliquots of a lot.", $"1点が1ロット。太い線: 細胞の抽出だけを考えた{confidence}% Wilson区間。細い線: 同じロットの分取(アリコート)間の過分散も含む区間。")
            : Say("One point a lot. No numbers of cells were given, so the shares have no intervals.", "1点が1ロット。細胞数が与えられていないため、割合の区間はありません。");
        html.Add($"""<p class="note">{bars}</p>""");
        html.Add($"<details><summary>{Say("The numbers in this picture", "この図の数値")}</summary>{Table(tests, points, name, readout)}</details></figure>");
        return html;
    }

    private static Markup Table(TestsContext tests, IReadOnlyList<ScatterPoint> points, StateName name, ReadoutWords readout)
    {
        Said noun = tests.Names.Noun;
        HtmlTable<ScatterPoint> table = new HtmlTable<ScatterPoint>(Say($"Share of {name.Short.En} per lot", $"ロットごとの{name.Short.Ja}の割合"))
            .Text(Say("Lot", "ロット"), null, p => p.Fraction.Lot)
            .Number(readout.Name, null, p => p.Readout, readout.Value);
        if (tests.Names.Counted)
        {
            Said meaning = tests.Names.Clusters ? Say("Cells of the lot after quality control", "品質管理後のロットの細胞数") : Say("Cells of the lot, those in no state included", "ロットの細胞数(どの状態にも属さない細胞を含む)");
            table.Count(Say($"Cells in {noun.En}", $"{noun.Ja}の細胞数"), null, p => p.Fraction.Count ?? double.NaN)
                .Count(Say("Cells", "細胞数"), meaning, p => p.Fraction.Cells ?? double.NaN);
        }

        table.Number(Say("Share", "割合"), Say($"p({noun.En} | lot)", $"p({noun.Ja} | ロット)"), p => p.Fraction.Fraction, p => p.Fraction.Count == 0 ? $"0 (≤ {NumberText.Percent(p.Fraction.WilsonHigh)})" : NumberText.Percent(p.Fraction.Fraction));
        if (tests.Names.Counted)
        {
            table.Number(Say("Wilson", "Wilson区間"), Say("Interval: sampling of cells alone", "細胞の抽出だけを考えた区間"), p => p.Fraction.WilsonLow, p => $"{NumberText.Percent(p.Fraction.WilsonLow)} … {NumberText.Percent(p.Fraction.WilsonHigh)}")
                .Number(Say("Overdispersed", "過分散区間"), Say("Interval: with overdispersion between aliquots", "分取間の過分散も含む区間"), p => p.Fraction.OverdispersedLow, p => $"{NumberText.Percent(p.Fraction.OverdispersedLow)} … {NumberText.Percent(p.Fraction.OverdispersedHigh)}");
        }

        return table.Make(points);
    }

    private static void Figure(Markup html, Said name, Markup value, Said note) => html.Add($"<div><dt>{name}</dt><dd><b>{value}</b><span class=\"under\">{note}</span></dd></div>");
}
