using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What each lot is made of, lots in the order of the readout: all states stacked, then each with its intervals.</summary>
internal sealed class CompositionSection : ReportSection
{
    public override string Id => "composition";

    public override Said Title => Say("Lots' composition", "ロットの構成");

    public override bool Shows(ReportContext context) => context.Tests is { Partition: >= 0 };

    public override Markup Make(ReportContext context)
    {
        TestsContext tests = context.Tests!;
        StatePartition partition = tests.Findings.Partitions[tests.Partition];
        ClusterColors colors = tests.Colors[tests.Partition];
        string noun = tests.Names.Noun.En;
        Said order = tests.Order;
        StateName name(int k) => tests.Names.Of(new StateId(tests.Partition, k));
        var html = new Markup();
        html.Add($"""<section id="composition"><h2>{Say("What each lot is made of", "各ロットの構成")}</h2><p>{Shares(tests, partition)}""");
        if (colors.Focus >= 0) html.Add($" {Say($"The bars begin with {name(colors.Focus).Short.En}, so that its shares stand on one line.", $"比べやすいように、棒は{name(colors.Focus).Short.Ja}から始まります。")}");
        html.Add($"""</p><figure><div class="only-wide">{SvgWriter.Inline(Stacked(tests, 1200))}</div><div class="only-narrow">{SvgWriter.Inline(Stacked(tests, 350))}</div>""");
        html.Add($"""<ul class="legend">""");
        int[] places = [.. Enumerable.Range(0, partition.States.Count).OrderBy(k => k == colors.Focus ? 0 : 1)];
        foreach (int k in places) html.Add($"""<li><i style="background:{colors.Colors[k]}"></i>{name(k).Short}</li>""");
        string confidence = tests.Confidence, icc = NumberText.Plain(tests.Findings.Parameters.AliquotIcc);
        Said bars = tests.Names.Counted
            ? Say($"Lots {order.En}, the lowest on top. Thick bars: {confidence}% Wilson interval, the sampling of cells alone. Thin bars: also overdispersion between aliquots (intra-class correlation {icc}). The axes differ from {noun} to {noun}.", $"ロットは{order.Ja}(上が最小)。太い線: 細胞の抽出だけを考えた{confidence}% Wilson区間。細い線: 分取間の過分散(級内相関{icc})も含む区間。軸は{tests.Names.Noun.Ja}ごとに異なります。")
            : Say($"Lots {order.En}, the lowest on top. No numbers of cells were given, so the shares have no intervals. The axes differ from {noun} to {noun}.", $"ロットは{order.Ja}(上が最小)。細胞数が与えられていないため、割合の区間はありません。軸は{tests.Names.Noun.Ja}ごとに異なります。");
        html.Add($"""</ul></figure><h3>{(tests.Names.Counted ? Say("Each share with its interval", "割合と区間") : Say("Each share", "割合"))}</h3><p>{bars}</p><div class="panels">""");
        ILookup<int, ScatterPoint> points = Points(tests);
        foreach (int k in places)
        {
            bool focus = k == colors.Focus;
            Scene drawn(double width) => FractionPicture.Draw([.. points[k]], name(k), colors.Colors[k], width, numbers: focus);
            // The finding's has room for its numbers.
            if (focus) html.Add($"""<figure class="broad"><figcaption><strong>{name(k).Title}</strong></figcaption><div class="only-wide">{SvgWriter.Inline(drawn(700))}</div><div class="only-narrow">{SvgWriter.Inline(drawn(340))}</div></figure>""");
            else html.Add($"""<figure><figcaption><strong>{name(k).Title}</strong></figcaption>{SvgWriter.Inline(drawn(340))}</figure>""");
        }

        html.Add($"</div></section>\n");
        return html;
    }

    /// <summary>The shares of all states of the partition that the report shows, a bar a lot.</summary>
    public static Scene Stacked(TestsContext tests, int width)
    {
        ClusterColors colors = tests.Colors[tests.Partition];
        StateName[] names = [.. colors.Colors.Select((_, k) => tests.Names.Of(new StateId(tests.Partition, k)))];
        CompositionRow[] rows = [.. tests.LotOrder.Select(l => new CompositionRow(tests.Findings.Lots[l].Name, tests.ReadoutOf(l), Fractions(tests, tests.Findings.Lots[l].Name)))];
        return CompositionPicture.Draw(rows, tests.Words, names, tests.Names.Noun, colors, width);
    }

    /// <summary>Every state's fractions, lots in the report's order.</summary>
    public static ILookup<int, ScatterPoint> Points(TestsContext tests)
    {
        ILookup<string, StateFraction> own = tests.Findings.Fractions.Where(f => f.State.Partition == tests.Partition).ToLookup(f => f.Lot);
        return tests.LotOrder.SelectMany(l => own[tests.Findings.Lots[l].Name].Select(f => new ScatterPoint(tests.ReadoutOf(l), f))).ToLookup(p => p.Fraction.State.Index);
    }

    /// <summary>A lot's share of every state of the partition that the report shows.</summary>
    public static double[] Fractions(TestsContext tests, string lot)
    {
        double[] fractions = new double[tests.Findings.Partitions[tests.Partition].States.Count];
        foreach (StateFraction f in tests.Findings.Fractions)
        {
            if (f.State.Partition == tests.Partition && f.Lot == lot) fractions[f.State.Index] = double.IsFinite(f.Fraction) ? f.Fraction : 0;
        }

        return fractions;
    }

    private static Said Shares(TestsContext tests, StatePartition partition)
    {
        Said order = tests.Order;
        if (tests.Names.Clusters)
        {
            string resolution = NumberText.Plain(partition.Resolution);
            return Say($"Share of every cluster at resolution {resolution}, p(cluster | lot); lots {order.En}.", $"解像度{resolution}の各クラスターの割合 p(クラスター | ロット)。ロットは{order.Ja}です。");
        }

        string of = tests.Names.Several ? $" of {partition.Name}" : "", column = tests.Names.Several ? $"{partition.Name}の" : "";
        return Say($"Share of every state{of}, p(state | lot); lots {order.En}.", $"{column}各状態の割合 p(状態 | ロット)。ロットは{order.Ja}です。");
    }
}
