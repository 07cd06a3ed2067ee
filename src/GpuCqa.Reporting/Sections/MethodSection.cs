using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Reporting.Sections;

/// <summary>How it was done: text to paste, alignment, notes, parameters, provenance. Nothing here depends on the machine's speed or paths.</summary>
internal static class MethodSection
{
    public static Markup Make(ReportContext context)
    {
        DiscoveryResult result = context.Result;
        var html = new Markup();
        html.Add($"""<section id="method"><h2>How it was done</h2><blockquote id="methods-text"><p>{MethodsParagraph.Text(result, context.Provenance.EngineVersion)}</p></blockquote><p><button type="button" class="copy" data-copy="methods-text">Copy this text</button></p>""");
        html.Add($"<h3>Alignment of lots</h3>{Alignment(result.Alignment)}");
        if (result.Notes.Count > 0)
        {
            html.Add($"<h3>Notes</h3><ul>");
            foreach (string note in result.Notes) html.Add($"<li>{note}</li>");
            html.Add($"</ul>");
        }

        html.Add($"<h3>Clusterings</h3>{Clusterings(result)}");
        html.Add($"<h3>Parameters</h3>{Pairs("Parameters", ParameterList.Text(result.Parameters))}");
        html.Add($"<h3>Provenance</h3><p>Packages, timings, paths and threads are in provenance.json.</p>{Pairs("Provenance", Facts(context.Provenance))}");
        html.Add(new HtmlTable<InputRecord>("Inputs") { Sortable = false }
            .Text("Input", null, i => i.Label)
            .Count("Bytes", null, i => i.Bytes)
            .Rich("SHA-256", null, i => Markup.Of($"<code>{i.Sha256}</code>"))
            .Make(context.Provenance.Inputs));
        html.Add($"</section>\n");
        return html;
    }

    private static Markup Alignment(AlignmentResult a)
    {
        string choice = (a.Requested, a.Method) switch
        {
            ("auto", "none") when double.IsNaN(a.MixingBefore) => "Asked for auto: there was nothing to compare, nothing was aligned.",
            ("auto", "none") => $"Asked for auto: every lot lies within the others (overlap at least {NumberText.Plain(a.Threshold)}), nothing was aligned.",
            ("auto", _) => $"Asked for auto: a lot lies apart from the others (overlap below {NumberText.Plain(a.Threshold)}), so the lots were aligned by {a.Method}, {a.Iterations} iterations.",
            (_, "none") => "Asked for none: nothing was aligned.",
            _ => $"Asked for {a.Requested}: the lots were aligned by {a.Method}, {a.Iterations} iterations.",
        };
        return Markup.Of($"<p>{choice} Overlap of the lot that overlaps least with the others, relative to the overlap of a lot with itself (about 1: every lot lies within the others; 0: a lot lies apart): {HtmlNumber.Value(a.MixingBefore, 3)} before, {HtmlNumber.Value(a.MixingAfter, 3)} after. The measure never sees a readout.</p>");
    }

    private static Markup Clusterings(DiscoveryResult result) =>
        new HtmlTable<Clustering>("Clusterings") { Sortable = false }
            .Number("Resolution", null, c => c.Resolution, NumberText.Plain)
            .Text("Algorithm", null, c => c.Algorithm)
            .Count("Clusters", null, c => c.Clusters)
            .Number("Quality", "RB-configuration quality, not normalised", c => c.Quality, v => HtmlNumber.Value(v, 8))
            .Make(result.Clusterings);

    private static List<KeyValuePair<string, string>> Facts(Provenance p)
    {
        return
        [
            new("engine", $"GpuCqa {p.EngineVersion}"),
            new("commit", p.EngineCommit ?? "not known"),
            new("device", p.Device.Kind),
            new("operations that ran on the host", p.HostOperations.Count == 0 ? "none" : string.Join(", ", p.HostOperations.Select(o => $"{o.Key} ({NumberText.Count(o.Value)})"))),
        ];
    }

    private static Markup Pairs(string caption, IEnumerable<KeyValuePair<string, string>> pairs) =>
        new HtmlTable<KeyValuePair<string, string>>(caption) { Sortable = false }.Text("Name", null, p => p.Key).Text("Value", null, p => p.Value).Make(pairs);
}
