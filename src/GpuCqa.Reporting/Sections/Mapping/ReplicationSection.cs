using GpuCqa.Analysis.Mapping;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Mapping;

/// <summary>Every claim on every set: fraction against readout for the train lots and for each set side by side on the same axes, with the verdict of each.</summary>
internal sealed class ReplicationSection : ReportSection
{
    public override string Id => "replication";

    public override Said Title => Say("Replication", "再現");

    public override bool Shows(ReportContext context) => context.Mapping is { Result.Replication.Hypotheses.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        MappingContext mapping = context.Mapping!;
        ReplicationFindings own = mapping.Result.Replication;
        var html = new Markup();
        html.Add($"""<section id="replication"><h2>{Say("Does it replicate?", "再現するか")}</h2><p>{Say("Each claim on the train lots, which it was found on, and on each set of new lots, side by side on the same axes. A set is one role and one tissue; its test is exact over the orders of its lots, one-sided in the locked direction.", "各主張を、見つけたときの学習ロットと新しいロットの各セットについて、同じ軸で並べています。セットは1つの役割と1つの組織で、検定はロットの並べ方すべてによる正確検定(固定した向きの片側)です。")} {Say($"Thick bars: {mapping.Confidence}% Wilson interval, the sampling of cells alone; thin bars: also overdispersion between aliquots.", $"太い線: 細胞の抽出だけを考えた{mapping.Confidence}% Wilson区間。細い線: 分取間の過分散も含む区間。")}</p>""");
        foreach (LockedHypothesis claim in own.Hypotheses) html.Add(Card(mapping, claim));
        html.Add($"<h3>{Say("All tests", "全検定")}</h3>");
        html.Add(Table(mapping.Result));
        html.Add($"</section>\n");
        return html;
    }

    /// <summary>The train lots and each set of a claim, on the axes that all of them share.</summary>
    public static IReadOnlyList<(Said Name, Scene Scene, int Unnamed, int Lots, ReplicationTest? Test)> Pictures(MappingContext mapping, LockedHypothesis claim, int width, int height)
    {
        StateName name = StateName.OfCluster(claim.Cluster, claim.Resolution);
        MappedSet[] sets = [mapping.Train, .. mapping.Sets];
        IReadOnlyList<ScatterPoint>[] points = [.. sets.Select(s => mapping.Points(claim, s))];
        ScatterPoint[] all = [.. points.SelectMany(p => p)];
        return [.. sets.Select((set, i) =>
        {
            (Scene scene, int unnamed) = ScatterPicture.Draw(points[i], MappingContext.WordsOf(claim.Readout), name, set.Color, width, height, all);
            return (set.Name, scene, unnamed, points[i].Count, mapping.Result.Replication.Tests.FirstOrDefault(t => t.Set == set.Name.En && t.Hypothesis.Id == claim.Id && i > 0));
        })];
    }

    /// <summary>The train lots and all sets of a claim in one picture, a colour a set.</summary>
    public static (Scene Scene, int Unnamed) Together(MappingContext mapping, LockedHypothesis claim, int width, int height)
    {
        ScatterPoint[] points = [.. mapping.Sets.Prepend(mapping.Train).SelectMany(set => mapping.Points(claim, set).Select(p => p with { Color = set.Color }))];
        return ScatterPicture.Draw(points, MappingContext.WordsOf(claim.Readout), StateName.OfCluster(claim.Cluster, claim.Resolution), mapping.Train.Color, width, height);
    }

