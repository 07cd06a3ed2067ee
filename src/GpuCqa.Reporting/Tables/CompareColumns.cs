using GpuCqa.Reporting.Comparisons;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a comparison before and after a change.</summary>
internal static class CompareColumns
{
    public static TableDefinition Attributes() =>
        new Table<CompareResult, AttributeComparison>("attributes.csv", Say("every attribute with its verdict", "各特性と判定"), "One row per attribute: means, difference, margins, ranges and verdicts. Numbers are on the attribute's scale (log and logit: natural logarithms).", r => r.Findings.Attributes)
            .Text("attribute", "Attribute.", a => a.Spec.Name)
            .Text("unit", "Unit.", a => a.Spec.Unit)
            .Text("scale", "linear, log or logit.", a => a.Spec.Scale.ToString().ToLowerInvariant())
            .Text("tier", "T1 (equivalence), T2 (quality range) or T3 (shown).", a => CompareWords.Tier(a.Spec.Tier))
            .Text("tier_reason", "Why.", a => a.Spec.TierReason)
            .Text("criticality", "critical, non-critical or unknown (counts as critical).", a => a.Spec.Critical switch { Criticality.Critical => "critical", Criticality.NotCritical => "non-critical", _ => "unknown" })
            .Text("safety_link", "Link to safety.", a => a.Spec.SafetyLink)
            .Text("efficacy_link", "Link to efficacy.", a => a.Spec.EfficacyLink)
            .Text("concern", "Direction that would be a concern.", a => a.Spec.Concern)
            .Text("margin", "Margin as it was given.", a => a.Spec.Margin?.ToString())
            .Text("margin_basis", "What it comes to, and from what.", a => a.MarginBasis)
            .Text("justification", "Why this margin, in words.", a => a.Spec.Justification)
            .Integer("lots_before", "Lots before with a value.", a => a.LotsBefore)
            .Integer("lots_after", "Lots after with a value.", a => a.LotsAfter)
            .Integer("pairs", "Complete pairs; 0 unpaired.", a => a.Pairs)
            .Number("mean_before", "Mean of the lots before.", a => a.MeanBefore)
            .Number("sd_before", "Standard deviation between them.", a => a.DeviationBefore)
            .Number("mean_after", "Mean of the lots after.", a => a.MeanAfter)
            .Number("sd_after", "Standard deviation between them.", a => a.DeviationAfter)
            .Text("form", "Form of the difference: paired, Welch, pooled or mixed.", a => a.Form)
            .Number("difference", "After - before.", a => a.Estimate)
            .Number("standard_error", "Its standard error.", a => a.StandardError)
            .Number("df", "Its degrees of freedom.", a => a.DegreesOfFreedom)
            .Number("low", "Interval at confidence 1 - 2 alpha, lower end.", a => a.Low)
            .Number("high", "Upper end.", a => a.High)
            .Number("margin_low", "Lower margin.", a => a.MarginLow)
            .Number("margin_high", "Upper margin.", a => a.MarginHigh)
            .Number("p_equivalence", "The larger of both one-sided p.", a => a.P)
            .Number("p_exchange", "Two-sided p of exchanging lots (signs of pairs) for the difference of means.", a => a.PExchange)
            .Number("smallest_p", "The smallest that it could be.", a => a.SmallestP)
            .Number("power", "Chance that an unchanged process passes, from sd_before.", a => a.Power)
            .Number("posterior", "Posterior probability that the true difference lies inside the margins (Jeffreys).", a => a.Posterior)
            .Number("range_k", "Standard deviations of the quality range.", a => a.RangeK)
            .Number("range_low", "Quality range of the lots before, lower end.", a => a.RangeLow)
            .Number("range_high", "Upper end.", a => a.RangeHigh)
            .Integer("range_inside", "Lots after inside.", a => a.RangeInside)
            .Number("range_coverage", "Share of the population of lots that such a range covers on average at that number of lots.", a => a.RangeCoverage)
            .Number("range_coverage95", "Share that it covers with 95 % confidence.", a => a.RangeCoverage95)
            .Number("range_pass_shifted", "Chance that a process moved by 2 standard deviations passes the range all the same.", a => a.RangePassShifted)
            .Number("tolerance_low", "Tolerance interval 95/95 of the lots before, lower end.", a => a.ToleranceLow)
            .Number("tolerance_high", "Upper end.", a => a.ToleranceHigh)
            .Number("prediction_low", "Range for all lots after (95 %), lower end.", a => a.PredictionLow)
            .Number("prediction_high", "Upper end.", a => a.PredictionHigh)
            .Integer("prediction_inside", "Lots after inside.", a => a.PredictionInside)
            .Number("posterior_half", "The posterior with an informative prior that says half of the standard deviation found, worth as many degrees of freedom as the data.", a => a.PosteriorHalf)
            .Number("posterior_double", "The same with a prior that says twice of it.", a => a.PosteriorDouble)
            .Number("next_lot", "Posterior probability that the next lot after lies in the quality range.", a => a.NextLot)
            .Text("verdict", "What the data say: EQUIVALENT, DIFFERENT, INCONCLUSIVE, INSUFFICIENT_DATA or DESCRIBED.", a => DecisionFlow.NameOf(a.Verdict))
            .Text("judged", "What the roll-up takes it for.", a => DecisionFlow.NameOf(a.Judged))
            .Text("flags", $"Why, and what else: {string.Join(", ", ComparisonFlags.All)}; separated by semicolons.", a => a.Flags.Count == 0 ? null : string.Join(';', a.Flags));

