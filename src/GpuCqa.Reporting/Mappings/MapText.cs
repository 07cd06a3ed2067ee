using GpuCqa.Analysis.Mapping;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Mappings;

/// <summary>What new lots say of locked claims, in words.</summary>
internal static class MapText
{
    /// <summary>A lot with more refused cells than this is told beside the finding.</summary>
    public const double ManyRefused = 0.2;

    /// <summary>The finding in a few words: the first claim on every set.</summary>
    public static Said Headline(MapResult result)
    {
        if (result.Replication.Hypotheses.Count == 0) return Say($"{MapWords.Count(result.Lots.Count)} mapped; the reference locks no claim", $"{result.Lots.Count}ロットを写像(参照に固定された主張はありません)");
        LockedHypothesis claim = result.Replication.Hypotheses[0];
        Said[] parts = [.. result.Replication.Tests.Where(t => t.Hypothesis == claim).Select(t => (t.Set, Words: Short(result.Replication, t))).GroupBy(t => t.Words)
            .Select(g => Say($"{g.Key.En} in {string.Join(", ", g.Select(t => t.Set))}", $"{string.Join("、", g.Select(t => t.Set))}で{g.Key.Ja}"))];
        Said name = StateName.OfCluster(claim.Cluster, claim.Resolution).Title;
        string exploratory = result.Replication.Exploratory ? "EXPLORATORY: " : "", exploring = result.Replication.Exploratory ? "探索的: " : "";
        return parts.Length == 0 ? Say($"{exploratory}{name.En} and {claim.Readout}: no set to test it on", $"{exploring}{name.Ja}と{claim.Readout}: 検定できるセットがありません")
            : Say($"{exploratory}{name.En} and {claim.Readout}: {string.Join("; ", parts.Select(p => p.En))}", $"{exploring}{name.Ja}と{claim.Readout}: {string.Join("、", parts.Select(p => p.Ja))}");
    }

    /// <summary>The finding with its certainty: every claim on every set, over sets together, and its grade.</summary>
    public static Said Sentence(MapResult result)
    {
        ReplicationFindings own = result.Replication;
        var english = new List<string>();
        var japanese = new List<string>();
        void tell(Said text) { english.Add(text.En); japanese.Add(text.Ja); }
        if (own.Hypotheses.Count == 0) tell(Say($"{MapWords.Count(result.Lots.Count)} were mapped onto the reference; it locks no claim, so nothing was tested.", $"{result.Lots.Count}ロットを参照に写像しました。参照に固定された主張がないため、検定は行っていません。"));
        if (own.Exploratory) tell(Say("EXPLORATORY: the claim was named after the lots were seen, so nothing here is evidence.", "探索的: 主張はロットを見た後に定められたため、以下は証拠になりません。"));
        foreach (LockedHypothesis claim in own.Hypotheses)
        {
            Said what = MapWords.Claim(claim);
            string id = own.Hypotheses.Count > 1 ? $"{claim.Id}: " : "";
            tell(Say($"{id}The claim that {what.En}", $"{id}主張「{what.Ja}」"));
            ReplicationTest[] tests = [.. own.Tests.Where(t => t.Hypothesis == claim)];
            Said[] said = [.. tests.Select(t => Test(own, t)), .. own.Combined.Where(c => c.Hypothesis == claim.Id).Select(Combined)];
            english[^1] += said.Length == 0 ? " has no set to be tested on." : $" {string.Join("; ", said.Select(s => s.En))}.";
            japanese[^1] += said.Length == 0 ? "を検定できるセットはありません。" : $": {string.Join("。", said.Select(s => s.Ja))}。";
            if (own.Grades.FirstOrDefault(g => g.Hypothesis == claim.Id) is { } grade)
                tell(Say($"Evidence grade {grade.Level}: {MapWords.Of(grade.Level).En}.", $"証拠の等級{grade.Level}: {MapWords.Of(grade.Level).Ja}。"));
        }

        return Say(string.Join(" ", english), string.Join("", japanese));
    }

