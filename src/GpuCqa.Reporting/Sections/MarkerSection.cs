using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Sections;

/// <summary>What marks the clusters: all markers of the found one, the leading ones of the others.</summary>
internal static class MarkerSection
{
    private const int Leading = 10;

    public static Markup Make(ReportContext context)
    {
        var html = new Markup();
        if (context.Clustering is not { } clustering || context.Result.Markers.Count == 0) return html;
        ILookup<int, Marker> markers = context.Result.Markers.Where(m => m.Resolution == clustering.Resolution).ToLookup(m => m.Cluster);
        int[] sizes = new int[clustering.Clusters];
        foreach (int label in clustering.Labels) sizes[label]++;
        html.Add($"""<section id="markers"><h2>What marks the clusters</h2><p class="aside">Descriptive: the clusters were made from the same cells, and cells are not replicates. The p-values rank genes, they test nothing. All markers of all resolutions are in markers.csv.</p>""");
        if (context.Finding.Best is { } best)
        {
            Marker[] own = [.. markers[best.Cluster]];
            html.Add($"""<h3>Cluster {best.Cluster} (resolution {NumberText.Plain(clustering.Resolution)}): all {NumberText.Count(own.Length)} markers</h3>""");
            html.Add(own.Length == 0 ? Markup.Of($"<p>No gene passes the marker filters in this cluster.</p>") : Full(own));
        }

        html.Add($"""<h3>All clusters at resolution {NumberText.Plain(clustering.Resolution)}: the {Leading} leading genes</h3><p>Genes higher in the cluster than elsewhere, strongest first, with log2 fold change (Seurat v4).</p>""");
        html.Add(new HtmlTable<int>("Leading markers per cluster") { Sortable = false, Marked = k => k == context.Finding.Best?.Cluster }
            .Rich("Cluster", null, k => Markup.Of($"""<i class="chip" style="background:{context.Colors[context.ClusteringIndex].Colors[k]}"></i>{k}"""))
            .Count("Cells", null, k => sizes[k])
            .Rich("Leading genes", null, k => Genes(markers[k]))
            .Make(Enumerable.Range(0, clustering.Clusters).OrderBy(k => k == context.Finding.Best?.Cluster ? 0 : 1)));
        html.Add($"</section>\n");
        return html;
    }

    private static Markup Genes(IEnumerable<Marker> markers)
    {
        var html = new Markup();
        foreach (Marker m in markers.Where(m => m.Log2FcV4 > 0).Take(Leading)) html.Add($"""<span class="gene" title="{m.Gene}"><em>{m.Name}</em> {HtmlNumber.Value(m.Log2FcV4, 2)}</span> """);
        return html;
    }

    private static Markup Full(Marker[] markers) =>
        new HtmlTable<Marker>("Markers of the found cluster")
            .Rich("Gene", Of("name"), m => Markup.Of($"<em>{m.Name}</em>"))
            .Text("Id", Of("gene"), m => m.Gene)
            .Number("log2 fold change (v4)", Of("avg_log2_fc_v4"), m => m.Log2FcV4, v => HtmlNumber.Value(v, 3))
            .Number("log2 fold change (v5)", Of("avg_log2_fc_v5"), m => m.Log2FcV5, v => HtmlNumber.Value(v, 3))
            .Number("In cluster", Of("pct_cluster"), m => m.PctCluster, NumberText.Percent)
            .Number("In the rest", Of("pct_rest"), m => m.PctRest, NumberText.Percent)
            .Number("AUC", Of("auc"), m => m.Auc, v => HtmlNumber.Value(v, 3))
            .Number("log10 p (descriptive)", Of("log10_p"), m => m.Log10P, v => HtmlNumber.Value(v, 3))
            .Number("log10 p, Bonferroni", Of("log10_p_adjusted"), m => m.Log10PAdjusted, v => HtmlNumber.Value(v, 3))
            .Make(markers);

    private static string Of(string column) => ResultTables.Markers.DescriptionOf(column);
}
