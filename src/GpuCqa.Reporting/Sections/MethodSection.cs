using System.Globalization;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>How this was made: text to paste, alignment, notes, parameters, provenance, times.</summary>
/// <remarks>Times, threads and the machine stand on one line, marked by <see cref="TimesMark"/>: all other lines are a function of the result.</remarks>
internal sealed class MethodSection : ReportSection
{
    public override string Id => "method";

    public override Said Title => Say("How it was made", "作成方法");

    public override bool Shows(ReportContext context) => true;

    /// <summary>The id on the only line of a report that differs between runs of the same input.</summary>
    public const string TimesMark = "id=\"times\"";

    public override Markup Make(ReportContext context)
    {
        AnalysisResult result = context.Result;
        string version = context.Provenance.EngineVersion;
        var html = new Markup();
        html.Add($"""<section id="method"><h2>{Say("How this was made", "作成方法")}</h2><h3>{Say("Methods, ready to paste", "方法(そのまま貼り付け可)")}</h3><blockquote id="methods-text"><p>{context.Verb.Methods(result, version)}</p></blockquote><p><button type="button" class="copy" data-copy="methods-text"><span class="before">{Say("Copy this text", "この文章をコピー")}</span><span class="done" hidden>{Say("Copied", "コピーしました")}</span><span class="by-hand" hidden>{Say("Selected: press Ctrl+C", "選択しました: Ctrl+C を押してください")}</span></button></p>""");
        if (context.Map is { } aligned) html.Add($"<h3>{Say("Alignment of lots", "ロットの位置合わせ")}</h3><p>{Alignment(aligned.Alignment)}</p>");
        if (context.Mapping is { } mapping) html.Add($"<h3>{Say("The frozen reference", "固定された参照")}</h3>{Reference(mapping)}");
        if (result.Notes.Count > 0)
        {
            html.Add($"<h3>{Say("Notes of the engine", "エンジンからの注記(英語)")}</h3><ul lang=\"en-x-note\">");
            foreach (string note in result.Notes) html.Add($"<li>{note}</li>");
            html.Add($"</ul>");
        }

        if (context.Map is { } map) html.Add($"<h3>{Say("Clusterings", "クラスタリング")}</h3>{Clusterings(map)}");
        html.Add($"<h3>{Say("Parameters", "パラメーター")}</h3>{Pairs(Say("Parameters", "パラメーター"), ParameterList.Text(result.AllParameters).Select(p => ((Said)p.Key, (Said)p.Value)))}");
        html.Add($"<h3>{Say("Provenance", "来歴")}</h3><p>{Say("Packages, paths and the command line are in provenance.json.", "パッケージ、パス、コマンドラインはprovenance.jsonにあります。")}</p>{Pairs(Say("Provenance", "来歴"), Facts(context.Provenance))}");
        html.Add($"<h3>{Say("Inputs", "入力")}</h3>");
        html.Add(new HtmlTable<InputRecord>(Say("Inputs", "入力")) { Sortable = false }
            .Text(Say("Input", "入力"), null, i => i.Label)
            .Count(Say("Bytes", "バイト数"), null, i => i.Bytes)
            .Rich("SHA-256", null, i => Markup.Of($"<code>{i.Sha256}</code>"))
            .Make(context.Provenance.Inputs));
        html.Add($"<h3>{Say("Times of this run", "実行時間")}</h3>\n");
        html.Add(Times(context.Provenance));
        html.Add($"\n</section>\n");
        return html;
    }

    private static Markup Reference(MappingContext mapping)
    {
        ReferenceModel r = mapping.Reference;
        string lots = NumberText.Count(r.Lots.Count), cells = NumberText.Count(r.Cells.Count), genes = NumberText.Count(r.Genes.Count), selected = NumberText.Count(r.Pca.Genes.Length);
        return Pairs(Say("The frozen reference", "固定された参照"),
        [
            ("SHA-256", r.Hash),
            (Say("train lots", "学習ロット"), lots),
            (Say("cells", "細胞"), cells),
            (Say("genes, of them selected", "遺伝子(うち選択)"), $"{genes}, {selected}"),
            (Say("dimensions", "次元"), NumberText.Count(r.Dimensions)),
            (Say("alignment of the train lots", "学習ロットの位置合わせ"), r.Alignment.Method),
            (Say("resolutions", "解像度"), string.Join(", ", r.Clusterings.Select(c => NumberText.Plain(c.Resolution)))),
        ]);
    }

