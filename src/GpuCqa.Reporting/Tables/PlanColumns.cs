using GpuCqa.Reporting.Findings;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a plan.</summary>
internal static class PlanColumns
{
    public static TableDefinition Lots() =>
        new Table<PlanResult, (AssociationDesign Design, bool Asked)>("plan_lots.csv", Say("what numbers of lots can find", "ロット数と検出可能な相関"), "One row per number of lots, the design that was asked about first: what it can find of an association.",
                r => [(r.Association, true), .. r.Lots.Select(d => (d, false))])
            .Text("design", "asked (the design that was asked about, with its groups or blocks) or free (lots that change places freely, a readout that differs between lots).", d => d.Asked ? "asked" : "free")
            .Integer("lots", "Lots: the number of replicates.", d => d.Design.Lots)
            .Number("orders", "Distinct orders of the lots that the design admits.", d => d.Design.Orders)
            .Number("smallest_p", "Smallest two-sided permutation p that one cluster can reach; exact.", d => d.Design.SmallestP)
            .Text("critical_values", "exact (all orders) or drawn (random orders).", d => d.Design.Exact ? "exact" : "drawn")
            .Number("critical_rho_alone", "Smallest |rho| that reaches alpha for one cluster fixed beforehand; empty when none does, or with blocks.", d => d.Design.CriticalAlone)
            .Number("critical_rho_family", "Smallest |rho| that reaches alpha over the family (Bonferroni); empty when none does, or with blocks.", d => d.Design.CriticalFamily)
            .Number("detectable_rho_alone", "Smallest true Spearman correlation that is found with the power asked for, one cluster fixed beforehand; empty when none below 0.995 is.", d => d.Design.DetectableAlone)
            .Number("detectable_rho_family", "Smallest true Spearman correlation that is found with the power asked for over the family; empty when none below 0.995 is.", d => d.Design.DetectableFamily)
            .Number("power_alone", "Power at the correlation that was asked about, one cluster fixed beforehand; empty when none was.", d => d.Design.PowerAlone)
            .Number("power_family", "Power at the correlation that was asked about, over the family; empty when none was.", d => d.Design.PowerFamily);

    public static TableDefinition Equivalence() =>
        new Table<PlanResult, EquivalenceDesign>("plan_equivalence.csv", Say("what lots before and after a change can show", "変更前後のロットで示せること"), "One row per design of lots before and after a change: what it can show of equivalence, in standard deviations between lots.", r => r.Equivalence) { When = r => r.Equivalence.Count > 0 }
            .Text("design", "pairs (split lots), pairs and historic (split lots and lots of the process before: REML, Kenward-Roger), groups (two groups of lots), quality range.", d => d.Design)
            .Integer("pairs", "Lots that both processes make.", d => d.Pairs)
            .Integer("before", "Lots of the process before that are not split.", d => d.Before)
            .Integer("after", "Lots of the process after that are not split.", d => d.After)
            .Number("standard_error", "True standard error of the difference; empty for a quality range.", d => d.StandardError)
            .Number("degrees_of_freedom", "Of its estimate; empty for a quality range.", d => d.DegreesOfFreedom)
            .Number("power", "Probability to pass at the true difference that was planned with.", d => d.Power)
            .Number("power_all", "Probability that all attributes pass, were they independent.", d => d.PowerAll)
            .Number("pass_at_margin", "Probability to pass at a true difference of the whole margin; of a quality range at a shift of 2 SD.", d => d.PassAtMargin)
            .Number("smallest_half_width", "Where the margin is estimated from the lots before: smallest half width that the interval can have, in standard deviations of these lots; the design cannot pass unless it is below the margin.", d => d.SmallestHalfWidth)
            .Integer("lots_needed", "Pairs, or lots after the change, with which the power asked for is reached; empty when none up to 500 are enough.", d => d.LotsNeeded)
            .Text("verdict", "ADEQUATE, LOW_POWER, WEAK (fails more often than it passes), CANNOT_PASS or CANNOT_FAIL (passes more often than not what it should stop).", d => PlanText.Code(d.Verdict));

    public static TableDefinition Hazard() =>
        new Table<PlanResult, HazardDesign>("plan_hazard.csv", Say("what it takes to see a hazard", "ハザード検出に必要な細胞数とロット数"), "One row: what it takes to see a hazard of the frequency that was asked about with a probability of 0.95.", r => r.Hazard is null ? [] : [r.Hazard]) { When = r => r.Hazard is not null }
            .Number("frequency", "True share of hazardous cells.", h => h.Frequency)
            .Integer("minimum_cells", "Cells that make a detection.", h => h.Least)
            .Integer("effective_cells_per_lot", "Cells of a lot that are captured, kept and recognized: loaded x efficiency.", h => h.EffectivePerLot)
            .Integer("cells_needed_one_lot", "Cells to load of one lot, were its own share the frequency.", h => h.CellsInOneLot)
            .Number("probability_one_lot", "Probability to see it in one lot as planned, were its own share the frequency.", h => h.InOneLot)
            .Number("lod95_one_lot", "Share that one lot as planned shows with 0.95.", h => h.LimitOneLot)
            .Number("probability_one_lot_of_process", "Probability to see it in one lot as planned where lots vary (beta-binomial).", h => h.InOneLotOfProcess)
            .Number("probability_all_lots", "Probability to see it in any of the planned lots where lots vary.", h => h.InAllLots)
            .Number("lod95_all_lots", "Share of the process that the planned lots show with 0.95 where lots vary.", h => h.LimitAllLots)
            .Integer("lots_needed", "Lots as planned with which it is seen where lots vary; empty when 10,000 are not enough.", h => h.LotsNeeded)
            .Text("verdict", "ADEQUATE, LOW_POWER or WEAK.", h => PlanText.Code(h.Verdict));

    public static TableDefinition Curves() =>
        new Table<PlanResult, PowerPoint>("plan_curves.csv", Say("the curves", "曲線の数値"), "One row per point of a curve of the report.", r => r.Curves)
            .Text("curve", "alone and family (power against the true correlation), the designs of equivalence (probability to pass against the true difference), one lot, one lot of the process, all lots of the process (probability to see a hazard against its frequency).", p => p.Curve)
            .Number("at", "True correlation, true difference in standard deviations between lots, or frequency.", p => p.At)
            .Number("probability", "Probability of the finding.", p => p.Power);
}
