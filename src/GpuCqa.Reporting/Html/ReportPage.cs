using System.Security.Cryptography;
using System.Text;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Sections;
using GpuCqa.Reporting.Sections.Evidence;
using GpuCqa.Reporting.Sections.Comparisons;
using GpuCqa.Reporting.Sections.Mapping;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Html;

/// <summary>report.html: one file that needs no network, in English and Japanese, for the scientist who has to believe the finding.</summary>
/// <remarks>Deterministic but for one line, the times of the run: the same result gives the same bytes.</remarks>
public static class ReportPage
{
    /// <summary>File name in the result folder.</summary>
    public const string FileName = "report.html";

    // One script, put together in this order; each file is about one thing.
    private static readonly string[] Scripts = ["bytes.js", "language.js", "tables.js", "copy.js", "data.js", "palettes.js", "schemes.js", "webgl.js", "pixels.js", "places.js", "map.js", "legend.js", "chosen.js", "pointer.js", "tip.js", "listen.js", "lots.js", "small-maps.js", "downloads.js", "start.js"];

    // Every section there is, in the order of the page. A verb adds its own here; those whose part a result lacks do not show.
    private static readonly ReportSection[] Sections =
    [
        new StatementSection(), new PlanAssociationSection(), new PlanEquivalenceSection(), new PlanHazardSection(), new SpecificationSection(), new DetectSection(), new SpikeSection(), new QualificationSection(),
        new FindingSection(), new MapSection(), new NeighbourhoodSection(), new CompositionSection(), new CandidateSection(), new AssociationSection(), new PredictionSection(), new EffectiveSection(),
        new StabilitySection(), new RefitSection(), new MarkerSection(), new ProgramSection(), new ImageSection(), new LotSection(), new TestedLotSection(),
        new MapFindingSection(), new ReplicationSection(), new FalsificationSection(), new MappedMapSection(), new UnmappedSection(), new RemovedSection(), new MarkerHighSection(), new MappedCompositionSection(), new MappedLotSection(), new LimitSection(),
        new PotencyFindingSection(), new PotencyLotSection(), new PotencyCurveSection(), new PerturbationFindingSection(), new PerturbationGeneSection(), new PerturbationReagentSection(),
        new RegistryFindingSection(), new RegistryMatrixSection(), new RegistryCellSection(),
        new CompareFindingSection(), new FlowSection(), new SignatureSection(), new AttributeSection(), new ComparedCellsSection(), new MethodGateSection(),
        new MethodSection(), new DownloadSection(),
    ];

    /// <summary>The document of a result that still holds its cells' values.</summary>
    public static string Text(AnalysisResult result, Provenance provenance, ReportLanguage language = ReportLanguage.English) => Text(ReportSource.Of(result, provenance, language));

    /// <summary>The document.</summary>
    public static string Text(ReportSource source)
    {
        var context = new ReportContext(source);
        ReportSection[] shown = [.. Sections.Where(s => s.Shows(context))];
        Dictionary<string, string> own = shown.SelectMany(s => s.Scripts).ToDictionary();
        string script = "(() => {\n'use strict';\n" + string.Concat(Scripts.Select(name => Resource(own.GetValueOrDefault(name, name)))) + "})();\n";
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Said title = context.Verb.Headline(source.Result);
        var html = new Markup();
        html.Add($"""
            <!doctype html>
            <html lang="{source.Language.Code()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'">
            <title data-en="{title.En} · GpuCqa" data-ja="{title.Ja} · GpuCqa">{title.In(source.Language)} · GpuCqa</title><style>
            """);
        html.Trusted(Resource("report.css"));
        foreach (string style in shown.Select(s => s.Style).OfType<string>().Distinct()) html.Trusted(Resource(style));
        html.Add($"""</style></head><body><a class="skip" href="#finding">{Say("Skip to the finding", "結果へ移動")}</a><header><p class="brand"><b>GpuCqa</b> {context.Verb.Brand}</p><p class="facts">{context.Verb.Facts(source.Result)}</p><p class="languages" role="group" aria-label="Language / 言語"><button type="button" data-language="en" lang="en-x-name">English</button><button type="button" data-language="ja" lang="ja-x-name">日本語</button></p><nav{Markup.Attribute("aria-label", Say("Sections", "目次"))}><ul>""");
        foreach (ReportSection section in shown) html.Add($"""<li><a href="#{section.Id}">{section.Title}</a></li>""");

        html.Add($"</ul></nav></header><main>\n");
        foreach (ReportSection section in shown) html.Add(section.Make(context));
        html.Add($"</main><footer><p>{Say($"Made by GpuCqa {source.Provenance.EngineVersion}. Everything that this page shows is in this file; it asks no network for anything.", $"GpuCqa {source.Provenance.EngineVersion}により作成。表示内容はすべてこのファイルに含まれ、ネットワークには接続しません。")}</p></footer><script>");
        html.Trusted(script);
        html.Add($"</script></body></html>\n");
        return html.ToString();
    }

    /// <summary>Writes the report into a folder that holds its tables.</summary>
    public static void WriteFile(ReportSource source, string path) =>
        File.WriteAllText(path, Text(source), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static string Resource(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
