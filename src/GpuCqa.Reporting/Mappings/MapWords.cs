using System.Globalization;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Mappings;

/// <summary>Names and short statements of a mapping, in both languages.</summary>
internal static class MapWords
{
    /// <summary>What is claimed: "H1: the share of cluster 3 at resolution 0.5 rises with vegf".</summary>
    public static Said Claim(LockedHypothesis h)
    {
        StateName name = StateName.OfCluster(h.Cluster, h.Resolution);
        return Say($"the share of {name.At.En} {(h.Direction > 0 ? "rises" : "falls")} with {h.Readout}", $"{name.At.Ja}の割合は{h.Readout}と{(h.Direction > 0 ? "ともに増える" : "逆に減る")}");
    }

    /// <summary>A verdict on one set.</summary>
    public static Said Of(ReplicationVerdict verdict) => verdict switch
    {
        ReplicationVerdict.Replicated => Say("replicated", "再現した"),
        ReplicationVerdict.DirectionOnly => Say("direction only", "向きのみ一致"),
        ReplicationVerdict.NotReplicated => Say("not replicated", "再現せず"),
        _ => Say("not testable", "検定不能"),
    };

    /// <summary>A verdict on one set of a claim that may have been named after the lots were seen.</summary>
    public static Said Of(ReplicationVerdict verdict, bool exploratory) => Exploring(Of(verdict), exploratory);

    /// <summary>A verdict on a falsification set whose predictions may have been written after the lots were seen.</summary>
    public static Said Of(FalsificationVerdict verdict, bool exploratory) => Exploring(Of(verdict), exploratory);

    /// <summary>A verdict on a falsification set.</summary>
    public static Said Of(FalsificationVerdict verdict) => verdict switch
    {
        FalsificationVerdict.Falsifies => Say("fails as predicted", "予測どおり成り立たない"),
        FalsificationVerdict.DoesNotFalsify => Say("does not fail as predicted", "予測に反する"),
        _ => Say("prediction not testable", "予測は検定不能"),
    };

    /// <summary>A verdict on one prediction.</summary>
    public static Said Of(PredictionVerdict verdict) => verdict switch
    {
        PredictionVerdict.AsPredicted => Say("as predicted", "予測どおり"),
        PredictionVerdict.NotAsPredicted => Say("not as predicted", "予測に反する"),
        _ => Say("not testable", "検定不能"),
    };

    /// <summary>A verdict on one prediction that may have been written after the lots were seen.</summary>
    public static Said Of(PredictionVerdict verdict, bool exploratory) => Exploring(Of(verdict), exploratory);

    /// <summary>A verdict on one cell.</summary>
    public static Said Of(CellVerdict verdict) => verdict switch
    {
        CellVerdict.Mapped => Say("mapped", "写像"),
        CellVerdict.Uncertain => Say("uncertain (between clusters)", "不確か(クラスターの間)"),
        _ => Say("not in the reference", "参照外"),
    };

    /// <summary>What tables call a sign by which a lot is foreign.</summary>
    public static string Name(ForeignSign sign) => sign switch
    {
        ForeignSign.Refused => "refused",
        ForeignSign.Distance => "distance",
        ForeignSign.Strangeness => "strangeness",
        _ => "shift",
    };

    /// <summary>Why a lot as a whole is unlike the train lots.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="trainLots">Train lots that the limit is of.</param>
    public static Said Of(ForeignReason reason, int trainLots)
    {
        string limit = $"学習ロット({trainLots}ロット)と同種の次の1ロットの限界";
        return Say(reason.Sentence(trainLots), reason.Sign switch
        {
            ForeignSign.Refused => $"細胞の{NumberText.Percent(reason.Value)}が参照外",
            ForeignSign.Distance => $"参照までの距離の中央値{NumberText.Significant(reason.Value, 3)}が、{limit}{NumberText.Significant(reason.Limit, 3)}を超える",
            ForeignSign.Strangeness => $"典型的な細胞のカウントの異質さ{NumberText.Significant(reason.Value, 3)}が、{limit}{NumberText.Significant(reason.Limit, 3)}を超える",
            _ => $"クラスター内での遺伝子発現のずれ{NumberText.Significant(reason.Value, 3)}(対数発現の偏差)が、{limit}{NumberText.Significant(reason.Limit, 3)}を超える",
        });
    }

    /// <summary>A prediction.</summary>
    public static Said Of(Prediction prediction, LockedHypothesis claim)
    {
        Said quantity = prediction.Quantity switch
        {
            PredictedQuantity.Marker => Say($"share of {claim.Marker?.Name ?? "marker"}-high cells in cluster {claim.Cluster}", $"クラスター{claim.Cluster}の{claim.Marker?.Name ?? "マーカー"}高発現細胞の割合"),
            PredictedQuantity.Readout => claim.Readout,
            _ => Say($"share of cluster {claim.Cluster}", $"クラスター{claim.Cluster}の割合"),
        };
        return Say($"{quantity.En} {(prediction.Lower ? "lower" : "higher")} than in the train lots", $"{quantity.Ja}は学習ロットより{(prediction.Lower ? "低い" : "高い")}");
    }

