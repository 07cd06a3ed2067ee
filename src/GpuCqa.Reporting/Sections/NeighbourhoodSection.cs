using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Where on the map a readout goes with the lots, without clusters, and how that agrees with them.</summary>
internal sealed class NeighbourhoodSection : ReportSection
{
    private const int MostTests = 20;

    public override string Id => "neighbourhoods";

    public override Said Title => Say("Without clusters", "クラスターによらない関連");

    public override bool Shows(ReportContext context) => context is { Result: DiscoveryResult { Neighbourhoods: not null }, Map.Cells.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        var result = (DiscoveryResult)context.Result;
        NeighbourhoodFindings found = result.Neighbourhoods!;
        string tested = NumberText.Count(found.Tested.Count), cells = NumberText.Count(result.Map.Cells.Count), median = NumberText.Index(found.LikenessMedian), low = NumberText.Index(found.LikenessLow), steps = NumberText.Count(found.Steps);
        bool alone = NeighbourhoodText.Alone(result.Tests);
        var html = new Markup();
        html.Add($"""<section id="neighbourhoods"><h2>{Say("Where the signal lies, without clusters", "クラスターによらない信号の位置")}</h2><p>{Say($"A cluster boundary can cut through the cells that matter. Here every cell asks how much of each lot lies around it (a walk of {steps} steps on the graph of the {cells} cells: as many as it takes until the tested neighbourhoods stand for all others), and whether that goes with the readout over the lots. The colour is the Spearman correlation of each cell's neighbourhood: it is descriptive.", $"クラスターの境界は、重要な細胞群を分断することがあります。ここでは{cells}細胞のグラフ上の{steps}歩の拡散(検定する近傍が他のすべての近傍を代表するまでの歩数)により、各細胞の周囲に各ロットがどれだけ存在するかを求め、それがロット間で測定値と連動するかを調べます。色は各細胞の近傍のスピアマン相関で、記述的な値です。")}""");
        html.Add($" {Say($"The test is of {tested} neighbourhoods, chosen without the readout so that every other one is like one of them (Spearman over lots: median {median}, 5% below {low}){(alone ? "" : "; with the clusters they are one family, and each family-wise p is corrected for both")}. Outlined are the cells whose tested neighbourhood passes and whose own correlation is stronger than that of anything tested that does not pass.", $"検定は{tested}個の近傍について行います。これらは測定値を見ずに、他のすべての近傍がいずれかに類似するように選ばれています(ロット間のスピアマン相関: 中央値{median}、下位5%は{low}未満){(alone ? "" : "。クラスターと合わせて一つの検定族とし、両方について補正します")}。枠線は、対応する検定近傍が水準に届き、自身の相関も、水準に届かないどの検定よりも強い細胞です。")}");
        if (found.LeftOut > 0)
        {
            string left = NumberText.Count(found.LeftOut);
            html.Add($" {Say($"{left} {(found.LeftOut == 1 ? "cell is" : "cells are")} left out (palest): nearly all of what surrounds them comes from one or two lots.", $"{left}細胞は対象外です(最も淡い色): 周囲のほぼすべてが1~2ロットに由来します。")}");
        }

        html.Add($"</p>");
        foreach (NeighbourhoodAssociation readout in found.Readouts)
        {
            html.Add($"""<h3>{readout.Readout}</h3><p class="lead">{NeighbourhoodText.Sentence(result, readout)}</p><figure>{SvgWriter.Inline(NeighbourhoodPicture.Draw(result, readout))}</figure>""");
            html.Add(Agreement(result, readout));
            html.Add($"<details><summary>{Say($"The best tested neighbourhoods for {readout.Readout}", $"{readout.Readout}の上位の検定近傍")}</summary>{Tests(result, readout)}</details>");
        }

        html.Add($"</section>\n");
        return html;
    }

