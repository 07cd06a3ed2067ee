using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;

namespace GpuCqa.Reporting.Sections;

/// <summary>Fraction against readout for the best candidates, each group of cells once per readout.</summary>
internal static class CandidateSection
{
    public static Markup Make(ReportContext context)
    {
        var html = new Markup();
        if (context.Candidates.Count < 2) return html;
        html.Add($"""<section id="candidates"><h2>The candidates side by side</h2><p>In the order of the ranking; clusters of other resolutions that hold the same cells (Jaccard index {NumberText.Plain(CandidateSelection.SameCells)} or more) are one candidate. """);
        html.Add($"The axes differ from picture to picture.</p><div class=\"panels\">");
        foreach (Candidate candidate in context.Candidates)
        {
            Association a = candidate.Association;
            bool reaches = a.PFamily <= context.Result.Parameters.Alpha;
            (Markup svg, int unnamed) = ScatterPicture.Draw(context.Points(a), a.Readout, a.Cluster, a == context.Finding.Best ? Palette.Focus : "#0072b2", 330, 280);
            html.Add($"""<figure><figcaption><strong>Cluster {a.Cluster} at resolution {NumberText.Plain(a.Resolution)}{(context.Result.Parameters.Readouts.Count > 1 ? $" · {a.Readout}" : "")}</strong><br>""");
            html.Add($"rho {HtmlNumber.Rho(a.Rho)}, family-wise p {HtmlNumber.P(a.PFamily)}{(reaches ? "" : " (does not reach the level)")}</figcaption>{svg}{FindingSection.Unnamed(unnamed, context.Result.Lots.Count)}");
            if (candidate.Same.Count > 0)
                html.Add($"""<p class="note">Same cells: {Same(candidate)}.</p>""");
            html.Add($"</figure>");
        }

        html.Add($"</div></section>\n");
        return html;
    }

    /// <summary>The clusters of other resolutions that hold the same cells, in words.</summary>
    public static string Same(Candidate candidate) =>
        string.Join(", ", candidate.Same.OrderBy(s => s.Association.Resolution).Take(6)
            .Select(s => $"cluster {s.Association.Cluster} at {NumberText.Plain(s.Association.Resolution)} (Jaccard {NumberText.Significant(s.Jaccard, 2)}, rho {HtmlNumber.Rho(s.Association.Rho)})"));
}
