using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;

namespace GpuCqa.Reporting.Sections;

/// <summary>The first screen: what the design can show, the finding with its certainty, its picture, and what it does not say.</summary>
internal static class FindingSection
{
    public static Markup Make(ReportContext context)
    {
        DiscoveryResult result = context.Result;
        var html = new Markup();
        html.Add($"""<section id="finding" class="first"><div class="say"><h1>{FindingText.Headline(result)}</h1>""");
        html.Add($"""<p class="lead">{FindingText.Sentence(result)}</p>""");
        html.Add($"""<p class="design{(result.Design.CanReachAlpha ? "" : " warning")}"><strong>What this design can show.</strong> {result.Design.Sentence}""");
        html.Add($"</p>{Figures(context)}</div>{Picture(context)}");
        html.Add($"""<div class="unsaid"><h2>What this does not say</h2><ul>""");
        foreach (string caveat in FindingText.Caveats(result)) html.Add($"<li>{caveat}</li>");
        html.Add($"</ul></div></section>\n");
        return html;
    }

    private static Markup Figures(ReportContext context)
    {
        DiscoveryResult result = context.Result;
        var html = new Markup();
        html.Add($"""<dl class="figures">""");
        if (context.Finding.Best is { } best)
        {
            Figure(html, "Spearman rho", Markup.Of($"{HtmlNumber.Rho(best.Rho)}"), double.IsNaN(best.IntervalLow) ? "interval not defined" : $"{NumberText.Plain(Math.Round(100 * result.Parameters.Confidence, 6))}% interval {HtmlNumber.Range(best.IntervalLow, best.IntervalHigh)}");
            Figure(html, "Family-wise p", HtmlNumber.P(best.PFamily), $"maxT over {NumberText.Count(context.Finding.FamilySize)} tests");
            Figure(html, result.Design.Exact ? "Exact p" : "Monte Carlo p", HtmlNumber.P(best.P), result.Design.Exact ? $"all {NumberText.Count(result.Design.Permutations)} orders" : $"{NumberText.Count(result.Design.Permutations)} random orders");
        }

        Figure(html, "Smallest possible p", HtmlNumber.P(result.Design.SmallestP), "of one test in this design");
        Figure(html, "Lots", Markup.Of($"{NumberText.Count(context.Finding.Best?.Lots ?? result.Design.Lots)}"), "the replicates");
        if (context.Finding.Best is { } found)
        {
            Figure(html, "Cells", Markup.Of($"{NumberText.Count(found.Cells)}"), $"in the cluster, of {NumberText.Count(result.Cells.Count)} ({NumberText.Percent((double)found.Cells / result.Cells.Count)})");
            Figure(html, "Leaving one lot out", Markup.Of($"{HtmlNumber.Range(found.LeaveOneOutLow, found.LeaveOneOutHigh)}"), "smallest and largest rho");
            double[] shares = [.. context.Points(found).Select(p => p.Fraction.Fraction).Where(double.IsFinite)];
            if (shares.Length > 0) Figure(html, "Share of a lot", Markup.Of($"{NumberText.Percent(shares.Min())} to {NumberText.Percent(shares.Max())}"), "lowest and highest lot");
        }
        else
        {
            Figure(html, "Cells", Markup.Of($"{NumberText.Count(result.Cells.Count)}"), "after quality control");
        }

        html.Add($"</dl>");
        if (context.Candidates.Count > 0 && context.Candidates[0].Same.Count > 0)
            html.Add($"""<p class="note">The same cells are found again at other resolutions: {CandidateSection.Same(context.Candidates[0])}.</p>""");
        if (context.Finding.Best is { Flags.Count: > 0 } flagged) html.Add($"""<p class="warning"><strong>Warnings:</strong> {string.Join("; ", flagged.Flags.Select(FlagText.Of))}.</p>""");
        return html;
    }

    private static Markup Picture(ReportContext context)
    {
        if (context.Finding.Best is not { } best) return Markup.Of($"");
        IReadOnlyList<ScatterPoint> points = context.Points(best);
        (Markup wide, int unnamedWide) = ScatterPicture.Draw(points, best.Readout, best.Cluster, Palette.Focus, 540, 430);
        (Markup narrow, int unnamedNarrow) = ScatterPicture.Draw(points, best.Readout, best.Cluster, Palette.Focus, 350, 340);
        var html = new Markup();
        html.Add($"""<figure class="main"><figcaption><strong>Share of cluster {best.Cluster} (resolution {NumberText.Plain(best.Resolution)}) against {best.Readout}</strong></figcaption>""");
        html.Add($"""<div class="only-wide">{wide}{Unnamed(unnamedWide, points.Count)}</div><div class="only-narrow">{narrow}{Unnamed(unnamedNarrow, points.Count)}</div>""");
        html.Add($"""<p class="note">One point a lot. Thick bars: {NumberText.Plain(Math.Round(100 * context.Result.Parameters.Confidence, 6))}% Wilson interval, the sampling of cells alone; thin bars: with overdispersion between aliquots of a lot.</p>""");
        html.Add($"<details><summary>The numbers in this picture</summary>{Table(context, points, best)}</details></figure>");
        return html;
    }

    /// <summary>Says how many names found room, where not all did.</summary>
    public static Markup Unnamed(int unnamed, int lots) => unnamed == 0 ? Markup.Of($"") : Markup.Of($"""<p class="note">{lots - unnamed} of {lots} lots named, where names do not collide.</p>""");

    private static Markup Table(ReportContext context, IReadOnlyList<ScatterPoint> points, Association best) =>
        new HtmlTable<ScatterPoint>($"Share of cluster {best.Cluster} per lot")
            .Text("Lot", null, p => p.Fraction.Lot)
            .Number(best.Readout, null, p => p.Readout, HtmlNumber.Given)
            .Count("Cells in cluster", null, p => p.Fraction.Count)
            .Count("Cells", "Cells of the lot after quality control", p => p.Fraction.Cells)
            .Number("Share", "p(cluster | lot)", p => p.Fraction.Fraction, p => p.Fraction.Count == 0 ? $"0 (at most {NumberText.Percent(p.Fraction.WilsonHigh)})" : NumberText.Percent(p.Fraction.Fraction))
            .Number("Wilson", "Interval: sampling of cells alone", p => p.Fraction.WilsonLow, p => $"{NumberText.Percent(p.Fraction.WilsonLow)} to {NumberText.Percent(p.Fraction.WilsonHigh)}")
            .Number("Overdispersed", "Interval: with overdispersion between aliquots", p => p.Fraction.OverdispersedLow, p => $"{NumberText.Percent(p.Fraction.OverdispersedLow)} to {NumberText.Percent(p.Fraction.OverdispersedHigh)}")
            .Make(points);

    private static void Figure(Markup html, string name, Markup value, string note) => html.Add($"<div><dt>{name}</dt><dd><b>{value}</b><span>{note}</span></dd></div>");
}
