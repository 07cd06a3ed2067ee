using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Which clusters and associations hold when clusters are found anew; absent where that was not asked for.</summary>
internal sealed class RefitSection : ReportSection
{
    public override string Id => "refits";

    public override Said Title => Say("Refits", "再クラスタリング");

    public override bool Shows(ReportContext context) => context.Tests?.Findings.Stability is not null;

    public override Markup Make(ReportContext context)
    {
        TestsContext tests = context.Tests!;
        StabilityFindings found = tests.Findings.Stability!;
        string seeds = NumberText.Count(found.Count(RefitKind.Seed)), subsamples = NumberText.Count(found.Count(RefitKind.Subsample)), lots = NumberText.Count(found.Count(RefitKind.Lot));
        var html = new Markup();
        html.Add($"""<section id="refits"><h2>{Say("Are the clusters found again?", "クラスターは再現されるか")}</h2><p>{Say($"Clusters were found anew {seeds} times with another seed, in {subsamples} subsamples (80% of the cells of every lot), and without each of {lots} lots in turn. Of every cluster: the Jaccard index with the most similar cluster found anew (shared cells over all cells of both, over the cells that both have), and the rho of that cluster with the readout.", $"シードを変えて{seeds}回、各ロットの細胞の80%からなる部分標本{subsamples}個、さらに{lots}ロットを1つずつ除いて、クラスターを再計算しました。各クラスターについて、最も似た再計算クラスターとのJaccard指数(双方にある細胞での共有細胞÷両者の全細胞)と、そのクラスターのρを求めています。")}</p>""");
        html.Add($"""<p class="note">{Say("What is made anew: with a seed, the search for clusters; in a subsample, neighbours, graph and clusters, in the embedding of all cells; without a lot, everything from the choice of genes on (genes, components, alignment, neighbours, graph, clusters). Quality control is of each lot by itself and stays. Limits are conventions, not tests: a cluster is not stable when its mean index is below 0.75 in subsamples or below 0.60 without some lot; an association also when the 5% quantile of its rho has lost the sign. What is not stable is never the finding; the family of tests, and so every p, stays the same.", "再計算の範囲: シード変更ではクラスター探索、部分標本では全細胞の埋め込みにおける近傍・グラフ・クラスター、ロット除外では遺伝子選択以降のすべて(遺伝子、主成分、補正、近傍、グラフ、クラスター)。品質管理はロットごとに独立しているため変わりません。基準は検定ではなく慣例です: 部分標本での平均が0.75未満、またはいずれかのロットを除いて0.60未満なら不安定、関連はρの5%分位点が符号を失った場合も不安定とします。不安定なものは結果としません。検定の範囲とp値は変わりません。")}</p>""");
        Association[] best = [.. tests.Findings.BestPerReadout()];
        foreach (Association a in best) html.Add($"<p>{StabilityText.Held(tests.Findings, a)!.Value}</p>");
        Said aside = StabilityText.SetAside(tests.Findings);
        if (aside.En.Length > 0) html.Add($"""<p class="warning">{aside}</p>""");
        StateId[] focus = [.. best.Where(a => Finding.Reaches(tests.Findings, a)).Select(a => a.State)];
        html.Add(Pictures(tests, found, focus));
        html.Add(Clusters(tests, found, focus));
        html.Add(Associations(tests, found));
        html.Add(Agreement(tests, found));
        html.Add($"</section>\n");
        return html;
    }

