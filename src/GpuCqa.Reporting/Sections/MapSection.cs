using System.Text.Json;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>The cells on the UMAP, all together and lot by lot; the script draws them from the data that this section carries.</summary>
internal sealed class MapSection : ReportSection
{
    public override string Id => "map";

    public override Said Title => Say("Cells", "細胞");

    public override bool Shows(ReportContext context) => context is { Result: DiscoveryResult, Map.Cells.Count: > 0, Tests.Partition: >= 0 };

    /// <summary>Cells drawn at most.</summary>
    public const int MostCells = 1_000_000;

    /// <summary>Up to this number of cells each carries its name; above, its row in cells.csv.gz.</summary>
    public const int MostNames = 60_000;

    public override Markup Make(ReportContext context)
    {
        var html = new Markup();
        TestsContext tests = context.Tests!;
        MapData data = MapData.Of((DiscoveryResult)context.Result, context.Expression, tests.Colors, tests.LotOrder, tests.Partition, MostCells, context.Map!.Cells.Count <= MostNames);
        string total = NumberText.Count(context.Map!.Cells.Count);
        html.Add($"""<section id="map"><h2>{Say("The cells", "細胞の地図")}</h2><p>{Say($"UMAP of {total} cells: a drawing that puts cells with similar profiles near each other. Each dot is a cell.", $"{total}細胞のUMAP: プロファイルの似た細胞を近くに置いた図です。1点が1細胞です。")} {Say("It cannot say how many cells a group has, how different two groups are, or that a gap is real: areas, distances and densities are not quantitative. Read shares from the intervals below.", "UMAPからは、群の細胞数、群どうしの違いの大きさ、隙間が本物かどうかは分かりません。面積・距離・密度は定量的ではありません。割合は下の区間付きの図で読んでください。")}</p>""");
        html.Add($"""<form class="controls"{Markup.Attribute("aria-label", Say("What the map shows", "地図の表示"))}><label>{Say("Colour by", "色分け")} <select name="view" id="map-view">{Views(context)}</select></label> <label>{Say("Resolution", "解像度")} <select name="resolution" id="map-resolution">""");
        for (int i = 0; i < context.Map!.Clusterings.Count; i++)
        {
            string resolution = NumberText.Plain(context.Map!.Clusterings[i].Resolution);
            int clusters = context.Map!.Clusterings[i].Clusters;
            html.Add(Option($"{i}", Say($"{resolution} ({clusters} {(clusters == 1 ? "cluster" : "clusters")})", $"{resolution}({clusters}クラスター)"), i == tests.Partition));
        }

        html.Add($"""</select></label><span class="zoom"><button type="button" data-map="in"{Markup.Attribute("aria-label", Say("Zoom in", "拡大"))}>+</button><button type="button" data-map="out"{Markup.Attribute("aria-label", Say("Zoom out", "縮小"))}>−</button><button type="button" data-map="home">{Say("Whole map", "全体表示")}</button><button type="button" data-map="save">{Say("Save as PNG", "PNGで保存")}</button></span></form>""");
        html.Add($"""<div class="map"><div class="stage"><canvas id="map-main" tabindex="0" role="application"{Markup.Attribute("aria-label", Say("UMAP of the cells. Arrow keys move, plus and minus zoom, 0 shows all.", "細胞のUMAP。矢印キーで移動、+と−で拡大縮小、0で全体表示。"))}></canvas><div id="map-numbers" aria-hidden="true"></div><span id="map-moving" hidden></span><div id="map-tip" class="tip" hidden></div><p id="map-stamp" class="stamp">{Say("UMAP: distances and areas are not quantitative.", "UMAP: 距離と面積は定量的ではありません。")} {Drawn(data.Drawn, context.Map!.Cells.Count)}</p></div><div class="side"><div id="map-legend" class="map-legend"></div></div></div>""");
        html.Add($"""<p id="map-about" class="about" role="status"></p><p id="map-way" class="note">{Say("Drag or arrow keys move, + and − zoom (the wheel too, after a click on the map), a click on a cell or in the legend selects its cluster or lot.", "ドラッグまたは矢印キーで移動、+と−(地図をクリックした後はホイールも)で拡大縮小、細胞または凡例をクリックするとクラスターやロットを選択します。")}</p>""");
        html.Add($"<noscript><p class=\"warning\">{Say("The map is drawn by a script in this file; scripts are switched off here. Everything else is readable without.", "地図はこのファイル内のスクリプトで描かれます。スクリプトが無効のため表示できませんが、他の内容は読めます。")}</p></noscript>");
        html.Add(Small(context));
        html.Add($"<script type=\"application/json\" id=\"map-data\">");
        // The default encoder escapes <, > and &, so no name can end the script element.
        html.Trusted(data.Json.ToJsonString(new JsonSerializerOptions()));
        html.Add($"</script>\n");
        foreach (MapColumn column in data.Columns)
        {
            html.Add($"""<script type="text/plain" id="{column.Id}">""");
            html.Trusted(column.Text);
            html.Add($"</script>\n");
        }

        html.Add($"</section>\n");
        return html;
    }