    private static Markup Agreement(DiscoveryResult result, NeighbourhoodAssociation readout)
    {
        var names = new StateNames(result.Tests.Partitions);
        (int Sign, NeighbourhoodOverlap Overlap)[] rows = [.. new[] { 1, -1 }.SelectMany(sign => NeighbourhoodOverlap.Of(result.Map.Clusterings, readout.Region, sign).Where(o => o.OfRegion >= 0.05).Select(o => (sign, o)))];
        if (rows.Length == 0) return Markup.Of($"");
        var html = new Markup();
        html.Add($"<h4>{Say("Agreement with the clusters", "クラスターとの一致")}</h4>");
        html.Add(new HtmlTable<(int Sign, NeighbourhoodOverlap Overlap)>(Say($"Clusters that hold what passes for {readout.Readout}", $"{readout.Readout}について水準に届く領域を含むクラスター"))
            .Text(Say("Region", "領域"), null, r => r.Sign > 0 ? Say("rises", "増加") : Say("falls", "減少"))
            .Number(Say("Resolution", "解像度"), null, r => result.Map.Clusterings[r.Overlap.State.Partition].Resolution, NumberText.Plain)
            .Text(Say("Cluster", "クラスター"), null, r => names.Of(r.Overlap.State).Short)
            .Count(Say("Cells in both", "共通の細胞数"), null, r => r.Overlap.Shared)
            .Number(Say("Share of the region", "領域に占める割合"), Say("Share of the region's cells that the cluster holds; clusters with at least 5% are listed.", "領域の細胞のうちこのクラスターに属する割合(5%以上のみ)。"), r => r.Overlap.OfRegion, NumberText.Percent)
            .Number(Say("Share of the cluster", "クラスターに占める割合"), Say("Share of the cluster's cells that lie in the region.", "クラスターの細胞のうち領域に属する割合。"), r => r.Overlap.OfCluster, NumberText.Percent)
            .Number("Jaccard", Say("Cells in both over cells in either: 1 means the same cells.", "共有細胞÷両者の全細胞。1なら同じ細胞。"), r => r.Overlap.Jaccard, NumberText.Index)
            .Make(rows));
        return html;
    }

    private static Markup Tests(DiscoveryResult result, NeighbourhoodAssociation readout)
    {
        int[] best = [.. Enumerable.Range(0, readout.Tests.Count).Where(i => !double.IsNaN(readout.Tests[i].PFamily)).OrderBy(i => readout.Tests[i].PFamily).ThenByDescending(i => Math.Abs(readout.Tests[i].Rho)).ThenBy(i => i).Take(MostTests)];
        return new HtmlTable<int>(Say($"Tested neighbourhoods for {readout.Readout}", $"{readout.Readout}の検定近傍")) { Marked = i => readout.Tests[i].Passes, AllIn = "neighbourhood_tests.csv" }
            .Number(Say("Neighbourhood", "近傍"), Say("Number, from 0: the one that stands for most cells.", "番号(0が最も多くの細胞を代表)。"), i => i, (double i) => NumberText.Count(i))
            .Text(Say("Cell at its centre", "中心の細胞"), null, i => result.Map.Cells.Barcodes[result.Neighbourhoods!.Tested[i].Cell])
            .Text(Say("Lot", "ロット"), null, i => result.Map.Lots[result.Map.Cells.Lots[result.Neighbourhoods!.Tested[i].Cell]].Name)
            .Count(Say("Stands for cells", "代表する細胞数"), null, i => result.Neighbourhoods!.Tested[i].Cells)
            .Number(Say("rho", "ρ"), null, i => readout.Tests[i].Rho, (double v) => HtmlNumber.Rho(v))
            .Number(Say("Family-wise p", "ファミリーワイズp値"), null, i => readout.Tests[i].PFamily, (double v) => HtmlNumber.Flat(v))
            .Number(result.Tests.Design.Exact ? Say("Exact p", "正確なp値") : Say("Monte Carlo p", "モンテカルロp値"), null, i => readout.Tests[i].P, (double v) => HtmlNumber.Flat(v))
            .Make(best);
    }
}
