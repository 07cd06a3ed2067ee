using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Comparisons;

/// <summary>What a comparison found, in words.</summary>
internal static class CompareText
{
    public static Said Headline(CompareResult result)
    {
        FlowPath path = result.Path;
        if (path.State is FlowState.Comparable or FlowState.NotComparable)
            return Say($"{result.Parameters.Change}: {CompareWords.Of(path.State).En.ToLowerInvariant()}, decided by {Signers(result)}", $"{result.Parameters.Change}: {CompareWords.Of(path.State).Ja}({Signers(result)}による決定)");
        // Few data are no sign of likeness: the title says what was not shown.
        Said stage = result.Findings.Stage == Stage.SimilarUncertain ? Say("high similarity is not shown", "高い類似性は示されていない") : CompareWords.Of(result.Findings.Stage);
        return Say($"{result.Parameters.Change}: {stage.En}", $"{result.Parameters.Change}: {stage.Ja}");
    }

    /// <summary>The floor of the design, what differs first with its interval, and what follows.</summary>
    public static Said Sentence(CompareResult result)
    {
        ComparisonFindings f = result.Findings;
        List<string> en = [f.Design.Sentence], ja = [CompareWords.Design(f.Design).Ja];
        void tell(Said text) { en.Add(text.En); ja.Add(text.Ja); }
        string confidence = NumberText.Plain(Math.Round(100 * (1 - (2 * result.Parameters.Alpha)), 6));
        foreach (AttributeComparison a in Ordered(f).Take(4))
        {
            Said verdict = CompareWords.Of(a.Verdict), unit = CompareWords.Unit(a.Spec);
            tell(a.Form.Length == 0 ? Say($"{a.Spec.Name}: {verdict.En}.", $"{a.Spec.Name}: {verdict.Ja}。")
                : Say($"{a.Spec.Name}: {verdict.En}, {(a.Spec.Scale == AttributeScale.Linear ? "difference" : unit.En)} {CompareWords.Effect(a.Spec, a.Estimate)}{(a.Spec.Scale == AttributeScale.Linear ? " " + unit.En : "")} ({confidence} % interval {CompareWords.Range(a.Spec, a.Low, a.High)}{(double.IsNaN(a.MarginLow) ? "" : $", margins {CompareWords.Range(a.Spec, a.MarginLow, a.MarginHigh)}")}).",
                    $"{a.Spec.Name}: {verdict.Ja}、{(a.Spec.Scale == AttributeScale.Linear ? "差" : unit.Ja)} {CompareWords.Effect(a.Spec, a.Estimate)}{(a.Spec.Scale == AttributeScale.Linear ? " " + unit.Ja : "")}({confidence}%区間 {CompareWords.Range(a.Spec, a.Low, a.High)}{(double.IsNaN(a.MarginLow) ? "" : $"、許容差 {CompareWords.Range(a.Spec, a.MarginLow, a.MarginHigh)}")})。"));
        }

        if (f.Composition is { States.Count: > 0 } c && c.States[0] is { Form.Length: > 0 } first)
        {
            Said state = CompareWords.State(first.State), verdict = CompareWords.Of(c.Verdict);
            string from = NumberText.Percent(first.FractionBefore), to = NumberText.Percent(first.FractionAfter), low = HtmlNumber.Value(Math.Exp(first.Low), 3), high = HtmlNumber.Value(Math.Exp(first.High), 3), fold = HtmlNumber.Value(Math.Exp(first.Estimate), 3);
            tell(Say($"Composition: {verdict.En}; {(first.Low > 0 || first.High < 0 ? $"most of all {state.En} {(first.Estimate < 0 ? "is lost" : "is gained")}" : $"the largest change is that of {state.En}, whose interval does not exclude none")}, from {from} to {to} of a lot's cells (log-ratio fold {fold}, {confidence} % interval {low} … {high} over lots; p of exchanging lots {NumberText.P(first.PExchange)}, over all states {NumberText.P(first.PFamily)}).",
                $"細胞組成: {verdict.Ja}。最も変化したのは{state.Ja}の{(first.Estimate < 0 ? "減少" : "増加")}で{(first.Low > 0 || first.High < 0 ? "" : "(区間は変化なしを除外しない)")}、ロット内の割合は{from}から{to}(対数比の倍率{fold}、ロット間の{confidence}%区間 {low} … {high}、ロット入れ替えのp値{NumberText.P(first.PExchange)}、全状態では{NumberText.P(first.PFamily)})。"));
        }

        if (f.Scan is { } scan)
        {
            Said verdict = CompareWords.Of(scan.Verdict);
            string p = NumberText.P(scan.P), floor = NumberText.P(scan.SmallestP);
            tell(Say($"Untargeted scan of the cells: {verdict.En} (p {p} over four distances, lots exchanged; smallest possible {floor}).", $"細胞の網羅的比較: {verdict.Ja}(4種の距離全体でのp値{p}、ロットの入れ替えによる。下限{floor})。"));
        }

        tell(Say($"Proposed stage: {DecisionFlow.NameOf(f.Stage)}. {Next(f.Stage).En}", $"提案される段階: {DecisionFlow.NameOf(f.Stage)}({CompareWords.Of(f.Stage).Ja})。{Next(f.Stage).Ja}"));
        return Say(string.Join(" ", en), string.Join("", ja));
    }