    /// <summary>Says that a part is drawn, when it is.</summary>
    public static Said Drawn(int drawn, int total) => drawn == total
        ? Say($"All {NumberText.Count(total)} cells drawn.", $"全{NumberText.Count(total)}細胞を描画。")
        : Say($"{NumberText.Count(drawn)} of {NumberText.Count(total)} cells drawn, in proportion; of every cluster at least {MapSample.Floor} where it has them.", $"全{NumberText.Count(total)}細胞のうち{NumberText.Count(drawn)}細胞を密度に比例して描画(各クラスター最低{MapSample.Floor}細胞)。");

    private static Markup Views(ReportContext context)
    {
        var html = new Markup();
        bool focus = context.Tests!.Colors[context.Tests.Partition].Focus >= 0;
        if (focus) html.Add(Option("focus", context.Tests.Finding.ReachesAlpha ? Say("the finding", "発見された細胞") : Say("the best candidate", "最上位の候補"), true));
        html.Add(Option("cluster", Say("cluster", "クラスター"), !focus));
        html.Add(Option("lot", Say("lot", "ロット"), false));
        for (int r = 0; r < context.Tests!.Findings.Parameters.Readouts.Count; r++)
        {
            string name = context.Tests!.Findings.Parameters.Readouts[r];
            html.Add(Option($"rho-{r}", Say($"correlation of each cluster with {name}", $"各クラスターと{name}の相関"), false));
            if (context.Result is DiscoveryResult { Neighbourhoods: not null }) html.Add(Option($"place-{r}", Say($"correlation of each cell's neighbourhood with {name}", $"各細胞の近傍と{name}の相関"), false));
            html.Add(Option($"readout-{r}", Say($"{name} of the lot", $"ロットの{name}"), false));
        }

        if (context.Map!.Modality == Core.Cohorts.CellModality.Counts)
        {
            html.Add($"""<optgroup{Markup.Attribute("label", Say("Quality", "品質"))}>""");
            html.Add(Option("quality-0", Say("counts per cell", "細胞あたりカウント数"), false));
            html.Add(Option("quality-1", Say("detected genes", "検出遺伝子数"), false));
            html.Add(Option("quality-2", Say("mitochondrial counts, %", "ミトコンドリア比率(%)"), false));
            html.Add($"</optgroup>");
        }

        if (context.Expression.Genes.Count == 0) return html;
        html.Add($"""<optgroup{Markup.Attribute("label", Say("Markers", "マーカー"))}>""");
        for (int g = 0; g < context.Expression.Genes.Count; g++)
        {
            (string name, int cluster) = (context.Expression.Genes[g].Name, context.Expression.Genes[g].Cluster);
            html.Add(Option($"gene-{g}", Say($"{name} (marks cluster {cluster})", $"{name}(クラスター{cluster}のマーカー)"), false));
        }

        html.Add($"</optgroup>");
        return html;
    }

    private static Markup Option(string value, Said words, bool selected)
    {
        Markup languages = words.Same ? Markup.Of($"") : Markup.Of($""" data-en="{words.En}" data-ja="{words.Ja}" """);
        return Markup.Of($"""<option value="{value}"{(selected ? Markup.Of($" selected") : Markup.Of($""))}{languages}>{words.En}</option>""");
    }

    private static Markup Small(ReportContext context)
    {
        var html = new Markup();
        int focus = context.Tests!.Colors[context.Tests.Partition].Focus;
        string resolution = NumberText.Plain(context.Map!.Clusterings[context.Tests.Partition].Resolution);
        html.Add($"""<h3>{Say("Lot by lot", "ロットごと")}</h3><p>{Say($"The same map with the cells of one lot, on equal axes, lots by increasing {context.Tests.ReadoutName}; pale: the cells of all lots.", $"同じ地図に各ロットの細胞だけを重ねたものです(軸は共通、{context.Tests.ReadoutName}の小さい順)。淡色は全ロットの細胞です。")}""");
        if (focus >= 0) html.Add($" {Say($"Cluster {focus} of resolution {resolution} in vermillion, with its share of the lot.", $"朱色は解像度{resolution}のクラスター{focus}で、数値はロット内の割合です。")}");
        html.Add($"</p><div class=\"small-maps\">");
        foreach (int lot in context.Tests.LotOrder)
        {
            string name = context.Map!.Lots[lot].Name;
            html.Add($"""<figure><canvas data-lot="{lot}" role="img"{Markup.Attribute("aria-label", Say($"Cells of lot {name}", $"ロット{name}の細胞"))}></canvas><figcaption><strong>{name}</strong> {HtmlNumber.Given(context.Tests.ReadoutOf(lot))}""");
            if (focus >= 0) html.Add($" · {NumberText.Percent(CompositionSection.Fractions(context.Tests, name)[focus])}");
            html.Add($"</figcaption></figure>");
        }

        html.Add($"</div>");
        return html;
    }
}
