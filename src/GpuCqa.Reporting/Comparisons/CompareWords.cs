using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Comparisons;

/// <summary>The words of a comparison in both languages; the Japanese ones are those of the notices on comparability (同等性/同質性, 重要品質特性, 規格及び試験方法).</summary>
internal static class CompareWords
{
    public static Said Of(Stage stage) => stage switch
    {
        Stage.MethodProblem => Say("a method of analysis has a problem", "分析方法に問題がある"),
        Stage.HighlySimilar => Say("highly similar", "類似性が高い"),
        Stage.SimilarUncertain => Say("appears similar, not shown", "高い類似性がうかがわれる"),
        _ => Say("clearly different", "差異が顕著"),
    };

    public static Said Of(FlowState state) => state switch
    {
        FlowState.Attributes => Say("Quality attributes before and after", "製法変更前後の製品の品質特性"),
        FlowState.Analytics => Say("Mend or extend the analysis", "分析方法の改善・追加分析"),
        FlowState.Knowledge => Say("Experience, related information", "経験・関連情報"),
        FlowState.Justification => Say("Justify: two roles sign", "正当化(2職種の署名)"),
        FlowState.Studies => Say("Non-clinical / clinical studies", "非臨床・臨床試験"),
        FlowState.Comparable => Say("Comparable", "同等/同質"),
        _ => Say("Not comparable", "同等/同質でない"),
    };

    public static string Code(FlowState state) => state switch { FlowState.Attributes => "S0", FlowState.Analytics => "A1", FlowState.Knowledge => "K", FlowState.Justification => "K*", FlowState.Studies => "N", _ => "" };

    public static Said Of(FlowAnswer answer) => answer switch
    {
        FlowAnswer.ImpactExcluded => Say("an adverse effect on safety and efficacy is excluded", "安全性・有効性への悪影響は否定できる"),
        FlowAnswer.ImpactNotExcluded => Say("an adverse effect cannot be excluded", "悪影響を否定できない"),
        FlowAnswer.AnalyticsExtended => Say("the analysis was extended; a new comparison is made", "分析を追加し、改めて比較する"),
        FlowAnswer.StudiesChosen => Say("non-clinical or clinical studies are made", "非臨床・臨床試験を行う"),
        FlowAnswer.NoAdverseImpact => Say("the studies show no adverse impact", "試験で悪影響は認められない"),
        _ => Say("the studies show an adverse impact, or do not exclude it", "試験で悪影響が認められる、または否定されない"),
    };

    public static Said Of(AttributeVerdict verdict) => verdict switch
    {
        AttributeVerdict.Equivalent => Say("equivalent", "同等"),
        AttributeVerdict.Different => Say("different", "差異あり"),
        AttributeVerdict.Inconclusive => Say("not decided", "判定できない"),
        AttributeVerdict.Insufficient => Say("insufficient data", "データ不足"),
        _ => Say("shown, not judged", "図示のみ(判定せず)"),
    };

    public static Said Of(Criticality critical) => critical switch { Criticality.Critical => Say("critical (CQA)", "重要品質特性"), Criticality.NotCritical => Say("not critical", "重要でない"), _ => Say("unknown, counts as critical", "不明(重要として扱う)") };

    public static string Tier(AttributeTier tier) => tier switch { AttributeTier.Equivalence => "T1", AttributeTier.Range => "T2", _ => "T3" };

    public static Said Link(string link) => link switch { "known" => Say("known", "既知"), "suspected" => Say("suspected", "疑い"), "none" => Say("none", "なし"), _ => Say("unknown", "不明") };

    public static Said Concern(string concern) => concern switch { "lower" => Say("lower", "低下"), "higher" => Say("higher", "上昇"), _ => Say("both", "両方向") };