    /// <summary>What has to be read with the finding and follows from the result itself; foreign lots, missing genes and donors are told by the engine's warnings.</summary>
    public static IReadOnlyList<Said> Remarks(MapResult result)
    {
        ReplicationFindings own = result.Replication;
        var remarks = new List<Said>();
        if (own.Exploratory) remarks.Add(Say("EXPLORATORY. The claim was named after the lots were seen: every test here describes, none of them is evidence, and the grade counts none.", "探索的。主張はロットを見た後に定められました。ここでの検定はすべて記述であって証拠ではなく、等級にも数えません。"));
        foreach (ReplicationTest test in own.Tests.Where(t => t.Verdict is ReplicationVerdict.DirectionOnly or ReplicationVerdict.NotReplicated && !t.IsFalsification))
        {
            ReplicationDesign? design = own.Designs.FirstOrDefault(d => d.Set == test.Set && d.Hypothesis == test.Hypothesis.Id);
            if (design is { CanReachAlpha: true, Power: < 0.5 })
            {
                string power = NumberText.Percent(design.Power), rho = HtmlNumber.Value(design.AssumedRho, 2), otherwise = NumberText.Percent(1 - design.Power);
                remarks.Add(Say($"{test.Set} has too few lots to speak against the claim: even with a true correlation of {rho} it would replicate in {power} of such sets only. Failing to is the expected result ({otherwise}).", $"{test.Set}はロットが少なく、主張への反証にはなりません。真の相関が{rho}でも再現するのは{power}にすぎず、再現しないのが普通です({otherwise})。"));
            }
        }

        foreach (ReplicationTest test in own.Tests.Where(t => t.Flags.Contains(ReplicationTest.OtherProcess)).DistinctBy(t => t.Set))
            remarks.Add(Say($"{test.Set} does not count as new lots of the claim: {MapWords.Flag(ReplicationTest.OtherProcess).En}.", $"{test.Set}は主張の新しいロットとして数えません: {MapWords.Flag(ReplicationTest.OtherProcess).Ja}。"));
        MappedLot[] refused = [.. result.Lots.Where(l => !l.Foreign && l.UnmappedShare > ManyRefused)];
        if (refused.Length > 0) remarks.Add(Say($"Many cells have no label in {string.Join(", ", refused.Select(l => $"{l.Lot.Name} ({NumberText.Percent(l.UnmappedShare)})"))}: they count in the lot but in no cluster, so its shares are too small by as much as they belong there.", $"ラベルのない細胞が多いロット: {string.Join("、", refused.Select(l => $"{l.Lot.Name}({NumberText.Percent(l.UnmappedShare)})"))}。これらはロットの細胞数には入りますがどのクラスターにも入らず、割合はその分だけ小さく出ます。"));
        return remarks;
    }

    /// <summary>What the finding does not say.</summary>
    public static IReadOnlyList<Said> Caveats(MapResult result)
    {
        var caveats = new List<Said>
        {
            Say("Not replicated is not refuted: a small set fails to replicate a true claim most of the time. Add lots, and combine sets by orders within sets only.", "再現しないことは反証ではありません。小さなセットでは正しい主張でもたいてい再現しません。ロットを増やし、組み合わせるときはセット内の並べ替えだけで行ってください。"),
            Say("Replicated is not proven: it is an association over lots, not a cause, and it holds for lots like these.", "再現は証明ではありません。ロット間の関連であって因果ではなく、これらに似たロットについてのみ言えます。"),
            Say("A label names the nearest cluster of the reference. A share of votes is not a probability of belonging there; what is not in the reference is told by the distance.", "ラベルは参照のなかで最も近いクラスターの名です。票の割合は所属の確率ではなく、参照にないことは距離で判定します。"),
            Say("A share of refused cells near the false-refusal rate of the limits is what lots of the reference's own kind have; more than that is new.", "参照外の割合が誤って参照外とする率の程度であれば、参照と同種のロットでも起こります。それを超える分が新しいものです。"),
            Say("Train rho was chosen as the best of a family, so it is too large on average: expect less in new lots.", "学習ロットのρは多数のうち最大のものとして選ばれたため平均的に大きすぎます。新しいロットではそれより小さいはずです。"),
            Say("Tissues are never pooled in one correlation: with no correlation within tissues their pooled lots would nearly always look significant.", "組織を1つの相関にまとめることはしません。組織内に相関がなくても、まとめるとほぼ必ず有意に見えてしまうためです。"),
            Say("The grade is this program's own scale of evidence, not a regulatory one.", "等級はこのプログラム独自の尺度で、規制上の区分ではありません。"),
        };
        if (result.Parameters.Method == "anchors") caveats.Insert(3, Say("Labels by anchors depend on the other cells of the lot: each lot was mapped whole and by itself. For release testing of one lot at a time, map by symphony.", "アンカーによるラベルはそのロットの他の細胞にも依存します。各ロットはそれぞれ全細胞をまとめて写像しました。1ロットずつの出荷判定にはsymphonyを使ってください。"));
        return caveats;
    }

