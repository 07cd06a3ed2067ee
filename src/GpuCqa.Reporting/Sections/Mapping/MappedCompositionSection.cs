using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>What the mapped lots are made of, beside the train lots.</summary>
internal sealed class MappedCompositionSection : ReportSection
{
    public override string Id => "composition";

    public override Said Title => Say("Lots' composition", "ロットの構成");

    public override bool Shows(ReportContext context) => context.Mapping is { Result.Lots.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        MappingContext mapping = context.Mapping!;
        ClusterColors colors = mapping.Colors[mapping.Main];
        string resolution = NumberText.Plain(mapping.Clustering.Resolution);
        StateName[] names = Names(mapping);
        var html = new Markup();
        html.Add($"""<section id="composition"><h2>{Say("What each lot is made of", "各ロットの構成")}</h2><p>{Say($"Share of every cluster of the reference at resolution {resolution}: the train lots, then each set of new lots, ordered by readout within each. What has no label stands at the end of a bar.", $"解像度{resolution}の参照の各クラスターの割合です。学習ロット、続いて新しいロットの各セット(それぞれ測定値の順)。ラベルのない細胞は棒の右端です。")}""");
        if (colors.Focus >= 0) html.Add($" {Say($"The bars begin with cluster {colors.Focus}, the claim's.", $"棒は主張のクラスター{colors.Focus}から始まります。")}");
        html.Add($"""</p><figure><div class="only-wide">{SvgWriter.Inline(Stacked(mapping, 1200))}</div><div class="only-narrow">{SvgWriter.Inline(Stacked(mapping, 350))}</div><ul class="legend">""");
        string[] shades = Shades(mapping);
        foreach (int k in Enumerable.Range(0, names.Length).OrderBy(k => k == colors.Focus ? 0 : 1)) html.Add($"""<li><i style="background:{shades[k]}"></i>{names[k].Short}</li>""");
        html.Add($"</ul></figure></section>\n");
        return html;
    }

    /// <summary>The shares of all clusters at the main resolution, a bar a lot, and what has no label.</summary>
    public static Scene Stacked(MappingContext mapping, int width)
    {
        CompositionRow[] rows = [.. mapping.Sets.Prepend(mapping.Train).SelectMany(set => set.Lots.Select(l => Row(mapping, set, ReferenceEquals(set, mapping.Train) ? mapping.Reference.Lots[l] : mapping.Result.Lots[l].Lot)))];
        return CompositionPicture.Draw(rows, MappingContext.WordsOf(mapping.Claim?.Readout ?? ""), Names(mapping), Say("cluster", "クラスター"), new ClusterColors(mapping.Colors[mapping.Main].Focus, Shades(mapping)), width);
    }

    private static CompositionRow Row(MappingContext mapping, MappedSet set, LotResult lot)
    {
        double[] fractions = new double[mapping.Clustering.Clusters + 1];
        foreach (StateFraction f in ReferenceEquals(set, mapping.Train) ? mapping.TrainFractions : mapping.Result.Fractions)
        {
            if (f.State.Partition == mapping.Main && f.Lot == lot.Name) fractions[f.State.Index] = double.IsFinite(f.Fraction) ? f.Fraction : 0;
        }

        fractions[^1] = ReferenceEquals(set, mapping.Train) ? 0 : Math.Max(0, 1 - fractions.Sum());
        return new CompositionRow(lot.Name, mapping.Claim is { } claim ? mapping.ReadoutOf(lot, claim) : double.NaN, fractions, set.Name);
    }

    private static StateName[] Names(MappingContext mapping) =>
    [
        .. Enumerable.Range(0, mapping.Clustering.Clusters).Select(k => StateName.OfCluster(k, mapping.Clustering.Resolution)),
        new StateName(Say("no label", "ラベルなし"), Say("no label", "ラベルなし"), Say("no label", "ラベルなし"), "–", Say("no label", "ラベルなし")),
    ];

    private static string[] Shades(MappingContext mapping) => [.. mapping.Colors[mapping.Main].Colors, MappedMapData.VerdictColors[3]];
}
