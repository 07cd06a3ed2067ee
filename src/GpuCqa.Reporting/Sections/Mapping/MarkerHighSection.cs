using GpuCqa.Analysis.Mapping;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>Share of the mapped cluster's cells that are high in the claim's key marker, by set, all lots at one depth.</summary>
internal sealed class MarkerHighSection : ReportSection
{
    public override string Id => "markerhigh";

    public override Said Title => Say("Key marker", "鍵マーカー");

    public override bool Shows(ReportContext context) => context.Mapping is { } mapping && mapping.Result.MarkerHigh.Any(m => m is not null);

    public override Markup Make(ReportContext context)
    {
        MappingContext mapping = context.Mapping!;
        var html = new Markup();
        html.Add($"""<section id="markerhigh"><h2>{Say("The key marker within the mapped cluster", "写像したクラスター内の鍵マーカー")}</h2><p>{Say("Of the cells that a lot has in the claim's cluster: how many are high in its key marker. The threshold was fixed on the train lots; before it is applied every lot is thinned to the same depth, since a lot that was sequenced deeper would look richer. Bars: Wilson interval, the sampling of cells alone.", "各ロットの主張のクラスターに属する細胞のうち、鍵マーカーが高発現の細胞の割合です。閾値は学習ロットで固定し、適用前に全ロットを同じ深さに間引きます(深く読んだロットが高く見えるのを防ぐため)。線は細胞の抽出だけを考えたWilson区間です。")}</p>""");
        for (int h = 0; h < mapping.Result.MarkerHigh.Count; h++)
        {
            if (mapping.Result.MarkerHigh[h] is not { } marker) continue;
            LockedHypothesis claim = mapping.Reference.Hypotheses[h];
            string threshold = HtmlNumber.Value(marker.Marker.Threshold, 4), depth = NumberText.Count(Math.Round(marker.Depth));
            html.Add($"""<figure><figcaption><strong>{Say($"{claim.Id}: {marker.Marker.Name} above {threshold} in cluster {claim.Cluster}", $"{claim.Id}: クラスター{claim.Cluster}で{marker.Marker.Name}が{threshold}超")}</strong> <span class="soft">{Say($"every lot thinned to a median of {depth} counts a cell", $"全ロットを細胞あたり中央値{depth}カウントに間引き")}</span></figcaption>""");
            html.Add($"""<div class="only-wide">{SvgWriter.Inline(Picture(mapping, h, 900)!)}</div><div class="only-narrow">{SvgWriter.Inline(Picture(mapping, h, 340)!)}</div></figure>""");
            html.Add(Comparisons(mapping, marker));
        }

        html.Add($"</section>\n");
        return html;
    }

    /// <summary>The shares of one claim, lots by set; null where it has no marker.</summary>
    public static Scene? Picture(MappingContext mapping, int claim, double width)
    {
        if (claim >= mapping.Result.MarkerHigh.Count || mapping.Result.MarkerHigh[claim] is not { } marker) return null;
        var rows = new List<ShareRow>();
        foreach (MappedSet set in mapping.Sets.Prepend(mapping.Train))
        {
            foreach (MarkerHighShare share in Of(mapping, marker, set))
            {
                string lot = share.Lot, percent = NumberText.Percent(share.Share), high = NumberText.Count(share.High), cells = NumberText.Count(share.Cells);
                Said number = share.Cells == 0 ? Say("no cell of the cluster", "該当細胞なし") : width < 500 ? percent : Say($"{percent} ({high} of {cells})", $"{percent}({cells}細胞中{high})");
                rows.Add(new ShareRow(lot, set.Name, [(share.Share, set.Color, Say($"{lot}: {high} of {cells} cells, {percent}", $"{lot}: {cells}細胞中{high}、{percent}"))], share.Cells == 0 ? double.NaN : share.WilsonLow, share.Cells == 0 ? double.NaN : share.WilsonHigh, number));
            }
        }

        return SharePicture.Draw(rows, Say($"Share of {marker.Marker.Name}-high cells in the mapped cluster, by lot and set", $"写像したクラスター内の{marker.Marker.Name}高発現細胞の割合(ロット・セット別)"), width);
    }

    // By place, not by name: a mapped lot may bear the name of a train lot.
    private static IEnumerable<MarkerHighShare> Of(MappingContext mapping, MarkerHighResult marker, MappedSet set)
    {
        int train = mapping.Reference.Lots.Count;
        if (ReferenceEquals(set, mapping.Train)) return set.Lots.Where(l => l < marker.Shares.Count).Select(l => marker.Shares[l]);
        Dictionary<string, MarkerHighShare> mapped = marker.Shares.Skip(train).ToDictionary(s => s.Lot, StringComparer.Ordinal);
        return set.Lots.Select(l => mapped.GetValueOrDefault(mapping.Result.Lots[l].Lot.Name)).OfType<MarkerHighShare>();
    }

    private static Markup Comparisons(MappingContext mapping, MarkerHighResult marker)
    {
        double[] values(MappedSet set) => [.. Of(mapping, marker, set).Select(s => s.Share).Where(double.IsFinite)];
        (MappedSet Set, LotRankSum Test)[] tests = [.. mapping.Sets.Select(s => (s, RankSum.Test(values(s), values(mapping.Train))))];
        return new HtmlTable<(MappedSet Set, LotRankSum Test)>(Say($"{marker.Marker.Name}: each set against the train lots", $"{marker.Marker.Name}: 各セットと学習ロットの比較")) { Sortable = false }
            .Text(Say("Set", "セット"), null, t => t.Set.Name)
            .Count(Say("Lots", "ロット数"), null, t => t.Test.First)
            .Count(Say("Train lots", "学習ロット数"), null, t => t.Test.Second)
            .Number(Say("Pairs higher", "高い対の割合"), Say("Share of pairs of a lot of the set and a train lot in which the set's is higher, ties half; 0.5 = no difference.", "セットのロットと学習ロットの対のうちセット側が高い割合(同順位は半分)。0.5で差なし。"), t => t.Test.First * t.Test.Second == 0 ? double.NaN : t.Test.U / (t.Test.First * t.Test.Second), v => HtmlNumber.Value(v, 3))
            .Number(Say("Two-sided p", "両側p値"), Say("Exact rank-sum over lots, not corrected for the number of sets: a description, not the locked test.", "ロット単位の正確順位和検定。セット数による補正はなく、固定した検定ではなく記述です。"), t => t.Test.PTwoSided, HtmlNumber.Flat)
            .Make(tests);
    }
}
