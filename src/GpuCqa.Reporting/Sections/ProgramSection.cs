using GpuCqa.Analysis.Results;
using GpuCqa.Core.Texts;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What the clusters express with the lots as replicates: leading genes of the found one, its gene sets, and the leading ones of the others.</summary>
internal sealed class ProgramSection : ReportSection
{
    private const int Leading = 5, MostSets = 100;

    // The table scrolls sideways; genes one below the other would make its rows tall.
    private const string NoBreak = "\u00A0";

    public override string Id => "programs";

    public override Said Title => Say("Programs", "発現プログラム");

    public override bool Shows(ReportContext context) => context is { Map.Programs.Tests.Count: > 0, Tests.Partition: >= 0 };

    public override Markup Make(ReportContext context)
    {
        ClusterPrograms programs = context.Map!.Programs!;
        Clustering clustering = context.Map.Clusterings[context.Tests!.Partition];
        string resolution = NumberText.Plain(clustering.Resolution);
        var html = new Markup();
        html.Add($"""<section id="programs"><h2>{Say("What the clusters express, over lots", "ロットを通じた各クラスターの発現")}</h2><p class="aside">{Say("Descriptive: the clusters were defined on the same data. Counts are summed per lot and cluster, and each cluster is compared with the same lot's other cells; the lots are the replicates. All clusters of all resolutions are in pseudobulk_markers.csv and pseudobulk.csv.", "記述的な結果です: クラスターは同じデータから定義されました。カウントをロットとクラスターごとに合計し、各クラスターを同じロットの他の細胞と比較します。ロットが反復です。全解像度の全クラスターはpseudobulk_markers.csvとpseudobulk.csvにあります。")}</p>""");
        int focus = context.Tests.Finding.Best?.State.Index ?? -1;
        if (focus >= 0 && programs.TestOf(clustering.Resolution, focus) is { } test) html.Add(Found(context, programs, clustering, test));
        html.Add($"""<h3>{Say($"All clusters at resolution {resolution}", $"解像度{resolution}の全クラスター")}</h3>""");
        var all = new HtmlTable<PseudobulkTest>(Say("What each cluster expresses", "各クラスターの発現")) { Sortable = false, Marked = t => t.Cluster == focus }
            .Rich(Say("Cluster", "クラスター"), null, t => Markup.Of($"""<i class="chip" style="background:{context.Tests.Colors[context.Tests.Partition].Colors[t.Cluster]}"></i>{t.Cluster}"""))
            .Count(Say("Lots", "ロット数"), Say("Lots with enough cells on both sides.", "両側に十分な細胞があるロット。"), t => t.Lots.Count)
            .Count(Say("Higher", "高い"), Say("Genes called higher in the cluster, at FDR 5%.", "クラスターで高いと判定された遺伝子(FDR 5%)。"), t => t.Up)
            .Count(Say("Lower", "低い"), Say("Genes called lower in the cluster, at FDR 5%.", "クラスターで低いと判定された遺伝子(FDR 5%)。"), t => t.Down)
            .Rich(Say("Leading genes", "主要遺伝子"), Say("Genes higher in the cluster, with log2 fold change over lots.", "クラスターで高い遺伝子とロットを通じたlog2変化量。"), t => Genes(Of(programs, t, true)));
        if (programs.Libraries.Count > 0) all.Text(Say("Leading gene set", "主要遺伝子セット"), Say("The first one of the higher genes, at FDR 5%.", "高い遺伝子の最上位のセット(FDR 5%)。"), t => ProgramText.Leading(programs, t.Resolution, t.Cluster, true).FirstOrDefault(s => s.PAdjusted <= ClusterPrograms.DiscoveryRate)?.Set ?? "–");
        html.Add(all.Make(programs.Tests.Where(t => t.Resolution == clustering.Resolution).OrderBy(t => t.Cluster == focus ? 0 : 1)));
        html.Add($"</section>\n");
        return html;
    }

