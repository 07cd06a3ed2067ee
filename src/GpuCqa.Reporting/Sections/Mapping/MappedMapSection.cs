using System.Text.Json;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>Train and mapped cells on one map, same axes: all together, then lot by lot with what is not in the reference where it lies.</summary>
internal sealed class MappedMapSection : ReportSection
{
    public override string Id => "map";

    public override Said Title => Say("Cells", "細胞");

    public override IReadOnlyDictionary<string, string> Scripts { get; } = new Dictionary<string, string>
    {
        ["schemes.js"] = "mapped-schemes.js",
        ["chosen.js"] = "mapped-chosen.js",
        ["tip.js"] = "mapped-tip.js",
        ["small-maps.js"] = "mapped-small-maps.js",
    };

    public override string Style => "mapping.css";

    public override bool Shows(ReportContext context) => context.Mapping is { Places.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        MappingContext mapping = context.Mapping!;
        MappedPlaces places = mapping.Places;
        MapData data = MappedMapData.Of(mapping, MapSection.MostCells, places.Count <= MapSection.MostNames);
        string mapped = NumberText.Count(mapping.Result.Cells.Count), train = NumberText.Count(places.Train);
        var html = new Markup();
        html.Add($"""<section id="map"><h2>{Say("New lots on the map of the train lots", "学習ロットの地図上の新しいロット")}</h2><p>{Say($"{mapped} mapped cells on the UMAP of the reference's {train}, on the same axes: the map was frozen, and the mapped cells were put beside the cells that they are like. Each dot is a cell.", $"参照の{train}細胞のUMAPに、写像した{mapped}細胞を同じ軸で重ねています。地図は固定されており、写像した細胞は似た細胞のそばに置かれます。1点が1細胞です。")} {Say("Areas, distances and densities are not quantitative, and a cell that is like nothing in the reference is still put somewhere: its verdict says so, not its place.", "面積・距離・密度は定量的ではありません。参照にない細胞もどこかに置かれます。それを示すのは位置ではなく判定です。")}</p>""");
        html.Add($"""<form class="controls"{Markup.Attribute("aria-label", Say("What the map shows", "地図の表示"))}><label>{Say("Colour by", "色分け")} <select name="view" id="map-view">{Views(mapping)}</select></label> <label>{Say("Mapped cells", "写像細胞")} <select name="among" id="map-among">{Among(mapping)}</select></label> <label>{Say("Reference", "参照")} <select name="reference" id="map-reference">{Option("grey", Say("grey", "灰色"), true)}{Option("clusters", Say("in cluster colours", "クラスターの色"), false)}{Option("none", Say("hidden", "非表示"), false)}</select></label> <label>{Say("Resolution", "解像度")} <select name="resolution" id="map-resolution">""");
        for (int r = 0; r < mapping.Reference.Clusterings.Count; r++)
        {
            Clustering own = mapping.Reference.Clusterings[r];
            string resolution = NumberText.Plain(own.Resolution);
            html.Add(Option($"{r}", Say($"{resolution} ({own.Clusters} {(own.Clusters == 1 ? "cluster" : "clusters")})", $"{resolution}({own.Clusters}クラスター)"), r == mapping.Main));
        }

        html.Add($"""</select></label><span class="zoom"><button type="button" data-map="in"{Markup.Attribute("aria-label", Say("Zoom in", "拡大"))}>+</button><button type="button" data-map="out"{Markup.Attribute("aria-label", Say("Zoom out", "縮小"))}>−</button><button type="button" data-map="home">{Say("Whole map", "全体表示")}</button><button type="button" data-map="save">{Say("Save as PNG", "PNGで保存")}</button></span></form>""");
        html.Add($"""<div class="map"><div class="stage"><canvas id="map-main" tabindex="0" role="application"{Markup.Attribute("aria-label", Say("UMAP of the reference with the mapped cells. Arrow keys move, plus and minus zoom, 0 shows all.", "参照のUMAPと写像した細胞。矢印キーで移動、+と−で拡大縮小、0で全体表示。"))}></canvas><div id="map-numbers" aria-hidden="true"></div><span id="map-moving" hidden></span><div id="map-tip" class="tip" hidden></div><p id="map-stamp" class="stamp">{Say("UMAP: distances and areas are not quantitative.", "UMAP: 距離と面積は定量的ではありません。")} {MapSection.Drawn(data.Drawn, places.Count)}</p></div><div class="side"><div id="map-legend" class="map-legend"></div></div></div>""");
        html.Add($"""<p id="map-about" class="about" role="status"></p><p id="map-way" class="note">{Say("Drag or arrow keys move, + and − zoom (the wheel too, after a click on the map), a click on a cell or in the legend selects its group.", "ドラッグまたは矢印キーで移動、+と−(地図をクリックした後はホイールも)で拡大縮小、細胞または凡例をクリックするとその群を選択します。")}</p>""");
        html.Add($"<noscript><p class=\"warning\">{Say("The map is drawn by a script in this file; scripts are switched off here. Everything else is readable without.", "地図はこのファイル内のスクリプトで描かれます。スクリプトが無効のため表示できませんが、他の内容は読めます。")}</p></noscript>");
        html.Add(Small(mapping));
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

    private static Markup Views(MappingContext mapping)
    {
        var html = new Markup();
        LockedHypothesis[] claims = [.. mapping.Reference.Hypotheses.Where(h => mapping.PartitionOf(h) >= 0)];
        for (int h = 0; h < claims.Length; h++)
        {
            string resolution = NumberText.Plain(claims[h].Resolution);
            html.Add(Option($"claim-{h}", Say($"the claim {claims[h].Id}: cluster {claims[h].Cluster} at {resolution}", $"主張{claims[h].Id}: 解像度{resolution}のクラスター{claims[h].Cluster}"), h == 0));
        }

        html.Add(Option("label", Say("label (cluster)", "ラベル(クラスター)"), claims.Length == 0));
        html.Add(Option("verdict", Say("verdict: in the reference or not", "判定: 参照内か参照外か"), false));
        html.Add(Option("set", Say("set", "セット"), false));
        html.Add(Option("lot", Say("lot", "ロット"), false));
        for (int r = 0; r < mapping.Reference.Parameters.Readouts.Count; r++)
        {
            string name = mapping.Reference.Parameters.Readouts[r];
            html.Add(Option($"readout-{r}", Say($"{name} of the lot", $"ロットの{name}"), false));
        }

        html.Add($"""<optgroup{Markup.Attribute("label", Say("Measures of mapped cells", "写像細胞の測度"))}>""");
        IReadOnlyList<(Said Name, Func<MappedCells, double[]?> Values, bool Logarithmic)> measures = MappedMapData.Measures(mapping.Result);
        for (int q = 0; q < measures.Count; q++) html.Add(Option($"quality-{q}", measures[q].Name, false));
        html.Add($"</optgroup>");
        return html;
    }

    private static Markup Among(MappingContext mapping)
    {
        var html = new Markup();
        html.Add(Option("all", Say("all", "すべて"), true));
        html.Add($"""<optgroup{Markup.Attribute("label", Say("Sets", "セット"))}>""");
        for (int s = 0; s < mapping.Sets.Count; s++) html.Add(Option($"set-{s + 1}", mapping.Sets[s].Name, false));
        html.Add($"</optgroup><optgroup{Markup.Attribute("label", Say("Lots", "ロット"))}>");
        foreach (int lot in mapping.Sets.SelectMany(s => s.Lots)) html.Add(Option($"lot-{mapping.Reference.Lots.Count + lot}", mapping.Result.Lots[lot].Lot.Name, false));
        html.Add($"</optgroup>");
        return html;
    }

    private static Markup Option(string value, Said words, bool selected)
    {
        Markup languages = words.Same ? Markup.Of($"") : Markup.Of($""" data-en="{words.En}" data-ja="{words.Ja}" """);
        return Markup.Of($"""<option value="{value}"{(selected ? Markup.Of($" selected") : Markup.Of($""))}{languages}>{words.En}</option>""");
    }

    private static Markup Small(MappingContext mapping)
    {
        var html = new Markup();
        int focus = mapping.Colors[mapping.Main].Focus;
        html.Add($"""<h3>{Say("Lot by lot", "ロットごと")}</h3><p>{Say("The same map with the cells of one lot, on equal axes, set by set; pale: the cells of the reference.", "同じ地図に各ロットの細胞だけを重ねたものです(軸は共通、セットごと)。淡色は参照の細胞です。")}""");
        if (focus >= 0) html.Add($" {Say($"Cluster {focus} in vermillion, with its share of the lot.", $"朱色はクラスター{focus}で、数値はロット内の割合です。")}");
        html.Add($""" <span class="key-inline"><i style="background:{MappedMapData.VerdictColors[3]}"></i>{MapWords.Of(CellVerdict.NotInReference)}</span> <span class="key-inline"><i style="background:{MappedMapData.VerdictColors[2]}"></i>{MapWords.Of(CellVerdict.Uncertain)}</span></p>""");
        foreach (MappedSet set in mapping.Sets)
        {
            html.Add($"""<h4 class="set"><i style="background:{set.Color}"></i>{set.Name}</h4><div class="small-maps">""");
            foreach (int lot in set.Lots) html.Add(Figure(mapping, lot, focus));
            html.Add($"</div>");
        }

        return html;
    }

    private static Markup Figure(MappingContext mapping, int lot, int focus)
    {
        MappedLot own = mapping.Result.Lots[lot];
        var html = new Markup();
        html.Add($"""<figure><canvas data-lot="{mapping.Reference.Lots.Count + lot}" role="img"{Markup.Attribute("aria-label", Say($"Cells of lot {own.Lot.Name} on the reference's map", $"参照の地図上のロット{own.Lot.Name}の細胞"))}></canvas><figcaption><strong>{own.Lot.Name}</strong>""");
        if (mapping.Claim is { } claim) html.Add($" {HtmlNumber.Given(mapping.ReadoutOf(own.Lot, claim))}");
        if (mapping.Result.Fractions.FirstOrDefault(f => f.Lot == own.Lot.Name && f.State == new StateId(mapping.Main, focus)) is { } share) html.Add($" · {NumberText.Percent(share.Fraction)}");
        html.Add($"<br>{Say($"no label: {NumberText.Percent(own.UnmappedShare)}", $"ラベルなし: {NumberText.Percent(own.UnmappedShare)}")}</figcaption></figure>");
        return html;
    }
}
