using System.Security.Cryptography;
using System.Text;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Sections;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Html;

/// <summary>report.html: one file that needs no network, in English and Japanese, for the scientist who has to believe the finding.</summary>
/// <remarks>Deterministic but for one line, the times of the run: the same result gives the same bytes.</remarks>
public static class ReportPage
{
    /// <summary>File name in the result folder.</summary>
    public const string FileName = "report.html";

    // One script, put together in this order; each file is about one thing.
    private static readonly string[] Scripts = ["bytes.js", "language.js", "tables.js", "copy.js", "data.js", "schemes.js", "webgl.js", "pixels.js", "places.js", "map.js", "legend.js", "pointer.js", "lots.js", "downloads.js", "start.js"];

    /// <summary>The document of a result that still holds its cells' values.</summary>
    public static string Text(DiscoveryResult result, Provenance provenance, ReportLanguage language = ReportLanguage.English) => Text(ReportSource.Of(result, provenance, language));

    /// <summary>The document.</summary>
    public static string Text(ReportSource source)
    {
        var context = new ReportContext(source);
        DiscoveryResult result = source.Result;
        (string Id, Said Title, Markup Body)[] sections =
        [
            ("finding", Say("Finding", "結果"), FindingSection.Make(context)),
            ("map", Say("Cells", "細胞"), MapSection.Make(context)),
            ("composition", Say("Lots' composition", "ロットの構成"), CompositionSection.Make(context)),
            ("candidates", Say("Candidates", "候補"), CandidateSection.Make(context)),
            ("associations", Say("All tests", "全検定"), AssociationSection.Make(context)),
            ("stability", Say("Stability", "安定性"), StabilitySection.Make(context)),
            ("markers", Say("Markers", "マーカー"), MarkerSection.Make(context)),
            ("lots", Say("Lots and QC", "ロットと品質管理"), LotSection.Make(context)),
            ("method", Say("How it was made", "作成方法"), MethodSection.Make(context)),
            ("downloads", Say("Tables", "表"), DownloadSection.Make(context)),
        ];
        string script = "(() => {\n'use strict';\n" + string.Concat(Scripts.Select(Resource)) + "})();\n";
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Said title = FindingSection.Headline(result);
        var html = new Markup();
        html.Add($"""
            <!doctype html>
            <html lang="{source.Language.Code()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'">
            <title data-en="{title.En} · GpuCqa" data-ja="{title.Ja} · GpuCqa">{title.In(source.Language)} · GpuCqa</title><style>
            """);
        html.Trusted(Resource("report.css"));
        html.Add($"""</style></head><body><a class="skip" href="#finding">{Say("Skip to the finding", "結果へ移動")}</a><header><p class="brand"><b>GpuCqa</b> {Say("discovery", "探索結果")}</p><p class="facts">{Facts(result)}</p><p class="languages" role="group" aria-label="Language / 言語"><button type="button" data-language="en" lang="en-x-name">English</button><button type="button" data-language="ja" lang="ja-x-name">日本語</button></p><nav{Markup.Attribute("aria-label", Say("Sections", "目次"))}><ul>""");
        foreach ((string id, Said name, Markup body) in sections)
        {
            if (!body.IsEmpty) html.Add($"""<li><a href="#{id}">{name}</a></li>""");
        }

        html.Add($"</ul></nav></header><main>\n");
        foreach ((_, _, Markup body) in sections) html.Add(body);
        html.Add($"</main><footer><p>{Say($"Made by GpuCqa {source.Provenance.EngineVersion}. Everything that this page shows is in this file; it asks no network for anything.", $"GpuCqa {source.Provenance.EngineVersion}により作成。表示内容はすべてこのファイルに含まれ、ネットワークには接続しません。")}</p></footer><script>");
        html.Trusted(script);
        html.Add($"</script></body></html>\n");
        return html.ToString();
    }

    /// <summary>Writes the report into a folder that holds its tables.</summary>
    public static void WriteFile(ReportSource source, string path) =>
        File.WriteAllText(path, Text(source), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static Said Facts(DiscoveryResult result)
    {
        string lots = NumberText.Count(result.Map.Lots.Count), cells = NumberText.Count(result.Map.Cells.Count), kept = NumberText.Count(result.Map.Join.Kept), readouts = string.Join(", ", result.Parameters.Readouts);
        bool counts = result.Map.Modality == Core.Cohorts.CellModality.Counts;
        return Say($"{lots} lots · {cells} cells · {kept} {(counts ? "genes" : "features")} · {readouts}", $"{lots}ロット · {cells}細胞 · {kept}{(counts ? "遺伝子" : "特徴量")} · {readouts}");
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