    private static Markup Found(ReportContext context, ClusterPrograms programs, Clustering clustering, PseudobulkTest test)
    {
        var html = new Markup();
        string resolution = NumberText.Plain(clustering.Resolution), left = Counted.List([.. test.LeftOut]);
        html.Add($"""<h3>{Say($"Cluster {test.Cluster} (resolution {resolution})", $"クラスター{test.Cluster}(解像度{resolution})")}</h3>""");
        if (ProgramText.Of(programs, clustering.Resolution, test.Cluster) is { } sentence) html.Add($"<p>{sentence}</p>");
        else html.Add($"<p>{Say("Too few lots have cells enough on both sides: nothing is compared.", "両側に十分な細胞があるロットが足りないため、比較しません。")}</p>");
        if (test.LeftOut.Count > 0) html.Add($"""<p class="note">{Say($"Left out for too few cells in the cluster or outside of it: {left}.", $"クラスター内または外の細胞が少なすぎるため除外したロット: {left}。")}</p>""");
        if (test.Genes == 0) return html;
        html.Add(Markers(Say($"The leading genes that are higher", "高い主要遺伝子"), Of(programs, test, true)));
        html.Add(Markers(Say($"The leading genes that are lower", "低い主要遺伝子"), Of(programs, test, false)));
        foreach (MatchedLibrary library in programs.Libraries) html.Add(Sets(programs, test, library));
        return html;
    }

    private static IEnumerable<LotMarker> Of(ClusterPrograms programs, PseudobulkTest test, bool up) => programs.Markers.Where(m => m.Resolution == test.Resolution && m.Cluster == test.Cluster && m.Log2Fc > 0 == up);

    private static Markup Genes(IEnumerable<LotMarker> markers)
    {
        var html = new Markup();
        foreach (LotMarker m in markers.Where(m => m.Called).Take(Leading)) html.Add($"""<span class="gene" title="{m.Gene}"><em>{m.Name}</em> {HtmlNumber.Value(m.Log2Fc, 2)}</span> """);
        return html;
    }

    private static Markup Markers(Said title, IEnumerable<LotMarker> markers) =>
        Markup.Of($"<h4>{title}</h4>{new HtmlTable<LotMarker>(title)
            .Rich(Say("Gene", "遺伝子"), null, m => Markup.Of($"<em>{m.Name}</em>"))
            .Number(Say("log2 fold change", "log2変化量"), Say("Mean over lots of the difference in log2 counts per million, the cluster less the lot's other cells.", "ロットごとの差(log2 CPM、クラスター − 同じロットの他の細胞)の平均。"), m => m.Log2Fc, v => HtmlNumber.Value(v, 3))
            .Number(Say("t", "t"), Say("That mean over its standard error, with moderated variance.", "平均を緩和した分散による標準誤差で割った値。"), m => m.T, v => HtmlNumber.Value(v, 3))
            .Rich(Say("FDR (descriptive)", "FDR(記述的)"), Say("Benjamini and Hochberg over the tested genes of the cluster.", "クラスターの検定遺伝子全体のBenjamini-Hochberg補正。"), m => HtmlNumber.P(m.PAdjusted))
            .Count(Say("Lots agreeing", "一致ロット数"), Say("Lots whose own difference has the direction.", "同じ方向の差を示すロットの数。"), m => m.LotsAgreeing)
            .Number(Say("In cluster", "クラスター内"), Say("Share of the cluster's cells with a count.", "クラスターの細胞のうち検出された割合。"), m => m.PctCluster, NumberText.Percent)
            .Number(Say("In the rest", "その他"), Say("Share of the other cells with a count.", "その他の細胞のうち検出された割合。"), m => m.PctRest, NumberText.Percent)
            .Make(markers.Take(ClusterPrograms.LeadingGenes))}");