    /// <summary>A flag that keeps a set from counting.</summary>
    public static Said Flag(string flag) => flag switch
    {
        ReplicationTest.DonorLeak => Say("a donor of a train lot, so the lots are not new", "学習ロットと同じドナーを含み、新しいロットではない"),
        ReplicationTest.RepeatedDonor => Say("several lots of one donor", "同じドナーのロットが複数"),
        ReplicationTest.OtherProcess => Say("made by another process than the train lots", "学習ロットと異なる工程"),
        _ => flag,
    };

    /// <summary>What a grade stands for.</summary>
    public static Said Of(EvidenceLevel level) => level switch
    {
        EvidenceLevel.E0 => Say("an association in the train lots, no more", "学習ロットでの関連にとどまる"),
        EvidenceLevel.E1 => Say("significant and stable in the train lots", "学習ロットで有意かつ安定"),
        EvidenceLevel.E2 => Say("replicated in new lots of the same tissue", "同じ組織の新しいロットで再現"),
        EvidenceLevel.E3 => Say("replicated in another tissue too", "別の組織でも再現"),
        EvidenceLevel.E4 => Say("fails where it was predicted to fail", "成り立たないと予測したところで成り立たない"),
        _ => Say("confirmed by a perturbation", "摂動実験で確認"),
    };

    /// <summary>Lots, with their tissue: "4 lots of BM".</summary>
    public static Said Lots(ReplicationTest test) => test.Tissue is { } tissue
        ? Say($"{Count(test.Count)} of {tissue}", $"{tissue}の{test.Count}ロット")
        : Say(Count(test.Count), $"{test.Count}ロット");

    /// <summary>"1 lot", "4 lots".</summary>
    public static string Count(int lots) => lots == 1 ? "1 lot" : string.Create(CultureInfo.InvariantCulture, $"{lots} lots");

    /// <summary>What the sets could show, before their cells were read; sets of which the same is to be said together.</summary>
    public static IEnumerable<Said> Designs(ReplicationFindings findings) =>
        findings.Designs.Select(d => (d.Set, Words: Design(d, findings.Hypotheses.First(h => h.Id == d.Hypothesis)))).GroupBy(d => d.Words)
            .Select(g => Say($"{string.Join(", ", g.Select(d => d.Set))}{(g.Count() > 1 ? " (each)" : "")}, {g.Key.En}", $"{string.Join("、", g.Select(d => d.Set))}{(g.Count() > 1 ? "(それぞれ)" : "")}、{g.Key.Ja}"));

    // The engine's sentence without the name of its set; in Japanese made of the same numbers.
    private static Said Design(ReplicationDesign d, LockedHypothesis claim)
    {
        string smallest = HtmlNumber.Flat(d.SmallestP), critical = HtmlNumber.Rho(d.CriticalRho), rho = HtmlNumber.Value(d.AssumedRho, 2);
        string begin = $"{d.Hypothesis}({claim.Readout}): ", set = $"{d.Set}, ";
        string japanese = double.IsNaN(d.SmallestP) || double.IsNaN(d.Distinct) ? $"{begin}{d.Lots}ロットでは検定できません。細胞が何を示しても、このセットは主張について何も語りません。"
            : !d.CanReachAlpha ? $"{begin}{d.Lots}ロットの並べ方は{NumberText.Count(d.Distinct)}通りで、到達しうる最小の片側p値は{smallest}です。水準に届かないため、細胞が何を示しても再現は示せません。ロットを増やしてください。"
            : $"{begin}{d.Lots}ロットの並べ方は{NumberText.Count(d.Distinct)}通りで、到達しうる最小の片側p値は{smallest}、水準に届くのは{(Math.Abs(d.CriticalRho) >= 1 - 1e-12 ? "完全な順序のとき" : $"ρが{critical}{(d.CriticalRho < 0 ? "以下" : "以上")}のとき")}です。真のスピアマン相関が{rho}でも再現する確率は{NumberText.Percent(d.Power)}で{(d.Power < 0.5 ? "、再現しないのがむしろ普通です(主張への反証にはなりません)" : "す")}。偶然だけで{rho}に届くのは並べ方の{NumberText.Percent(d.ChanceOfLargeRho)}です。";
        return Say(d.Sentence.StartsWith(set, StringComparison.Ordinal) ? d.Sentence[set.Length..] : d.Sentence, japanese);
    }

    private static Said Exploring(Said verdict, bool exploratory) => exploratory ? Say($"EXPLORATORY: {verdict.En}", $"探索的: {verdict.Ja}") : verdict;

    /// <summary>A reason of the engine, which is in English.</summary>
    public static Said Reason(string? reason) => reason is null ? "" : Say(reason, $"理由(英語): {reason}");
}
