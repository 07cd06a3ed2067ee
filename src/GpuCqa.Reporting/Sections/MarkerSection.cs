using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What marks the clusters: dot plot, volcano and all markers of the found one, the leading ones of the others.</summary>
internal sealed class MarkerSection : ReportSection
{
    public override string Id => "markers";

    public override Said Title => Say("Markers", "マーカー");

    public override bool Shows(ReportContext context) => context is { Map.Markers.Count: > 0, Tests.Partition: >= 0 };

    private const int Leading = 10;

    public override Markup Make(ReportContext context)
    {
        var html = new Markup();
        Clustering clustering = context.Map!.Clusterings[context.Tests!.Partition];
        bool counts = context.Map!.Modality == CellModality.Counts;
        (string thing, string things, string mono) = counts ? ("gene", "genes", "遺伝子") : ("feature", "features", "特徴量");
        ILookup<int, Marker> markers = context.Map!.Markers.Where(m => m.Resolution == clustering.Resolution).ToLookup(m => m.Cluster);
        int[] sizes = new int[clustering.Clusters];
        foreach (int label in clustering.Labels) sizes[label]++;
        string resolution = NumberText.Plain(clustering.Resolution);
        html.Add($"""<section id="markers"><h2>{Say("What marks the clusters", "クラスターのマーカー")}</h2><p class="aside">{Say($"Descriptive: the clusters were made from the same cells, and cells are not replicates. The p-values rank {things}, they test nothing. All markers of all resolutions are in markers.csv.", $"記述的な結果です: クラスターは同じ細胞から作られ、細胞は反復ではありません。p値は{mono}を順位付けるだけで、何も検定しません。全解像度の全マーカーはmarkers.csvにあります。")}</p>""");
        if (Dots(context) is { } dots)
        {
            html.Add($"""<h3>{Say($"Leading {things} in every cluster", $"主要{mono}とクラスター")}</h3><p>{(counts ? Say("A row a cluster, a column a gene. The larger a dot, the more of the cluster's cells show the gene; the darker, the higher its mean over them, from the cluster where it is lowest to the one where it is highest.", "行がクラスター、列が遺伝子です。点が大きいほど多くの細胞で検出され、色が濃いほど平均が高くなります(最低のクラスターから最高のクラスターまで)。") : Say("A row a cluster, a column a feature. The darker a dot, the higher the mean of the feature over the cluster's cells, from the cluster where it is lowest to the one where it is highest.", "行がクラスター、列が特徴量です。色が濃いほど平均が高くなります(最低のクラスターから最高のクラスターまで)。"))}</p><figure class="scroll" tabindex="0" role="region"{Markup.Attribute("aria-label", dots.Title)}>{SvgWriter.Inline(dots)}</figure>""");
        }

        if (context.Tests.Finding.Best is { } best)
        {
            Marker[] own = [.. markers[best.State.Index]];
            html.Add($"""<h3>{Say($"Cluster {best.State.Index} (resolution {resolution}): all {NumberText.Count(own.Length)} markers", $"クラスター{best.State.Index}(解像度{resolution})の全{NumberText.Count(own.Length)}マーカー")}</h3>""");
            if (own.Length > 0)
            {
                html.Add($"""<figure><div class="only-wide">{SvgWriter.Inline(VolcanoPicture.Draw(own, best.State.Index, Palette.Focus, 720, 400))}</div><div class="only-narrow">{SvgWriter.Inline(VolcanoPicture.Draw(own, best.State.Index, Palette.Focus, 350, 340))}</div></figure>""");
                html.Add(Full(own, counts));
            }
            else
            {
                html.Add($"<p>{Say($"No {thing} passes the marker filters in this cluster.", $"このクラスターでマーカーの基準を満たす{mono}はありません。")}</p>");
            }
        }

        html.Add($"""<h3>{Say($"All clusters at resolution {resolution}: the {Leading} leading {things}", $"解像度{resolution}の全クラスター: 上位{Leading}{mono}")}</h3><p>{(counts ? Say("Genes higher in the cluster than elsewhere, strongest first, with log2 fold change (Seurat v4).", "クラスターで高い遺伝子を強い順に、log2変化量(Seurat v4)とともに示します。") : Say("Features higher in the cluster than elsewhere, strongest first, with the difference of means in standard deviations.", "クラスターで高い特徴量を強い順に、平均の差(標準偏差単位)とともに示します。"))}</p>""");
        html.Add(new HtmlTable<int>(Say("Leading markers per cluster", "クラスターごとの主要マーカー")) { Sortable = false, Marked = k => k == context.Tests.Finding.Best?.State.Index }
            .Rich(Say("Cluster", "クラスター"), null, k => Markup.Of($"""<i class="chip" style="background:{context.Tests.Colors[context.Tests.Partition].Colors[k]}"></i>{k}"""))
            .Count(Say("Cells", "細胞数"), null, k => sizes[k])
            .Rich(Say($"Leading {things}", $"主要{mono}"), null, k => Genes(markers[k]))
            .Make(Enumerable.Range(0, clustering.Clusters).OrderBy(k => k == context.Tests.Finding.Best?.State.Index ? 0 : 1)));
        html.Add($"</section>\n");
        return html;
    }