    private static Said Alignment(AlignmentResult a)
    {
        string threshold = NumberText.Plain(a.Threshold), before = HtmlNumber.Value(a.MixingBefore, 3), after = HtmlNumber.Value(a.MixingAfter, 3);
        Said choice = (a.Requested, a.Method) switch
        {
            ("auto", "none") when double.IsNaN(a.MixingBefore) => Say("Asked for auto: there was nothing to compare, nothing was aligned.", "指定はauto: 比較するものがなく、位置合わせは行いませんでした。"),
            ("auto", "none") => Say($"Asked for auto: every lot lies within the others (overlap at least {threshold}), nothing was aligned.", $"指定はauto: 各ロットは他のロットと重なっており(重なり{threshold}以上)、位置合わせは行いませんでした。"),
            ("auto", _) => Say($"Asked for auto: a lot lies apart from the others (overlap below {threshold}), so the lots were aligned by {a.Method}, {a.Iterations} iterations.", $"指定はauto: 他から離れたロットがあるため(重なり{threshold}未満)、{a.Method}で位置合わせしました({a.Iterations}回反復)。"),
            (_, "none") => Say("Asked for none: nothing was aligned.", "指定はnone: 位置合わせは行いませんでした。"),
            _ => Say($"Asked for {a.Requested}: the lots were aligned by {a.Method}, {a.Iterations} iterations.", $"指定は{a.Requested}: {a.Method}で位置合わせしました({a.Iterations}回反復)。"),
        };
        return Say(
            $"{choice.En} Overlap of the lot that overlaps least with the others, relative to the overlap of a lot with itself (about 1: every lot lies within the others; 0: a lot lies apart): {before} before, {after} after. The measure never sees a readout.",
            $"{choice.Ja} 他との重なりが最も小さいロットの重なり(ロット自身との重なりに対する比。約1なら各ロットは他と重なり、0なら離れています): 処理前{before}、処理後{after}。この指標は測定値を参照しません。");
    }

    private static Markup Clusterings(PopulationMap map) =>
        new HtmlTable<Clustering>(Say("Clusterings", "クラスタリング")) { Sortable = false }
            .Number(Say("Resolution", "解像度"), null, c => c.Resolution, NumberText.Plain)
            .Text(Say("Algorithm", "アルゴリズム"), null, c => c.Algorithm)
            .Count(Say("Clusters", "クラスター数"), null, c => c.Clusters)
            .Number(Say("Quality", "品質"), Say("RB-configuration quality, not normalised", "RB配置モデルの品質(正規化なし)"), c => c.Quality, v => HtmlNumber.Value(v, 8))
            .Make(map.Clusterings);

    private static List<(Said, Said)> Facts(Provenance p) =>
    [
        (Say("engine", "エンジン"), $"GpuCqa {p.EngineVersion}"),
        (Say("commit", "コミット"), p.EngineCommit ?? Say("not known", "不明")),
        (Say("device", "デバイス"), p.Device.Kind),
        (Say("operations that ran on the host", "ホストで実行された演算"), p.HostOperations.Count == 0 ? Say("none", "なし") : string.Join(", ", p.HostOperations.Select(o => $"{o.Key} ({NumberText.Count(o.Value)})"))),
    ];

    // One line: whoever compares two reports of the same input leaves it out.
    private static Markup Times(Provenance p)
    {
        var html = new Markup();
        html.Add($"<div id=\"times\"><p class=\"note\">{p.Device.Description}; {p.Device.Threads} {Say("threads", "スレッド")}. {Time(p.Started)} – {Time(p.Finished)}</p>");
        html.Add(Pairs(Say("Seconds per step", "各工程の秒数"), p.Steps.Select(s => ((Said)s.Name, (Said)$"{s.Seconds.ToString("0.00", CultureInfo.InvariantCulture)} s"))));
        html.Add($"</div>");
        var line = new Markup();
        line.Trusted(html.ToString().Replace("\n", "", StringComparison.Ordinal));
        return line;
    }

    private static string Time(DateTimeOffset time) => time == default ? "–" : time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static Markup Pairs(Said caption, IEnumerable<(Said Key, Said Value)> pairs) =>
        new HtmlTable<(Said Key, Said Value)>(caption) { Sortable = false }.Text(Say("Name", "項目"), null, p => p.Key).Text(Say("Value", "値"), null, p => p.Value).Make(pairs);
}