    private static Markup Card(MappingContext mapping, LockedHypothesis claim)
    {
        ReplicationFindings own = mapping.Result.Replication;
        Said what = MapWords.Claim(claim);
        var html = new Markup();
        html.Add($"""<div class="claim"><h3>{Say($"{claim.Id}: {what.En}", $"{claim.Id}: {what.Ja}")}</h3>""");
        if (own.Exploratory) html.Add($"""<p class="warning"><strong>{Say("EXPLORATORY", "探索的")}</strong> {Say("Named after the lots were seen: none of this is evidence.", "ロットを見た後に定めたもので、証拠ではありません。")}</p>""");
        html.Add($"""<div class="panels">""");
        bool train = true;
        foreach ((Said name, Scene scene, int unnamed, int lots, ReplicationTest? test) in Pictures(mapping, claim, 288, 280))
        {
            html.Add($"<figure><figcaption><strong>{name}</strong> ");
            if (test is null && !train) html.Add($"""<span class="tag">{Say("not new lots: not tested", "新しいロットではないため検定せず")}</span><br>{Say(MapWords.Count(lots), $"{lots}ロット")}""");
            else if (test is null) html.Add($"""<span class="tag">{Say("found here", "ここで発見")}</span><br>{Say($"{MapWords.Count(claim.TrainLots)}: rho {HtmlNumber.Rho(claim.TrainRho)}, family-wise p ", $"{claim.TrainLots}ロット: ρ {HtmlNumber.Rho(claim.TrainRho)}、ファミリーワイズp値 ")}{HtmlNumber.P(claim.TrainPFamily)}""");
            else html.Add($"{Tag(own, test)}<br>{Say($"{MapWords.Lots(test).En}: rho {HtmlNumber.Rho(test.Rho)}, one-sided p ", $"{MapWords.Lots(test).Ja}: ρ {HtmlNumber.Rho(test.Rho)}、片側p値 ")}{HtmlNumber.P(test.P)}");
            html.Add($"</figcaption>{SvgWriter.Inline(scene)}{FindingSection.Unnamed(unnamed, lots)}");
            if (test?.Reason is { } reason) html.Add($"""<p class="note">{MapWords.Reason(reason)}</p>""");
            if (test is { LotsLeftOut.Count: > 0 }) html.Add($"""<p class="note">{Say($"Without a share or a readout, left out: {string.Join(", ", test.LotsLeftOut)}.", $"割合または測定値がないため除外: {string.Join("、", test.LotsLeftOut)}。")}</p>""");
            if (test is { Flags.Count: > 0 }) html.Add($"""<p class="note">{Say($"Does not count: {string.Join("; ", test.Flags.Select(f => MapWords.Flag(f).En))}.", $"数えません: {string.Join("、", test.Flags.Select(f => MapWords.Flag(f).Ja))}。")}</p>""");
            html.Add($"</figure>");
            train = false;
        }

        html.Add($"</div>");
        foreach (CombinedReplication c in own.Combined.Where(c => c.Hypothesis == claim.Id))
        {
            string sets = string.Join(" + ", c.Stratified.Sets), rho = HtmlNumber.Rho(c.Stratified.Combined), orders = NumberText.Count((double)c.Stratified.Orders);
            html.Add($"<p><strong>{Say($"{sets} together", $"{sets}を合わせて")}</strong> {Tag(c.Verdict, own.Exploratory)} {Say($"Mean rho {rho} (weights n − 1), one-sided p ", $"平均ρ {rho}(重みn−1)、片側p値 ")}{HtmlNumber.P(c.Stratified.P)} {Say($"over {orders} {(c.Stratified.IsExact ? "" : "drawn ")}orders within sets. Lots of different sets are never put into one correlation.", $"(セット内の並べ替え{orders}通り{(c.Stratified.IsExact ? "" : "を無作為抽出")})。異なるセットのロットを1つの相関にまとめることはしません。")}");
            if (!double.IsNaN(c.FisherP)) html.Add($""" <span class="soft">{Say("For comparison, not exact with so few lots: Fisher ", "参考(ロットが少なく正確でない): Fisher ")}{HtmlNumber.P(c.FisherP)}, Stouffer {HtmlNumber.P(c.StoufferP)}.</span>""");
            html.Add($"</p>");
        }

        html.Add($"</div>");
        return html;
    }