    private static Markup Pictures(TestsContext tests, StabilityFindings found, StateId[] focus)
    {
        var html = new Markup();
        IReadOnlyList<StatePartition> partitions = tests.Findings.Partitions;
        foreach (int p in Enumerable.Range(0, partitions.Count).OrderByDescending(p => p == tests.Partition).ThenBy(p => p))
        {
            ClusterStability[] rows = [.. found.Clusters.Where(c => c.State.Partition == p)];
            string resolution = NumberText.Plain(partitions[p].Resolution);
            Said title = Say($"Clusters at resolution {resolution}", $"解像度{resolution}のクラスター");
            var figure = new Markup();
            figure.Add($"""<figure><figcaption><strong>{title}</strong></figcaption><div class="only-wide">{SvgWriter.Inline(JaccardPicture.Draw(rows, focus, partitions[p].Resolution, 540))}</div><div class="only-narrow">{SvgWriter.Inline(JaccardPicture.Draw(rows, focus, partitions[p].Resolution, 350))}</div></figure>""");
            if (p == tests.Partition) html.Add(figure);
            else html.Add($"<details><summary>{title}</summary>{figure}</details>");
        }

        html.Add($"""<p class="note">{Say("Point: mean of the subsamples; line: down to the least of them; square: without the lot that matters most. Dashed: the limits for a lot left out (0.60) and for the mean (0.75).", "点: 部分標本の平均。線: その最小値まで。四角: 影響が最大のロットを除いた場合。破線: ロット除外(0.60)と平均(0.75)の基準。")}</p>""");
        if (partitions.Count < 2) return html;
        html.Add($"""<figure><figcaption><strong>{Say("How clusters split and merge over the resolutions", "解像度によるクラスターの分割と併合")}</strong></figcaption><div class="only-wide">{SvgWriter.Inline(TreePicture.Draw(found, partitions, focus, 540))}</div><div class="only-narrow">{SvgWriter.Inline(TreePicture.Draw(found, partitions, focus, 350))}</div>""");
        html.Add($"""<p class="note">{Say("One column a resolution, one circle a cluster, larger with more cells; lines: cells in both, dark to the cluster that holds most. Open circles: not stable.", "列が解像度、円がクラスター(大きいほど細胞が多い)、線が共通の細胞(濃い線は最も多く含む側)。白抜きの円は不安定です。")}</p></figure>""");
        return html;
    }

    private static Markup Clusters(TestsContext tests, StabilityFindings found, StateId[] focus)
    {
        HtmlTable<ClusterStability> table = new HtmlTable<ClusterStability>(Say("How every cluster holds", "各クラスターの安定性")) { AllIn = "stability.csv", Marked = c => focus.Contains(c.State) }
            .Number(Say("Resolution", "解像度"), null, c => tests.Findings.Partitions[c.State.Partition].Resolution, NumberText.Plain)
            .Number(Say("Cluster", "クラスター"), null, c => c.State.Index, NumberText.Count)
            .Count(Say("Cells", "細胞数"), null, c => c.Cells)
            .Number(Say("Mean Jaccard", "平均Jaccard"), Say("Mean over the subsamples.", "部分標本での平均。"), c => c.SubsampleMean, NumberText.Index)
            .Number(Say("Least", "最小"), Say("Least over the subsamples.", "部分標本での最小値。"), c => c.SubsampleMin, NumberText.Index)
            .Number(Say("Recovered", "再現率"), Say("Share of the subsamples with an index of 0.75 or more.", "指数が0.75以上の部分標本の割合。"), c => c.Recovered, NumberText.Percent)
            .Number(Say("Least over seeds", "シード間の最小"), null, c => c.SeedMin, NumberText.Index)
            .Number(Say("Least without a lot", "ロット除外の最小"), null, c => c.LotOutMin, NumberText.Index)
            .Text(Say("That lot", "該当ロット"), null, c => c.LotOutWorst)
            .Number(Say("Largest lot", "最大ロットの割合"), Say("Largest share of its cells that come from one lot.", "1つのロットに由来する細胞の最大割合。"), c => c.LargestLotShare, NumberText.Percent)
            .Number(Say("Quantified", "定量可能"), Say("Share of the lots whose fraction is above the limit of quantification: 10 cells or more and a relative standard deviation of at most 32%, aliquots included.", "割合が定量限界を超えるロットの割合(10細胞以上、かつ分取の過分散を含む相対標準偏差32%以下)。"), c => c.LotsAboveLimit, NumberText.Percent)
            .Text(Say("Flags", "注意"), null, c => string.Join(", ", c.Flags));
        return Markup.Of($"<details><summary>{Say("The numbers of every cluster", "各クラスターの数値")}</summary>{table.Make(found.Clusters)}</details>");
    }

