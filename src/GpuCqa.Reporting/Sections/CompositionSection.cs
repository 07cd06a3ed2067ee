using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pictures;

namespace GpuCqa.Reporting.Sections;

/// <summary>What each lot is made of, lots in the order of the readout.</summary>
internal static class CompositionSection
{
    public static Markup Make(ReportContext context)
    {
        var html = new Markup();
        if (context.Clustering is not { } clustering) return html;
        ClusterColors colors = context.Colors[context.ClusteringIndex];
        CompositionRow[] rows = [.. context.LotOrder.Select(l => new CompositionRow(context.Result.Lots[l].Name, context.ReadoutOf(l), Fractions(context.Result, context.Result.Lots[l].Name, clustering)))];
        html.Add($"""<section id="composition"><h2>What each lot is made of</h2><p>Share of every cluster at resolution {NumberText.Plain(clustering.Resolution)}, p(cluster | lot); lots by increasing {context.ReadoutName}.""");
        if (colors.Focus >= 0) html.Add($" The bars begin with cluster {colors.Focus}, so that its shares stand on one line.");
        html.Add($"""</p><figure><div class="only-wide">{CompositionPicture.Draw(rows, context.ReadoutName, colors.Colors, colors.Focus, 1080)}</div><div class="only-narrow">{CompositionPicture.Draw(rows, context.ReadoutName, colors.Colors, colors.Focus, 350)}</div>""");
        html.Add($"""<ul class="legend">""");
        foreach (int k in Enumerable.Range(0, clustering.Clusters).OrderBy(k => k == colors.Focus ? 0 : 1)) html.Add($"""<li><i style="background:{colors.Colors[k]}"></i>cluster {k}</li>""");
        html.Add($"</ul></figure></section>\n");
        return html;
    }

    public static double[] Fractions(DiscoveryResult result, string lot, Clustering clustering)
    {
        double[] fractions = new double[clustering.Clusters];
        foreach (ClusterFraction f in result.Fractions)
        {
            if (f.Resolution == clustering.Resolution && f.Lot == lot) fractions[f.Cluster] = double.IsFinite(f.Fraction) ? f.Fraction : 0;
        }

        return fractions;
    }
}
