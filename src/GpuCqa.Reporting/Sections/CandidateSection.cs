using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Fraction against readout for the best candidates, each group of cells once per readout.</summary>
internal sealed class CandidateSection : ReportSection
{
    public override string Id => "candidates";

    public override Said Title => Say("Candidates", "候補");

    public override bool Shows(ReportContext context) => context.Tests is { Candidates.Count: >= 2 };

    public override Markup Make(ReportContext context)
    {
        TestsContext tests = context.Tests!;
        var html = new Markup();
        string same = NumberText.Plain(CandidateSelection.SameCells);
        Said groups = context.Map is null
            ? Say("In the order of the ranking. The axes differ from picture to picture.", "順位順です。軸は図ごとに異なります。")
            : Say($"In the order of the ranking; clusters of other resolutions that hold the same cells (Jaccard index {same} or more) are one candidate. The axes differ from picture to picture.", $"順位順です。他の解像度で同じ細胞を含むクラスター(Jaccard指数{same}以上)は1つの候補にまとめています。軸は図ごとに異なります。");
        html.Add($"""<section id="candidates"><h2>{Say("The candidates side by side", "候補の比較")}</h2><p>{groups}</p><div class="panels">""");
        foreach (Candidate candidate in tests.Candidates)
        {
            Association a = candidate.Association;
            StateName name = tests.Names.Of(a.State);
            bool reaches = a.PFamily <= tests.Findings.Parameters.Alpha;
            string readout = tests.Findings.Parameters.Readouts.Count > 1 ? $" · {a.Readout}" : "";
            (Scene scene, int unnamed) = ScatterPicture.Draw(tests.Points(a), tests.WordsOf(a.Readout), name, a == tests.Finding.Best ? Palette.Focus : "#0072b2", 330, 280);
            html.Add($"""<figure><figcaption><strong>{Say(name.Heading.En + readout, name.Heading.Ja + readout)}</strong><br>""");
            html.Add($"{Say("rho", "ρ")} {HtmlNumber.Rho(a.Rho)} ({HtmlNumber.Range(a.IntervalLow, a.IntervalHigh)}), {Say("family-wise p", "ファミリーワイズp値")} {HtmlNumber.P(a.PFamily)}{(reaches ? "" : Say(" (does not reach the level)", "(水準に届きません)"))}</figcaption>{SvgWriter.Inline(scene)}{FindingSection.Unnamed(unnamed, tests.Findings.Lots.Count)}");
            if (candidate.Same.Count > 0)
                html.Add($"""<p class="note">{Say($"Same cells: {Same(tests, candidate).En}.", $"同じ細胞: {Same(tests, candidate).Ja}。")}</p>""");
            html.Add($"</figure>");
        }

        html.Add($"</div></section>\n");
        return html;
    }

    /// <summary>The clusters of other resolutions that hold the same cells, in words.</summary>
    public static Said Same(TestsContext tests, Candidate candidate)
    {
        var same = candidate.Same.OrderBy(s => tests.ResolutionOf(s.Association)).Take(6)
            .Select(s => (Cluster: s.Association.State.Index, Resolution: NumberText.Plain(tests.ResolutionOf(s.Association)), Jaccard: NumberText.Index(s.Jaccard), Rho: HtmlNumber.Rho(s.Association.Rho))).ToArray();
        return Say(string.Join(", ", same.Select(s => $"cluster {s.Cluster} at {s.Resolution} (Jaccard {s.Jaccard}, rho {s.Rho})")), string.Join("、", same.Select(s => $"解像度{s.Resolution}のクラスター{s.Cluster}(Jaccard {s.Jaccard}、ρ {s.Rho})")));
    }
}
