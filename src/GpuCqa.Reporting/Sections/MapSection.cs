using System.Text.Json;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Maps;

namespace GpuCqa.Reporting.Sections;

/// <summary>The cells on the UMAP, all together and lot by lot.</summary>
internal static class MapSection
{
    /// <summary>Cells drawn at most; about 12 bytes each in the file.</summary>
    public const int MostCells = 250_000;

    public static Markup Make(ReportContext context)
    {
        var html = new Markup();
        if (context.Clustering is not { } clustering || context.Result.Cells.Count == 0) return html;
        ClusterColors colors = context.Colors[context.ClusteringIndex];
        MapData data = MapData.Of(context.Result, context.Colors, context.LotOrder, context.ClusteringIndex, MostCells);
        int total = context.Result.Cells.Count;
        html.Add($"""<section id="map"><h2>The cells</h2><p>UMAP of {NumberText.Count(total)} cells. Each dot is a cell; dots that lie together have similar profiles. Areas, distances and densities on this picture are not quantitative: read shares from the bars above.</p>""");
        html.Add($"""<div class="map"><form class="controls" aria-label="What the map shows"><fieldset><legend>Colour by</legend>""");
        if (colors.Focus >= 0) html.Add($"""<label><input type="radio" name="view" value="focus" checked> {(context.Finding.ReachesAlpha ? "the finding" : "the best candidate")}</label>""");
        html.Add($"""<label><input type="radio" name="view" value="cluster"{(colors.Focus < 0 ? Markup.Of($" checked") : Markup.Of($""))}> cluster</label><label><input type="radio" name="view" value="lot"> lot</label>""");
        for (int r = 0; r < context.Result.Parameters.Readouts.Count; r++) html.Add($"""<label><input type="radio" name="view" value="readout-{r}"> {context.Result.Parameters.Readouts[r]} of the lot</label>""");
        html.Add($"""</fieldset><label>Resolution <select name="resolution">""");
        for (int i = 0; i < context.Result.Clusterings.Count; i++)
            html.Add($"""<option value="{i}"{(i == context.ClusteringIndex ? Markup.Of($" selected") : Markup.Of($""))}>{NumberText.Plain(context.Result.Clusterings[i].Resolution)} ({context.Result.Clusterings[i].Clusters} {(context.Result.Clusterings[i].Clusters == 1 ? "cluster" : "clusters")})</option>""");
        html.Add($"""</select></label></form><div class="stage"><canvas id="map-main" role="img" aria-label="UMAP of the cells"></canvas><p class="stamp">UMAP: distances and areas are not quantitative.{Drawn(data.Drawn, total)}</p></div><div id="map-legend" class="map-legend"></div></div>""");
        html.Add($"<noscript><p class=\"warning\">The map is drawn by a script in this file; scripts are switched off here. Everything else is readable without.</p></noscript>");
        html.Add($"""<h3>Lot by lot</h3><p>The same map with the cells of one lot, lots by increasing {context.ReadoutName}; pale: the cells of all lots.""");
        if (colors.Focus >= 0) html.Add($" Cluster {colors.Focus} of resolution {NumberText.Plain(clustering.Resolution)} in vermillion.");
        html.Add($"</p><div class=\"small-maps\">");
        foreach (int lot in context.LotOrder)
        {
            string name = context.Result.Lots[lot].Name;
            html.Add($"""<figure><canvas data-lot="{lot}" role="img" aria-label="Cells of lot {name}"></canvas><figcaption><strong>{name}</strong> {HtmlNumber.Given(context.ReadoutOf(lot))}""");
            if (colors.Focus >= 0) html.Add($" · {NumberText.Percent(CompositionSection.Fractions(context.Result, name, clustering)[colors.Focus])}");
            html.Add($"</figcaption></figure>");
        }

        html.Add($"</div><script type=\"application/json\" id=\"map-data\">");
        // The default encoder escapes <, > and &, so no name can end the script element.
        html.Trusted(data.Json.ToJsonString(new JsonSerializerOptions()));
        html.Add($"</script></section>\n");
        return html;
    }

    private static string Drawn(int drawn, int total) => drawn == total ? "" : $" {NumberText.Count(drawn)} of {NumberText.Count(total)} cells drawn, in proportion; of every cluster at least {MapSample.Floor} where it has them.";
}