    public static TableDefinition Values() =>
        new Table<CompareResult, (ComparedLot Lot, string Attribute, double Value, double Scaled)>("attribute_values.csv", Say("value of every attribute in every lot", "各ロットの各特性の値"), "One row per attribute and lot that has a value.", r => r.Findings.Attributes.SelectMany((a, i) => r.Findings.Lots.Select((l, j) => (l, a.Spec.Name, double.IsNaN(r.Findings.Values[i][j]) ? double.NaN : a.Spec.Unscaled(r.Findings.Values[i][j]), r.Findings.Values[i][j]))).Where(v => !double.IsNaN(v.Item4)))
            .Text("attribute", "Attribute.", v => v.Attribute)
            .Text("lot", "Lot.", v => v.Lot.Name)
            .Text("side", "before or after.", v => v.Lot.After ? "after" : "before")
            .Text("pair", "What the lot is paired by.", v => v.Lot.Pair)
            .Number("value", "Value (of replicates their mean on the scale), as measured.", v => v.Value)
            .Number("scaled", "Value on the attribute's scale.", v => v.Scaled);

    public static TableDefinition Methods() =>
        new Table<CompareResult, (MethodFinding Method, VarianceComponent? Anova, VarianceComponent? Reml)>("methods.csv", Say("gate of every method, with variance components", "各試験方法の判定と分散成分"), "One row per attribute and variance component of its method; one row where there are none.",
                r => r.Findings.Methods.SelectMany(m => m.Anova is null ? [(m, null, null)] : m.Anova.Components.Select((c, i) => (m, (VarianceComponent?)c, (VarianceComponent?)m.Reml!.Components[i]))))
            .Text("attribute", "Attribute.", m => m.Method.Attribute)
            .Text("gate", "METHOD_OK, METHOD_PROBLEM, INSUFFICIENT (the controls cannot flag the drift that has to be seen, and nothing else tells of the method) or NOT_SHOWN.", m => m.Method.Problem ? "METHOD_PROBLEM" : m.Method is { Shown: false, ControlsInsufficient: true } ? "INSUFFICIENT" : m.Method.Shown ? "METHOD_OK" : "NOT_SHOWN")
            .Text("problems", "What failed, separated by semicolons.", m => m.Method.Problems.Count == 0 ? null : string.Join(';', m.Method.Problems))
            .Number("method_share", "Share of the method in the variance of one measurement of a lot (REML).", m => m.Method.MethodShare)
            .Integer("history", "Points of the control lot's history.", m => m.Method.History)
            .Number("drift_p", "Two-sided p of the controls' mean against the history.", m => m.Method.DriftP)
            .Number("drift_to_see", "Drift that has to be flagged, as a share of the history's mean.", m => m.Method.DriftToSee)
            .Number("drift_power", "Probability with which these controls flag it, at the history's standard deviation; below 0.9 they vouch for nothing.", m => m.Method.DriftPower)
            .Integer("controls_needed", "Controls that would flag it with 0.9; empty when these do, or 100 would not.", m => m.Method.ControlsNeeded)
            .Text("split_verdict", "Verdict of lots split in two and made identically.", m => m.Method.NullVerdict is { } v ? DecisionFlow.NameOf(v) : null)
            .Text("component", "Factor, or residual.", m => m.Anova?.Name)
            .Number("df", "Degrees of freedom.", m => m.Anova?.DegreesOfFreedom ?? double.NaN)
            .Number("anova", "Component by ANOVA (type 1; may be negative).", m => m.Anova?.Estimate ?? double.NaN)
            .Number("anova_low", "95 % interval, lower end (Wald; of the residual chi-square).", m => m.Anova?.Low ?? double.NaN)
            .Number("anova_high", "Upper end.", m => m.Anova?.High ?? double.NaN)
            .Number("reml", "Component by REML.", m => m.Reml?.Estimate ?? double.NaN)
            .Number("reml_low", "95 % interval, lower end.", m => m.Reml?.Low ?? double.NaN)
            .Number("reml_high", "Upper end.", m => m.Reml?.High ?? double.NaN);

