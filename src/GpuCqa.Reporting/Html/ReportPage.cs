using System.Text;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Sections;

namespace GpuCqa.Reporting.Html;

/// <summary>report.html: one file that needs no network, for the scientist who has to believe the finding.</summary>
/// <remarks>Deterministic: no time, timing, thread count or path is in it, so the same result gives the same bytes.</remarks>
public static class ReportPage
{
    /// <summary>File name in the result folder.</summary>
    public const string FileName = "report.html";

    /// <summary>The document.</summary>
    public static string Text(DiscoveryResult result, Provenance provenance)
    {
        var context = new ReportContext(result, provenance);
        (string Id, string Title, Markup Body)[] sections =
        [
            ("finding", "Finding", FindingSection.Make(context)),
            ("candidates", "Candidates", CandidateSection.Make(context)),
            ("composition", "Lots' composition", CompositionSection.Make(context)),
            ("map", "Cells", MapSection.Make(context)),
            ("associations", "All tests", AssociationSection.Make(context)),
            ("markers", "Markers", MarkerSection.Make(context)),
            ("lots", "Lots and QC", LotSection.Make(context)),
            ("method", "Methods", MethodSection.Make(context)),
        ];
        var html = new Markup();
        html.Add($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
            <title>{FindingText.Headline(result)} · GpuCqa</title><style>
            """);
        html.Trusted(Resource("report.css"));
        html.Add($"""</style></head><body><a class="skip" href="#finding">Skip to the finding</a><header><p class="brand"><b>GpuCqa</b> discovery</p>{Facts(result)}<nav aria-label="Sections"><ul>""");
        foreach ((string id, string title, Markup body) in sections)
        {
            if (body.ToString().Length > 0) html.Add($"""<li><a href="#{id}">{title}</a></li>""");
        }

        html.Add($"</ul></nav></header><main>\n");
        foreach ((_, _, Markup body) in sections) html.Add(body);
        html.Add($"</main><footer><p>Made by GpuCqa {provenance.EngineVersion}. Tables beside this file: associations.csv, clusters.csv, lots.csv, cells.csv.gz, markers.csv, genes.csv; for programs: summary.json, provenance.json, result.h5ad.</p></footer><script>");
        html.Trusted(Resource("report.js"));
        html.Add($"</script></body></html>\n");
        return html.ToString();
    }

    /// <summary>Writes the report into a folder.</summary>
    public static void WriteFile(DiscoveryResult result, Provenance provenance, string folder) =>
        File.WriteAllText(Path.Combine(folder, FileName), Text(result, provenance), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static Markup Facts(DiscoveryResult result) => Markup.Of(
        $"""<p class="facts">{NumberText.Count(result.Lots.Count)} lots · {NumberText.Count(result.Cells.Count)} cells · {NumberText.Count(result.Join.Kept)} {(result.Modality == Core.Cohorts.CellModality.Counts ? "genes" : "features")} · {string.Join(", ", result.Parameters.Readouts)}</p>""");

    private static string Resource(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
