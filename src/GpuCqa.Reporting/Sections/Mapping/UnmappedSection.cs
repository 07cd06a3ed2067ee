using GpuCqa.Analysis.Mapping;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>What of each lot is not in the reference, and where it lies.</summary>
internal sealed class UnmappedSection : ReportSection
{
    public override string Id => "unmapped";

    public override Said Title => Say("Not in the reference", "参照外");

    public override bool Shows(ReportContext context) => context.Mapping is { Result.Lots.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        MappingContext mapping = context.Mapping!;
        var html = new Markup();
        html.Add($"""<section id="unmapped"><h2>{Say("What is not in the reference", "参照にない細胞")}</h2><p>{Say("Share of each lot's cells that got no label: unlike every cell of the reference, or between its clusters. They count in the lot and in no cluster. The black line is the Wilson interval of both together (sampling of cells alone).", "各ロットの細胞のうちラベルが付かなかった割合: 参照のどの細胞にも似ていないもの、クラスターの間にあるもの。ロットの細胞数には入りますが、どのクラスターにも入りません。黒線は合計のWilson区間(細胞の抽出のみ)です。")}</p>""");
        html.Add($"""<figure><div class="only-wide">{SvgWriter.Inline(Picture(mapping, 900))}</div><div class="only-narrow">{SvgWriter.Inline(Picture(mapping, 340))}</div><ul class="legend"><li><i style="background:{MappedMapData.VerdictColors[3]}"></i>{MapWords.Of(CellVerdict.NotInReference)}</li><li><i style="background:{MappedMapData.VerdictColors[2]}"></i>{MapWords.Of(CellVerdict.Uncertain)}</li></ul></figure>""");
        MappedLot[] foreign = [.. mapping.Result.Lots.Where(l => l.Foreign)];
        if (foreign.Length > 0)
        {
            html.Add($"""<p class="warning"><strong>{Say("Foreign lots:", "異質なロット:")}</strong> {Say("As a whole unlike the train lots; the shares of clusters say little there.", "ロット全体が学習ロットと異なり、クラスターの割合はほとんど意味を持ちません。")}</p><ul>""");
            foreach (MappedLot lot in foreign)
            {
                Said why = MapWords.Of(lot.ForeignBy!, mapping.Result.Calibration.Lots.Count);
                html.Add($"<li>{Say($"{lot.Lot.Name}: {why.En}.", $"{lot.Lot.Name}: {why.Ja}。")}</li>");
            }

            html.Add($"</ul>");
        }

        if (mapping.Result.Cells.Verdicts.Any(v => v != CellVerdict.Mapped))
        {
            Scene map = MappedPictures.Refused(mapping);
            html.Add($"""<figure><figcaption><strong>{Say("Where they lie", "その位置")}</strong> {Say("All lots; the map above shows each set and lot (colour by: verdict).", "全ロット。上の地図で「判定」を選ぶとセットやロットごとに見られます。")}</figcaption>{SvgWriter.Inline(map)}</figure>""");
        }

        html.Add(Table(mapping));
        html.Add($"</section>\n");
        return html;
    }

    /// <summary>Refused shares, lots by set.</summary>
    public static Scene Picture(MappingContext mapping, double width)
    {
        ShareRow row(MappedSet set, MappedLot lot)
        {
            double beyond = (double)lot.NotInReference / lot.Cells, between = (double)lot.Uncertain / lot.Cells;
            string percent = NumberText.Percent(lot.UnmappedShare), low = NumberText.Percent(lot.Unmapped.Low), high = NumberText.Percent(lot.Unmapped.High), name = lot.Lot.Name;
            Said foreign = lot.Foreign ? Say(" foreign", " 異質") : "";
            Said number = width < 500 ? Say(percent + foreign.En, percent + foreign.Ja) : Say($"{percent} ({low} – {high}){foreign.En}", $"{percent} ({low} – {high}){foreign.Ja}");
            return new ShareRow(name, set.Name,
            [
                (beyond, MappedMapData.VerdictColors[3], Say($"{name}: not in the reference {NumberText.Percent(beyond)}", $"{name}: 参照外 {NumberText.Percent(beyond)}")),
                (between, MappedMapData.VerdictColors[2], Say($"{name}: uncertain {NumberText.Percent(between)}", $"{name}: 不確か {NumberText.Percent(between)}")),
            ], lot.Unmapped.Low, lot.Unmapped.High, number);
        }

        return SharePicture.Draw([.. mapping.Sets.SelectMany(s => s.Lots.Select(l => row(s, mapping.Result.Lots[l])))], Say("Share of each lot that is not in the reference, with its interval", "各ロットの参照外細胞の割合と区間"), width);
    }

    private static Markup Table(MappingContext mapping) =>
        new HtmlTable<MappedLot>(Say("Cells without a label", "ラベルのない細胞"))
            .Text(Say("Lot", "ロット"), null, l => l.Lot.Name)
            .Text(Say("Set", "セット"), null, l => l.Set)
            .Count(Say("Cells", "細胞数"), Say("Cells after quality control.", "品質管理後の細胞数。"), l => l.Cells)
            .Count(Say("Not in the reference", "参照外"), Say("Cells whose distance is beyond the limit of their label.", "距離がラベルの限界を超えた細胞数。"), l => l.NotInReference)
            .Count(Say("Uncertain", "不確か"), Say("Cells whose score or margin is below the limit of their label.", "スコアまたは差がラベルの限界を下回る細胞数。"), l => l.Uncertain)
            .Number(Say("Share", "割合"), Say("Both, of the lot's cells", "両者のロット内の割合"), l => l.UnmappedShare, NumberText.Percent)
            .Number(Say("Interval", "区間"), Say("Wilson interval: sampling of cells alone", "細胞の抽出だけを考えたWilson区間"), l => l.Unmapped.Low, l => $"{NumberText.Percent(l.Unmapped.Low)} … {NumberText.Percent(l.Unmapped.High)}")
            .Text(Say("Foreign", "異質"), Say("Whether the lot as a whole is unlike the train lots", "ロット全体が学習ロットと異なるか"), l => l.Foreign ? Say("yes", "はい") : Say("no", "いいえ"))
            .Make(mapping.Result.Lots);
}