    public static TableDefinition Composition() =>
        new Table<CompareResult, ComparedState>("composition.csv", Say("every state before and after", "変更前後の各状態"), "One row per state of the cells: shares, difference of centred log-ratios over lots, verdict; those that differ first, then by the least change that the interval allows.", r => r.Findings.Composition!.States) { When = r => r.Findings.Composition is not null }
            .Text("state", "State.", s => s.State)
            .Number("share_before", "Mean share of the lots before.", s => s.FractionBefore)
            .Number("share_after", "Mean share of the lots after.", s => s.FractionAfter)
            .Number("share_difference_low", "Interval of the difference of shares, lower end.", s => s.ShareLow)
            .Number("share_difference_high", "Upper end.", s => s.ShareHigh)
            .Text("form", "Form of the difference.", s => s.Form)
            .Number("clr_difference", "Difference of centred log-ratios, after - before.", s => s.Estimate)
            .Number("standard_error", "Its standard error.", s => s.StandardError)
            .Number("df", "Degrees of freedom.", s => s.DegreesOfFreedom)
            .Number("low", "Interval at confidence 1 - 2 alpha, lower end.", s => s.Low)
            .Number("high", "Upper end.", s => s.High)
            .Number("margin_low", "Lower margin; empty where the composition is described only.", s => s.MarginLow)
            .Number("margin_high", "Upper margin.", s => s.MarginHigh)
            .Number("p_equivalence", "The larger of both one-sided p.", s => s.P)
            .Number("p_exchange", "p of exchanging lots, of this state alone.", s => s.PExchange)
            .Number("p_family", "The same over all states (maxT).", s => s.PFamily)
            .Text("verdict", "Verdict of the state.", s => DecisionFlow.NameOf(s.Verdict));

    public static TableDefinition Counts() =>
        new Table<CompareResult, (ComparedLot Lot, string State, double Count, double Cells)>("composition_lots.csv", Say("cells of every state in every lot", "各ロットの各状態の細胞数"), "One row per lot and state.",
                r => r.Findings.Composition!.Lots.SelectMany((l, i) => r.Findings.Composition.Names.Select((s, k) => (l, s, r.Findings.Composition.Counts[i][k], r.Findings.Composition.Counts[i].Sum())))) { When = r => r.Findings.Composition is not null }
            .Text("lot", "Lot.", c => c.Lot.Name)
            .Text("side", "before or after.", c => c.Lot.After ? "after" : "before")
            .Text("state", "State.", c => c.State)
            .Integer("count", "Cells of the lot in the state.", c => (long)c.Count)
            .Integer("cells", "Cells of the lot.", c => (long)c.Cells);

    public static TableDefinition Places() =>
        new Table<CompareResult, ScanPlace>("scan_places.csv", Say("the places that drive the untargeted scan", "網羅的比較を動かす箇所"), "One row per place of the embedding (the cells nearest to one of its centres), most certain first.", r => r.Findings.Scan!.Places) { When = r => r.Findings.Scan is not null }
            .Integer("place", "Number of the place.", s => s.Place)
            .Text("state", "State of most of its cells.", s => s.State)
            .Number("state_share", "Their share.", s => s.StateShare)
            .Integer("cells", "Cells.", s => s.Cells)
            .Number("share_before", "Mean share of a lot's cells, before.", s => s.ShareBefore)
            .Number("share_after", "After.", s => s.ShareAfter)
            .Number("low", "Interval of the difference of shares over lots, lower end.", s => s.Low)
            .Number("high", "Upper end.", s => s.High)
            .Number("p_exchange", "p of exchanging lots, of this place alone.", s => s.PExchange)
            .Number("p_family", "The same over all places (maxT).", s => s.PFamily);

    public static TableDefinition Distances() =>
        new Table<CompareResult, (ComparedLot A, ComparedLot B, double Distance)>("lot_distances.csv", Say("mean distance of the cells of every two lots", "ロット間の細胞の平均距離"), "One row per pair of lots, a lot with itself among them: what every labelling of lots is computed from.",
                r => r.Findings.Scan!.Lots.SelectMany((a, i) => r.Findings.Scan.Lots.Skip(i).Select((b, j) => (a, b, r.Findings.Scan.Distances[i][i + j])))) { When = r => r.Findings.Scan is not null }
            .Text("lot", "Lot.", d => d.A.Name)
            .Text("other", "Other lot.", d => d.B.Name)
            .Number("distance", "Mean Euclidean distance of a cell of one and a cell of the other.", d => d.Distance);

    public static TableDefinition Decision() =>
        new Table<CompareResult, AttributeJudgement>("decision.csv", Say("what the roll-up was made of", "段階判定の内訳"), "One row per attribute of the roll-up.", r => r.Findings.Judged)
            .Text("attribute", "Attribute, the composition, or the untargeted scan.", j => j.Name)
            .Text("criticality", "critical, non-critical or unknown (counts as critical).", j => j.Critical switch { Criticality.Critical => "critical", Criticality.NotCritical => "non-critical", _ => "unknown" })
            .Text("judged", "Verdict that the roll-up took.", j => DecisionFlow.NameOf(j.Result))
            .Text("method", "METHOD_OK or METHOD_PROBLEM.", j => j.MethodOk ? "METHOD_OK" : "METHOD_PROBLEM")
            .Text("link", "known or unknown: link to safety and efficacy.", j => j.LinkKnown ? "known" : "unknown")
            .Text("alone", "Stage that it would lead to alone.", j => DecisionFlow.NameOf(DecisionFlow.RollUp([j])));
}