    /// <summary>Size of the result.</summary>
    public static Said Facts(MapResult result)
    {
        int sets = result.Lots.Select(l => l.Set).Distinct(StringComparer.Ordinal).Count();
        string lots = NumberText.Count(result.Lots.Count), cells = NumberText.Count(result.Cells.Count), train = NumberText.Count(result.Reference.Lots.Count), own = NumberText.Count(result.Reference.Cells.Count), hash = Hash(result.Reference.Hash);
        return Say($"{lots} new lots in {sets} {(sets == 1 ? "set" : "sets")} · {cells} cells · reference {hash} of {train} lots, {own} cells", $"新しい{lots}ロット、{sets}セット · {cells}細胞 · 参照{hash}({train}ロット、{own}細胞)");
    }

    /// <summary>The beginning of a hash, which names it to a reader.</summary>
    public static string Hash(string sha256) => sha256.Length <= 12 ? sha256 : sha256[..12];

    /// <summary>A set's verdict in a word.</summary>
    private static Said Short(ReplicationFindings own, ReplicationTest test) => Falsification(own, test) is { } f ? MapWords.Of(f.Verdict) : test.Verdict switch
    {
        ReplicationVerdict.Replicated => Say("replicates", "再現"),
        ReplicationVerdict.DirectionOnly => Say("same direction, not significant", "同じ向き(有意でない)"),
        ReplicationVerdict.NotReplicated => Say("does not replicate", "再現せず"),
        _ => Say("cannot be tested", "検定不能"),
    };

    private static FalsificationTest? Falsification(ReplicationFindings own, ReplicationTest test) => own.Falsifications.FirstOrDefault(f => f.Set == test.Set && f.Hypothesis.Id == test.Hypothesis.Id);

    private static Said Test(ReplicationFindings own, ReplicationTest test)
    {
        Said lots = MapWords.Lots(test);
        string rho = NumberText.Rho(test.Rho), p = NumberText.P(test.P), smallest = NumberText.P(test.SmallestP);
        Said numbers = test.IsExact ? Say($"rho {rho}, one-sided exact p {p} (smallest possible {smallest})", $"ρ {rho}、片側の正確なp値 {p}(最小{smallest})") : Say($"rho {rho}, one-sided Monte Carlo p {p}", $"ρ {rho}、片側モンテカルロp値 {p}");
        if (Falsification(own, test) is { } f)
        {
            Said[] predictions = [.. f.Predictions.Select(q => Say($"{MapWords.Of(q.Prediction, test.Hypothesis).En}: {MapWords.Of(q.Verdict).En}, p {NumberText.P(q.P)}", $"{MapWords.Of(q.Prediction, test.Hypothesis).Ja}: {MapWords.Of(q.Verdict).Ja}、p {NumberText.P(q.P)}"))];
            return Say($"{MapWords.Of(f.Verdict).En} in {test.Set} ({lots.En}: {string.Join("; ", predictions.Select(q => q.En))})", $"{test.Set}({lots.Ja})では{MapWords.Of(f.Verdict).Ja}({string.Join("、", predictions.Select(q => q.Ja))})");
        }

        return test.Verdict switch
        {
            ReplicationVerdict.Replicated => Say($"replicates in {test.Set} ({lots.En}): {numbers.En}", $"{test.Set}({lots.Ja})で再現: {numbers.Ja}"),
            ReplicationVerdict.DirectionOnly => Say($"has the claimed direction in {test.Set} ({lots.En}) and is not shown: {numbers.En}", $"{test.Set}({lots.Ja})では主張と同じ向きだが示されない: {numbers.Ja}"),
            ReplicationVerdict.NotReplicated => Say($"does not replicate in {test.Set} ({lots.En}): {numbers.En}", $"{test.Set}({lots.Ja})では再現しない: {numbers.Ja}"),
            _ => Say($"cannot be tested in {test.Set} ({test.Reason})", $"{test.Set}では検定できない({MapWords.Reason(test.Reason).Ja})"),
        };
    }

    private static Said Combined(CombinedReplication c)
    {
        string sets = string.Join(" + ", c.Stratified.Sets), rho = NumberText.Rho(c.Stratified.Combined), p = NumberText.P(c.Stratified.P);
        int lots = c.Stratified.Lots.Sum();
        return Say($"{sets} together ({MapWords.Count(lots)}, ordered within sets only): {MapWords.Of(c.Verdict).En}, mean rho {rho}, one-sided {(c.Stratified.IsExact ? "exact" : "Monte Carlo")} p {p}", $"{sets}を合わせて({lots}ロット、並べ替えはセット内のみ): {MapWords.Of(c.Verdict).Ja}、平均ρ {rho}、片側p値 {p}");
    }
}
