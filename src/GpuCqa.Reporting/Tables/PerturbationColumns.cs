using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a perturbation experiment.</summary>
internal static class PerturbationColumns
{
    public static TableDefinition Genes() =>
        new Table<PerturbationResult, (PerturbationResult Result, GeneEffect Gene)>("perturbations.csv", Say("genes: effect of the knock-down over lots, and its evidence code", "遺伝子: ロット全体でのノックダウンの効果と証拠コード"), "One row per gene, the positive control first, then by the family-wise p. Effects are natural logarithms of the readout over the non-targeting control of the same lot.", result => result.Genes.Select(g => (result, g)))
            .Text("gene", "Target.", g => g.Gene.Gene)
            .Text("positive_control", "yes for the positive control, which is tested by itself.", g => g.Gene.IsPositiveControl ? "yes" : "no")
            .Text("code", "KD+ (the knock-down moves the readout), KD- (it changes it by no more than the margin) or NT (not told).", g => g.Gene.CodeText)
            .Text("reason", "Why, or what is lacking.", g => string.Join("; ", g.Gene.Reasons))
            .Integer("n", "Lots: the number of replicates.", g => g.Gene.Lots)
            .Number("effect", "Mean log-ratio over lots.", g => g.Gene.Test.Mean)
            .Number("effect_low", "Interval over lots, lower end.", g => g.Gene.Test.Interval(g.Result.Parameters.Confidence).Low)
            .Number("effect_high", "Upper end.", g => g.Gene.Test.Interval(g.Result.Parameters.Confidence).High)
            .Number("ratio", "exp(effect): readout as a share of the control's.", g => Math.Exp(g.Gene.Test.Mean))
            .Number("p_sign_flip", "Two-sided p over all sign patterns of the lots; at least 2 / 2^n.", g => g.Gene.Test.SignFlipP)
            .Number("p_paired", "Two-sided p of the paired t test.", g => g.Gene.Test.PairedP)
            .Number("p_moderated", "Two-sided p of the moderated t test.", g => g.Gene.Test.P)
            .Number("freedom", "Degrees of freedom of it.", g => g.Gene.Test.Freedom)
            .Number("p_holm", "Holm's family-wise p of the moderated tests; of the positive control its own p.", g => g.Gene.HolmP)
            .Number("p_dunnett", "Dunnett's family-wise p, one variance of all genes with lots as blocks; empty where genes were measured in different lots.", g => g.Gene.DunnettP)
            .Number("viability", "Viability as a share of the control's.", g => Math.Exp(g.Gene.LogViability))
            .Number("effect_per_viable", "Effect per viable cell: the log-ratio of the viability taken off.", g => g.Gene.PerViable.Mean)
            .Number("p_family_per_viable", "Its family-wise p, by the correction that decides.", g => g.Gene.PerViableFamilyP)
            .Number("effect_adjusted", "Effect with the viability as covariate (one slope of all genes); approximate.", g => g.Gene.Adjusted)
            .Number("effect_adjusted_low", "Its approximate interval, lower end.", g => g.Gene.AdjustedInterval.Low)
            .Number("effect_adjusted_high", "Upper end.", g => g.Gene.AdjustedInterval.High)
            .Number("knockdown", "Mean knock-down in percent.", g => g.Gene.Knockdown)
            .Integer("sirnas", "siRNAs against it.", g => g.Gene.Sirnas.All)
            .Integer("sirnas_achieved", "Those that achieved the knock-down.", g => g.Gene.Sirnas.Achieved)
            .Integer("sirnas_agreeing", "Those of them that show the effect, half of it at least.", g => g.Gene.Sirnas.Agreeing)
            .Text("flags", "LOW_VIABILITY, VIABILITY_EXPLAINS, CENSORED, SIRNAS_DISAGREE, KNOCKDOWN_LOW, KNOCKDOWN_UNKNOWN, VIABILITY_UNKNOWN, separated by blanks.", g => string.Join(' ', g.Gene.Flags));

    public static TableDefinition Sirnas() =>
        new Table<PerturbationResult, SirnaEffect>("sirnas.csv", Say("every siRNA", "全siRNA"), "One row per siRNA, over lots.", result => result.Sirnas)
            .Text("gene", "Target.", s => s.Gene)
            .Text("sirna", "Reagent.", s => s.Sirna)
            .Integer("n", "Lots.", s => s.Lots)
            .Number("effect", "Mean log-ratio of the readout.", s => s.LogRatio)
            .Number("viability", "Viability as a share of the control's.", s => Math.Exp(s.LogViability))
            .Number("knockdown", "Mean knock-down in percent; empty when it was not measured.", s => s.Knockdown)
            .Text("achieved", "Whether the knock-down is large enough.", s => s.Achieved ? "yes" : "no")
            .Text("agrees", "Whether it moves the readout the gene's way, by half of the gene's effect at least.", s => s.Agrees ? "yes" : "no");

    public static TableDefinition Lots() =>
        new Table<PerturbationResult, SirnaLot>("perturbed_lots.csv", Say("every siRNA in every lot", "ロットごとの全siRNA"), "One row per siRNA and lot, against the non-targeting control of the lot.", result => result.Effects)
            .Text("gene", "Target.", e => e.Gene)
            .Text("sirna", "Reagent.", e => e.Sirna)
            .Text("lot", "Lot.", e => e.Lot)
            .Number("effect", "Log-ratio of the readout.", e => e.LogRatio)
            .Number("log_viability", "Log-ratio of the viability.", e => e.LogViability)
            .Number("knockdown", "Knock-down in percent.", e => e.Knockdown)
            .Text("censored", "yes when a value is a limit of the assay: the effect is at least that large.", e => e.Censored ? "yes" : "no");

    public static TableDefinition Measurements() =>
        new Table<PerturbationResult, PerturbationRow>("measurements.csv", Say("the measurements as they were given", "与えられた測定値"), "One row per measurement, in the order of the table.", result => result.Rows)
            .Text("gene", "Target, or the name of a control without one.", r => r.Gene)
            .Text("sirna", "Reagent.", r => r.Sirna)
            .Text("lot", "Lot.", r => r.Lot)
            .Number("value", "Readout, or the limit that it lies beyond.", r => r.Value)
            .Integer("side", "-1 below a limit, 1 above one, 0 as measured.", r => r.Side)
            .Number("viability", "Viability.", r => r.Viability)
            .Number("knockdown", "Knock-down in percent.", r => r.Knockdown);
}