    public static Said Flag(string flag) => flag switch
    {
        ComparisonFlags.FewLots => Say("fewer than two lots on a side", "片側のロットが2未満"),
        ComparisonFlags.CannotPass => Say("no data of so few lots could have passed", "このロット数ではどのようなデータでも合格しえない"),
        ComparisonFlags.WeakDesign => Say("weak design: passing is not taken for evidence (an unchanged process would pass less than half of the time, or a moved one more than half)", "設計が弱く、合格しても証拠とみなさない(変更のない工程が合格する確率が半分未満、または変化した工程が半分超で合格)"),
        ComparisonFlags.MethodNotShown => Say("nothing shows that the method can carry it", "試験方法の妥当性が示されていない"),
        ComparisonFlags.MethodProblem => Say("the method gate failed", "分析方法の判定で不適合"),
        ComparisonFlags.StatisticallyDifferent => Say("the interval excludes 0", "区間が0を含まない"),
        ComparisonFlags.RangeOnly => Say("critical, but judged by a range only", "重要品質特性だが範囲のみで判定"),
        ComparisonFlags.MarginFromSample => Say("the margin is itself an estimate from these lots", "許容差自体がこれらのロットからの推定値"),
        _ => flag,
    };

    public static Said Problem(string problem) => problem switch
    {
        MethodGate.Share => Say("the method's share of the variance is too large", "分散に占める試験方法の割合が大きすぎる"),
        MethodGate.ControlOut => Say("a control point lies outside 3 SD of its history", "管理試料が過去の±3SDの外"),
        MethodGate.Drift => Say("the control lot has drifted", "管理試料のドリフト"),
        MethodGate.Null => Say("halves of the same lots came out different", "同一ロットの分割比較で差異ありとなった"),
        _ => problem,
    };

    public static Said Design(ComparisonDesign d)
    {
        string p = NumberText.P(d.SmallestP), all = NumberText.Count(d.Labellings), alpha = NumberText.Plain(d.Alpha), half = HtmlNumber.Value(d.HalfWidth, 3);
        string reach = d.CanReachAlpha ? $"水準{alpha}に到達しえます" : $"この種の検定は水準{alpha}に到達しえません(差異は記述であり、証明ではありません)";
        string ja = d.Pairs > 0
            ? $"{d.Pairs}対(変更前{d.Before}ロット、変更後{d.After}ロット): 対の中でロットを入れ替える検定の両側p値の下限は{p}({all}通り中2通り)で、{reach}。"
            : $"変更前{d.Before}ロット、変更後{d.After}ロット: ロットを入れ替える検定のp値の下限は{p}({all}通り中{(d.Before == d.After ? 2 : 1)}通り)で、{reach}。{(double.IsNaN(d.HalfWidth) ? "同等性の検定には両側に2ロットずつ必要です。" : $"変更前ロットの標準偏差の{half}倍より狭い許容差は満たしえません。")}";
        return Say(d.Sentence, ja);
    }

    /// <summary>A difference as a person reads it: with the unit, as a ratio, or as an odds ratio.</summary>
    public static string Effect(AttributeSpec spec, double value) => double.IsNaN(value) ? "–" : HtmlNumber.Value(spec.Effect(value), 3);

    public static string Range(AttributeSpec spec, double low, double high) => double.IsNaN(low) || double.IsNaN(high) ? "–" : $"{Effect(spec, low)} … {Effect(spec, high)}";

    /// <summary>What differences are in.</summary>
    public static Said Unit(AttributeSpec spec) => spec.Scale switch { AttributeScale.Log => Say("ratio", "比"), AttributeScale.Logit => Say("odds ratio", "オッズ比"), _ => spec.Unit };

    public static string Values(AttributeSpec spec, double low, double high) => double.IsNaN(low) ? "–" : $"{HtmlNumber.Value(spec.Unscaled(low), 4)} … {HtmlNumber.Value(spec.Unscaled(high), 4)}";

    /// <summary>A state of the cells by name: clusters have numbers.</summary>
    public static Said State(string state) => int.TryParse(state, out _) ? Say($"cluster {state}", $"クラスター{state}") : state == "refused" ? Say("cells not in the reference", "参照にない細胞") : state;
}