    private static Markup Tag(ReplicationFindings own, ReplicationTest test) =>
        own.Falsifications.FirstOrDefault(f => f.Set == test.Set && f.Hypothesis.Id == test.Hypothesis.Id) is { } f ? FalsificationSection.Tag(f.Verdict, f.Exploratory) : Tag(test.Verdict, test.Exploratory);

    private static Markup Tag(ReplicationVerdict verdict, bool exploratory) => Markup.Of($"""<span class="tag{(exploratory ? "" : verdict == ReplicationVerdict.Replicated ? " yes" : verdict == ReplicationVerdict.NotReplicated ? " no" : "")}">{MapWords.Of(verdict, exploratory)}</span>""");

    private static Markup Table(MapResult result)
    {
        ReplicationFindings own = result.Replication;
        var table = new HtmlTable<ReplicationRow>(Say("Every claim on every set", "全主張×全セット")) { Marked = r => !own.Exploratory && r.Verdict == VerdictNames.Of(ReplicationVerdict.Replicated) };
        table.Text(Say("Set", "セット"), Say("Role, and tissue where a role has several; sets joined by + are combined, lots ordered within sets only.", "役割(複数の組織があれば組織も)。+でつないだものは統合で、並べ替えはセット内のみ。"), r => r.Set)
            .Text(Say("Claim", "主張"), null, r => r.Hypothesis)
            .Text(Say("Readout", "測定値"), null, r => own.Hypotheses.First(h => h.Id == r.Hypothesis).Readout)
            .Count(Say("Lots", "ロット数"), Say("Lots with a share and a readout: the number of replicates.", "割合と測定値のあるロット数(反復の数)。"), r => r.Lots)
            .Number(Say("rho", "ρ"), Say("Spearman rank correlation over the lots of the set; of a combination the mean with weights n − 1.", "セット内のロットでのスピアマン順位相関。統合では重みn−1の平均。"), r => r.Rho, HtmlNumber.Rho)
            .Number(Say("One-sided p", "片側p値"), Say("Exact permutation p in the locked direction.", "固定した向きの正確な並べ替えp値。"), r => r.POneSided, HtmlNumber.Flat)
            .Number(Say("Smallest p", "最小p値"), Say("Smallest p that these lots and ties could have reached.", "このロット数と同順位で到達しうる最小のp値。"), r => Smallest(own, r), HtmlNumber.Flat)
            .Number(Say("Power", "検出力"), Say("Probability that the set replicates a claim whose true Spearman correlation is 0.8, known before its cells were read.", "真のスピアマン相関が0.8のとき再現する確率(細胞を読む前に分かる)。"), r => own.Designs.FirstOrDefault(d => d.Set == r.Set && d.Hypothesis == r.Hypothesis)?.Power ?? double.NaN, v => double.IsNaN(v) ? "–" : NumberText.Percent(v))
            .Text(Say("Verdict", "判定"), null, r => Verdict(r.Verdict, own.Exploratory));
        return table.Make(own.Rows);
    }

    private static Said Verdict(string name, bool exploratory)
    {
        foreach (ReplicationVerdict verdict in Enum.GetValues<ReplicationVerdict>())
        {
            if (VerdictNames.Of(verdict) == name) return MapWords.Of(verdict, exploratory);
        }

        foreach (FalsificationVerdict verdict in Enum.GetValues<FalsificationVerdict>())
        {
            if (VerdictNames.Of(verdict) == name) return MapWords.Of(verdict, exploratory);
        }

        return name;
    }

    private static double Smallest(ReplicationFindings own, ReplicationRow row) =>
        own.Tests.FirstOrDefault(t => t.Set == row.Set && t.Hypothesis.Id == row.Hypothesis)?.SmallestP
        ?? own.Combined.FirstOrDefault(c => c.Hypothesis == row.Hypothesis && string.Join('+', c.Stratified.Sets) == row.Set)?.Stratified.SmallestP ?? double.NaN;
}