    private static Markup Associations(TestsContext tests, StabilityFindings found)
    {
        Dictionary<(string, StateId), int> ranks = tests.Findings.Associations.ToDictionary(a => (a.Readout, a.State), a => a.Rank);
        AssociationStability[] rows = [.. found.Associations.Where(a => ranks.ContainsKey((a.Readout, a.State)) && !double.IsNaN(a.Rho)).OrderBy(a => ranks[(a.Readout, a.State)]).Take(20)];
        HtmlTable<AssociationStability> table = new HtmlTable<AssociationStability>(Say("How associations hold", "関連の安定性")) { AllIn = "stability_associations.csv" }
            .Text(Say("Readout", "測定値"), null, a => a.Readout)
            .Text(Say("Cluster", "クラスター"), null, a => tests.Names.Of(a.State).At)
            .Number(Say("rho", "ρ"), null, a => a.Rho, HtmlNumber.Rho)
            .Count(Say("Refits", "再計算数"), null, a => a.Refits)
            .Number(Say("Median", "中央値"), null, a => a.Median, HtmlNumber.Rho)
            .Number(Say("5% quantile", "5%分位点"), Say("Counted from the side opposite to rho.", "元のρと反対側から数えた分位点。"), a => a.Low, HtmlNumber.Rho)
            .Number(Say("Without a lot", "ロット除外"), Say("Smallest and largest rho of the matched cluster without a lot, over the other lots.", "1ロットを除いて再計算したクラスターの、残りのロットでのρの最小と最大。"), a => a.LotOutLow, a => HtmlNumber.Range(a.LotOutLow, a.LotOutHigh))
            .Text(Say("Sign kept", "符号の維持"), null, a => a.SignHolds is { } holds ? holds ? Say("yes", "はい") : Say("no", "いいえ") : "–");
        return Markup.Of($"<details><summary>{Say("The associations of clusters found anew", "再計算したクラスターの関連")}</summary>{table.Make(rows)}</details>");
    }

    private static Markup Agreement(TestsContext tests, StabilityFindings found)
    {
        IReadOnlyList<StatePartition> partitions = tests.Findings.Partitions;
        HtmlTable<int> table = new HtmlTable<int>(Say("Agreement of whole clusterings", "クラスタリング全体の一致")) { Sortable = false, AllIn = "stability_ari.csv" }
            .Number(Say("Resolution", "解像度"), null, p => partitions[p].Resolution, (double v) => NumberText.Plain(v))
            .Number(Say("Clusters", "クラスター数"), null, p => partitions[p].States.Count, (double n) => NumberText.Count(n));
        for (int p = 0; p < partitions.Count; p++)
        {
            int other = p;
            string resolution = NumberText.Plain(partitions[p].Resolution);
            table.Number(Say($"ARI with {resolution}", $"{resolution}とのARI"), Say($"Mean adjusted Rand index over pairs of seeds, the discovery's own among them, of this resolution and {resolution}.", $"この解像度と解像度{resolution}の、シードの組(元のシードを含む)での調整ランド指数の平均。"), q => Mean(found.Agreement.Where(a => (a.First, a.Second) == (q, other) || (a.First, a.Second) == (other, q)).Select(a => a.Rand)), (double v) => NumberText.Index(v));
        }

        table.Number(Say("Subsamples", "部分標本"), Say("Mean adjusted Rand index of subsamples with the discovery.", "部分標本と元のクラスタリングの調整ランド指数の平均。"), p => Mean(found.Refits.Where(f => f.Kind == RefitKind.Subsample).Select(f => f.Agreement[p])), (double v) => NumberText.Index(v))
            .Number(Say("Without a lot", "ロット除外"), Say("Smallest adjusted Rand index without a lot.", "1ロットを除いた場合の調整ランド指数の最小値。"), p => found.Refits.Where(f => f.Kind == RefitKind.Lot).Select(f => f.Agreement[p]).DefaultIfEmpty(double.NaN).Min(), (double v) => NumberText.Index(v));
        return Markup.Of($"<details><summary>{Say("Agreement over seeds and resolutions", "シード・解像度間の一致")}</summary>{table.Make(Enumerable.Range(0, partitions.Count))}</details>");
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}