    /// <summary>The dot plot; null when no values were kept.</summary>
    public static Scene? Dots(ReportContext context)
    {
        if (context is not { Map: { } map, Tests: { Partition: >= 0 } tests } || context.Expression.Genes.Count == 0) return null;
        Clustering clustering = map.Clusterings[tests.Partition];
        int focus = tests.Colors[tests.Partition].Focus;
        int[] order = [.. Enumerable.Range(0, clustering.Clusters).OrderBy(k => k == focus ? 0 : 1)];
        return DotPicture.Draw(DotTable.Of(clustering, context.Expression), context.Expression.Genes, order, focus, map.Modality == CellModality.Counts);
    }

    private static Markup Genes(IEnumerable<Marker> markers)
    {
        var html = new Markup();
        foreach (Marker m in markers.Where(m => m.Effect > 0).Take(Leading)) html.Add($"""<span class="gene" title="{m.Gene}"><em>{m.Name}</em> {HtmlNumber.Value(m.Effect, 2)}</span> """);
        return html;
    }

    private static Markup Full(Marker[] markers, bool counts)
    {
        HtmlTable<Marker> table = new HtmlTable<Marker>(Say("Markers of the found cluster", "見つかったクラスターのマーカー")) { Filtered = true, AllIn = "markers.csv" }
            .Rich(counts ? Say("Gene", "遺伝子") : Say("Feature", "特徴量"), null, m => Markup.Of($"<em>{m.Name}</em>"));
        if (counts)
        {
            table.Text(Say("Id", "ID"), null, m => m.Gene)
                .Number(Say("log2 fold change (v4)", "log2変化量(v4)"), Say("log2 fold change as Seurat v4 defines it: difference of log2(mean(expm1(x)) + 1).", "Seurat v4の定義によるlog2変化量: log2(mean(expm1(x)) + 1) の差。"), m => m.Log2FcV4, v => HtmlNumber.Value(v, 3))
                .Number(Say("log2 fold change (v5)", "log2変化量(v5)"), Say("log2 fold change as Seurat v5 defines it: difference of log2((sum(expm1(x)) + 1) / n).", "Seurat v5の定義によるlog2変化量: log2((sum(expm1(x)) + 1) / n) の差。"), m => m.Log2FcV5, v => HtmlNumber.Value(v, 3))
                .Number(Say("In cluster", "クラスター内"), Say("Share of the cluster's cells with a count.", "クラスターの細胞のうち検出された割合。"), m => m.PctCluster, NumberText.Percent)
                .Number(Say("In the rest", "その他"), Say("Share of the other cells with a count.", "その他の細胞のうち検出された割合。"), m => m.PctRest, NumberText.Percent);
        }
        else
        {
            table.Number(Say("Difference", "平均の差"), Say("Mean in the cluster less mean in the rest, in pooled standard deviations within the two.", "クラスターの平均 − その他の平均(群内の標準偏差単位)。"), m => m.Difference, v => HtmlNumber.Value(v, 3));
        }

        return table.Number(Say("AUC", "AUC"), Say("Area under the ROC curve of cluster against rest: 1 separates them fully, 0.5 not at all.", "クラスターとその他のROC曲線下面積。1なら完全に分かれ、0.5なら全く分かれません。"), m => m.Auc, v => HtmlNumber.Value(v, 3))
            .Number(Say("log10 p (descriptive)", "log10 p(記述的)"), Say($"log10 of the two-sided Wilcoxon rank-sum p. Cells are not replicates: this ranks {(counts ? "genes" : "features")}, it tests nothing.", "両側Wilcoxon順位和検定のp値の常用対数。細胞は反復ではないため、順位付けにのみ用います。"), m => m.Log10P, v => HtmlNumber.Value(v, 3))
            .Number(Say("log10 p, Bonferroni", "log10 p(Bonferroni)"), Say($"The same after Bonferroni over all {(counts ? "genes" : "features")}, at most 0.", $"全{(counts ? "遺伝子" : "特徴量")}でBonferroni補正した値(最大0)。"), m => m.Log10PAdjusted, v => HtmlNumber.Value(v, 3))
            .Make(markers);
    }
}