    private static Markup Sets(ClusterPrograms programs, PseudobulkTest test, MatchedLibrary library)
    {
        GeneSetTest[] sets = [.. programs.GeneSets.Where(s => s.Resolution == test.Resolution && s.Cluster == test.Cluster && s.Library == library.Name)];
        var html = new Markup();
        html.Add($"<h4>{Say($"Gene sets: {library.Name}", $"遺伝子セット: {library.Name}")}</h4>");
        string found = NumberText.Count(library.Found), genes = NumberText.Count(library.Genes), tested = NumberText.Count(sets.Length == 0 ? 0 : sets[0].SetsTested), background = NumberText.Count(test.Genes);
        html.Add($"""<p>{Say($"{found} of the {genes} genes of these sets are in the data; {tested} sets are tested, against the {background} tested genes of the cluster as background. Higher and lower genes are looked up apart.", $"これらのセットの{genes}遺伝子のうち{found}遺伝子がデータにあります。{tested}セットを、クラスターの検定遺伝子{background}を背景として検定します。高い遺伝子と低い遺伝子は別々に調べます。")}</p>""");
        if (sets.Any(s => s.TooShort)) html.Add($"""<p class="note">{Say($"Lists of {ProgramText.ShortList} genes or fewer are too short for over-representation (TOO_SHORT_FOR_ORA); read the rank test there.", $"{ProgramText.ShortList}遺伝子以下のリストは過剰代表解析には短すぎます(TOO_SHORT_FOR_ORA)。順位検定を参照してください。")}</p>""");
        if (sets.Length == 0) return html;
        html.Add(new HtmlTable<GeneSetTest>(Say("Gene sets of the found cluster", "見つかったクラスターの遺伝子セット")) { Filtered = true, AllIn = "gene_sets.csv", Marked = s => s.PAdjusted <= ClusterPrograms.DiscoveryRate && !s.TooShort, OnlyMarked = Say("FDR 5% only", "FDR 5%のみ") }
            .Text(Say("Gene set", "遺伝子セット"), null, s => s.Set)
            .Text(Say("Genes", "遺伝子"), Say("Whether genes higher or lower in the cluster are looked up.", "クラスターで高い遺伝子か低い遺伝子か。"), s => s.Up ? Say("higher", "高い") : Say("lower", "低い"))
            .Number(Say("Overlap", "重なり"), Say("Genes of the set among the called ones, of those among the tested ones.", "セットのうち判定された遺伝子数と検定遺伝子数。"), s => s.Overlap, s => $"{s.Overlap} / {s.Size}")
            .Number(Say("Expected", "期待値"), Say("Mean overlap of as many genes drawn from the background.", "背景から同数の遺伝子を抽出したときの平均。"), s => s.Expected, v => HtmlNumber.Value(v, 2))
            .Number(Say("FDR (descriptive)", "FDR(記述的)"), Say("Hypergeometric upper tail, Benjamini and Hochberg over the sets of the file and direction.", "超幾何分布の上側確率をファイルと方向ごとにBenjamini-Hochberg補正。"), s => s.PAdjusted, HtmlNumber.Flat)
            .Number(Say("Rank test FDR", "順位検定FDR"), Say("Second opinion without a list: whether the set's genes rank above (or below) the others by moderated t, widened by their correlation over lots (CAMERA).", "リストによらない第二の検定: セットの遺伝子の順位を、ロット間の相関を考慮して他と比較(CAMERA)。"), s => s.RankPAdjusted, s => $"{HtmlNumber.Flat(s.RankPAdjusted)} {(s.RankUp ? "↑" : "↓")}")
            .Number(Say("Lots agreeing", "一致ロット数"), Say("Lots in which the set's mean difference lies beyond that of all tested genes.", "セットの平均差が全検定遺伝子の平均を超えるロットの数。"), s => s.LotsAgreeing, s => $"{s.LotsAgreeing} / {s.Lots}")
            .Text(Say("Leading genes", "主要遺伝子"), null, s => string.Join(NoBreak, s.Genes.Take(Leading)))
            .Make(sets.OrderBy(s => s.Up ? 0 : 1).ThenBy(s => s.PAdjusted).ThenBy(s => s.P).GroupBy(s => s.Up).SelectMany(g => g.Take(MostSets))));
        return html;
    }
}