    /// <summary>What follows from a stage.</summary>
    public static Said Next(Stage stage) => stage switch
    {
        Stage.MethodProblem => Say("The methods are mended first; nothing is concluded on the product.", "まず分析方法を改善します。製品については何も結論しません。"),
        Stage.HighlySimilar => Say("A named person decides, from experience and related information, whether an adverse effect on safety and efficacy is excluded.", "経験・関連情報から安全性・有効性への悪影響を否定できるかを、記名した責任者が判断します。"),
        Stage.SimilarUncertain => Say("More analysis (more lots, better methods), or non-clinical and clinical studies: these data do not show high similarity.", "追加分析(ロットの追加、試験方法の改善)または非臨床・臨床試験が必要です。これらのデータは高い類似性を示していません。"),
        _ => Say("Justify that the difference is harmless (two roles sign), or make non-clinical and clinical studies; otherwise the product is not comparable.", "差異が無害であることを正当化する(2職種の署名)か、非臨床・臨床試験を行います。いずれもなければ同等/同質ではありません。"),
    };

    /// <summary>The attributes, those that differ or lean first.</summary>
    public static IEnumerable<AttributeComparison> Ordered(ComparisonFindings f) =>
        f.Attributes.OrderBy(a => a.Judged switch { AttributeVerdict.Different => 0, AttributeVerdict.Insufficient => 1, AttributeVerdict.Inconclusive => 2, AttributeVerdict.Equivalent => 3, _ => 4 }).ThenByDescending(a => double.IsNaN(a.Estimate) ? 0 : Math.Abs(a.Estimate / a.StandardError));

    public static IReadOnlyList<Said> Caveats(CompareResult result)
    {
        var caveats = new List<Said>
        {
            Say("The program proposes; it never concludes that a product is comparable. That is decided by named persons, whose signatures are recorded with the hash of what they signed.", "プログラムは提案するだけで、同等/同質と結論することはありません。判断は記名した責任者が行い、署名対象のハッシュとともに記録されます。"),
            Say("Not significantly different is not equivalent: an attribute is called equivalent only when its interval lies inside margins that were set beforehand.", "有意差がないことは同等を意味しません。区間が事前に定めた許容差の内側にあるときだけ同等とします。"),
            Say("The lot is the replicate. Cells and replicate measurements sharpen a lot's value; they are never the n of a test.", "反復の単位はロットです。細胞数や測定の反復はロットの値を正確にするだけで、検定のnにはなりません。"),
            Say("A quality range of mean ± k SD is the range of a sample: what share of the population it covers depends on the number of lots, and stands beside it.", "平均±k SDの品質範囲は標本の範囲です。母集団のどれだけを含むかはロット数により、範囲の横に示します。"),
            Say("Only what was measured was compared: an attribute that nobody measures can differ.", "比較したのは測定された特性だけです。測定していない特性は異なりうるものです。"),
        };
        if (result.Findings.Composition is not null) caveats.Add(Say("Shares of cells sum to 1: when one state is lost, others gain. Log-ratios do not undo this; read the states together.", "細胞の割合の合計は1で、ある状態が減れば他は増えます。対数比でもこれは解消されないため、状態はまとめて読んでください。"));
        return caveats;
    }

    public static Said Facts(CompareResult result)
    {
        ComparisonFindings f = result.Findings;
        string before = NumberText.Count(f.Design.Before), after = NumberText.Count(f.Design.After), attributes = NumberText.Count(f.Attributes.Count);
        string? cells = f.Scan is { } scan ? NumberText.Count(scan.Cells.Sum(c => (double)c)) : null;
        return Say($"{before} lots before, {after} after · {attributes} {(f.Attributes.Count == 1 ? "attribute" : "attributes")}{(cells is null ? "" : $" · {cells} cells")} · {f.FlowVersion}", $"変更前{before}ロット、変更後{after}ロット · {attributes}特性{(cells is null ? "" : $" · {cells}細胞")} · {f.FlowVersion}");
    }

    private static string Signers(CompareResult result) => string.Join(", ", result.Decisions.Select(s => s.Person).Distinct(StringComparer.Ordinal));
}
