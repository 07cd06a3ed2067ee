using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What each lot is made of, lots in the order of the readout: all clusters stacked, then each with its intervals.</summary>
internal static class CompositionSection
{
    public static Markup Make(ReportContext context)
    {
        var html = new Markup();
        if (context.Clustering is not { } clustering) return html;
        ClusterColors colors = context.Colors[context.ClusteringIndex];
        CompositionRow[] rows = Rows(context, clustering);
        string resolution = NumberText.Plain(clustering.Resolution);
        html.Add($"""<section id="composition"><h2>{Say("What each lot is made of", "各ロットの構成")}</h2><p>{Say($"Share of every cluster at resolution {resolution}, p(cluster | lot); lots by increasing {context.ReadoutName}.", $"解像度{resolution}の各クラスターの割合 p(クラスター | ロット)。ロットは{context.ReadoutName}の小さい順です。")}""");
        if (colors.Focus >= 0) html.Add($" {Say($"The bars begin with cluster {colors.Focus}, so that its shares stand on one line.", $"比べやすいように、棒はクラスター{colors.Focus}から始まります。")}");
        html.Add($"""</p><figure><div class="only-wide">{SvgWriter.Inline(CompositionPicture.Draw(rows, context.ReadoutName, colors.Colors, colors.Focus, 1200))}</div><div class="only-narrow">{SvgWriter.Inline(CompositionPicture.Draw(rows, context.ReadoutName, colors.Colors, colors.Focus, 350))}</div>""");
        html.Add($"""<ul class="legend">""");
        int[] order = [.. Enumerable.Range(0, clustering.Clusters).OrderBy(k => k == colors.Focus ? 0 : 1)];
        foreach (int k in order) html.Add($"""<li><i style="background:{colors.Colors[k]}"></i>{Say($"cluster {k}", $"クラスター{k}")}</li>""");
        string confidence = NumberText.Plain(Math.Round(100 * context.Result.Parameters.Confidence, 6)), icc = NumberText.Plain(context.Result.Parameters.AliquotIcc);
        html.Add($"""</ul></figure><h3>{Say("Each share with its interval", "割合と区間")}</h3><p>{Say($"Lots by increasing {context.ReadoutName}, the lowest on top. Thick bars: {confidence}% Wilson interval, the sampling of cells alone. Thin bars: also overdispersion between aliquots (intra-class correlation {icc}). The axes differ from cluster to cluster.", $"ロットは{context.ReadoutName}の小さい順(上が最小)。太い線: 細胞の抽出だけを考えた{confidence}% Wilson区間。細い線: 分取間の過分散(級内相関{icc})も含む区間。軸はクラスターごとに異なります。")}</p><div class="panels">""");
        ILookup<int, ScatterPoint> points = Points(context, clustering);
        foreach (int k in order)
        {
            bool focus = k == colors.Focus;
            html.Add($"""<figure{(focus ? Markup.Of($" class=\"broad\"") : Markup.Of($""))}><figcaption><strong>{Say($"Cluster {k}", $"クラスター{k}")}</strong></figcaption>{SvgWriter.Inline(FractionPicture.Draw([.. points[k]], k, colors.Colors[k], 340, numbers: focus))}</figure>""");
        }

        html.Add($"</div></section>\n");
        return html;
    }

    public static CompositionRow[] Rows(ReportContext context, Clustering clustering) =>
        [.. context.LotOrder.Select(l => new CompositionRow(context.Result.Map.Lots[l].Name, context.ReadoutOf(l), Fractions(context, context.Result.Map.Lots[l].Name, clustering)))];

    /// <summary>Every cluster's fractions, lots in the report's order.</summary>
    public static ILookup<int, ScatterPoint> Points(ReportContext context, Clustering clustering)
    {
        ILookup<string, StateFraction> own = context.Result.Tests.Fractions.Where(f => f.State.Partition == context.PartitionOf(clustering)).ToLookup(f => f.Lot);
        return context.LotOrder.SelectMany(l => own[context.Result.Map.Lots[l].Name].Select(f => new ScatterPoint(context.ReadoutOf(l), f))).ToLookup(p => p.Fraction.State.Index);
    }

    public static double[] Fractions(ReportContext context, string lot, Clustering clustering)
    {
        int partition = context.PartitionOf(clustering);
        double[] fractions = new double[clustering.Clusters];
        foreach (StateFraction f in context.Result.Tests.Fractions)
        {
            if (f.State.Partition == partition && f.Lot == lot) fractions[f.State.Index] = double.IsFinite(f.Fraction) ? f.Fraction : 0;
        }

        return fractions;
    }
}
