using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Texts;

namespace GpuCqa.Statistics;

/// <summary>From knock-downs in several lots to what each gene does to the readout.</summary>
/// <remarks>
/// The lot is the replicate: repeated wells are averaged on logarithms, each siRNA is compared with the non-targeting control of its lot, and a gene's effect in a lot is the mean over its
/// siRNAs. The positive control is tested alone; the others are one family. A gene is KD+ only when the positive control worked, enough independent siRNAs achieved the knock-down and agree, the
/// family-wise p reaches the level in the expected direction, and the effect is still there per viable cell; KD- only when the 90 % interval lies within the margin. All else is NT, with
/// the reason. Deterministic.
/// </remarks>
public static class PerturbationAnalysis
{
    /// <summary>Fewest lots of a gene that is called.</summary>
    public const int FewestLots = 3;

    // Two one-sided tests at 5 %.
    private const double EquivalenceConfidence = 0.90;

    /// <summary>Tests every gene.</summary>
    /// <param name="rows">The measurements.</param>
    /// <param name="parameters">Controls, level, what is asked of a knock-down.</param>
    /// <exception cref="PreconditionException">There is no non-targeting control, no positive control, or nothing else to test.</exception>
    public static PerturbationResult Run(IReadOnlyList<PerturbationRow> rows, PerturbParameters parameters)
    {
        var notes = new List<string>();
        var warnings = new List<string>();
        HashSet<string> controls = [.. parameters.NonTargeting];
        PerturbationRow[] measured = [.. rows.Where(r => !double.IsNaN(r.Value))];
        if (!measured.Any(r => controls.Contains(r.Gene))) throw new PreconditionException($"No row is a non-targeting control ({string.Join(", ", parameters.NonTargeting)}); the genes are {Counted.List([.. measured.Select(r => r.Gene).Distinct(StringComparer.Ordinal)])}.");
        Dictionary<string, (double Value, double Viability)> baseline = Baseline(measured.Where(r => controls.Contains(r.Gene)), notes);
        SirnaLot[] effects = [.. measured.Where(r => !controls.Contains(r.Gene) && baseline.ContainsKey(r.Lot)).GroupBy(r => (r.Gene, r.Sirna, r.Lot)).Select(g => Against(g.Key.Gene, g.Key.Sirna, g.Key.Lot, [.. g], baseline[g.Key.Lot]))];
        string[] without = [.. measured.Where(r => !baseline.ContainsKey(r.Lot)).Select(r => r.Lot).Distinct(StringComparer.Ordinal)];
        if (without.Length > 0) notes.Add($"Left out, as {Counted.Word(without.Length, "it has", "they have")} no measured non-targeting control: {Counted.List(without)}.");
        string[] genes = [.. effects.Select(e => e.Gene).Distinct(StringComparer.Ordinal)];
        if (!genes.Contains(parameters.PositiveControl)) throw new PreconditionException($"The positive control '{parameters.PositiveControl}' is in no lot beside a non-targeting control; without it the experiment says nothing. The genes are {Counted.List(genes)}.");
        string[] family = [.. genes.Where(g => g != parameters.PositiveControl)];
        if (family.Length == 0) throw new PreconditionException("There is no gene beside the controls.");
        string[] lots = [.. baseline.Keys.Where(l => effects.Any(e => e.Lot == l))];
        if (lots.Length < 2) throw new PreconditionException($"There is {Counted.Of(lots.Length, "lot")} with knock-downs and a control. The lot is the replicate: two lots at least give an interval, three a call.");

        LotEffect[] table = [.. effects.GroupBy(e => (e.Gene, e.Lot)).Select(g => new LotEffect(g.Key.Gene, g.Key.Lot, g.Average(e => e.LogRatio), g.Average(e => e.LogViability)))];
        double[][] plain = Column(genes, table, e => e.LogRatio), viable = Column(genes, table, e => e.LogRatio - e.LogViability);
        LotTest[] tests = LotTests.Of(plain), perViable = LotTests.Of([.. viable.Select(v => v.Any(double.IsNaN) ? [] : v)]);
        (double[] holm, double[] dunnett) = Adjusted(genes, parameters, lots, table, e => e.LogRatio, tests);
        (double[] holmViable, double[] dunnettViable) = Adjusted(genes, parameters, lots, table, e => e.LogRatio - e.LogViability, perViable);
        ViabilityCovariate covariate = ViabilityCovariate.Of(genes, lots, table);
        bool byDunnett = parameters.Correction switch { "holm" => false, "dunnett" => true, _ => throw new InvalidParameterException($"The correction is '{parameters.Correction}'; expected holm or dunnett.") };
        if (byDunnett && dunnett.All(double.IsNaN)) throw new PreconditionException("Dunnett's test pools the variance of all genes and needs every gene in every lot. Take Holm's correction, or complete the table.");

        var sirnas = new List<SirnaEffect>();
        var found = new List<GeneEffect>();
        for (int g = 0; g < genes.Length; g++)
        {
            SirnaEffect[] own = Sirnas(genes[g], effects, tests[g].Mean, parameters);
            sirnas.AddRange(own);
            (double adjusted, Interval adjustedInterval) = covariate.Of(g, tests[g], parameters.Confidence);
            double[] logs = [.. table.Where(e => e.Gene == genes[g]).Select(e => e.LogViability)];
            found.Add(new GeneEffect
            {
                Gene = genes[g], IsPositiveControl = genes[g] == parameters.PositiveControl, Lots = plain[g].Length, Test = tests[g], PerViable = perViable[g], Adjusted = adjusted, AdjustedInterval = adjustedInterval,
                LogViability = logs.Average(), HolmP = holm[g], DunnettP = dunnett[g], FamilyP = byDunnett ? dunnett[g] : holm[g], PerViableFamilyP = byDunnett ? dunnettViable[g] : holmViable[g],
                Knockdown = MeanOf(own.Select(s => s.Knockdown)), Sirnas = (own.Length, own.Count(s => s.Achieved), own.Count(s => s.Achieved && s.Agrees)),
                Code = EvidenceCode.NotTold, Reasons = [], Flags = Flags(genes[g], own, effects, logs.Average(), (byDunnett ? dunnett[g] : holm[g]) <= parameters.Alpha, parameters),
            });
        }

        GeneEffect positive = Judged(found.First(g => g.IsPositiveControl), parameters, null);
        // Of a gene that is known to act one siRNA is enough.
        bool worked = Expected(positive.Test.Mean, parameters) && positive.Test.P <= parameters.Alpha && positive.Sirnas.Achieved >= 1;
        string why = worked
            ? Text($"{positive.Gene} moved the readout to {100 * Math.Exp(positive.Test.Mean):0} % of the control (p {positive.Test.P:g2} over {Counted.Of(positive.Lots, "lot")}).")
            : $"{positive.Gene} did not work: " + (positive.Sirnas.Achieved == 0 ? double.IsNaN(positive.Knockdown) ? "its knock-down was not measured." : Text($"its knock-down of {positive.Knockdown:0} % is below {parameters.LeastKnockdown:0} %.") : Text($"it moved the readout to {100 * Math.Exp(positive.Test.Mean):0} % of the control, p {positive.Test.P:g2}."));
        GeneEffect[] judged = [.. found.Select(g => g.IsPositiveControl ? positive : Judged(g, parameters, worked ? null : why))];
        if (!worked) warnings.Add($"The positive control failed, so that the experiment says nothing of any gene: {why}");
        Tell(rows, effects, judged, parameters, notes);
        return new PerturbationResult
        {
            Parameters = parameters, Rows = rows, Lots = lots, Floor = PerturbationFloor.Of(lots.Length, family.Length, parameters.Alpha), Genes = [.. judged.OrderBy(g => g.IsPositiveControl ? 0 : 1).ThenBy(g => double.IsNaN(g.FamilyP) ? 2 : g.FamilyP).ThenBy(g => double.IsNaN(g.Test.P) ? 2 : g.Test.P).ThenBy(g => g.Gene, StringComparer.Ordinal)],
            Sirnas = sirnas, Effects = effects, ViabilitySlope = covariate.Slope, ControlWorked = worked, ControlReason = why, Notes = notes, Warnings = warnings,
        };
    }

    private static Dictionary<string, (double Value, double Viability)> Baseline(IEnumerable<PerturbationRow> controls, List<string> notes)
    {
        var baseline = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        var beyond = new List<string>();
        foreach (var lot in controls.GroupBy(r => r.Lot))
        {
            if (lot.Any(r => r.Side != 0)) beyond.Add(lot.Key);
            // Reagents weigh alike, however many wells each has.
            else baseline[lot.Key] = (MeanOf(lot.GroupBy(r => r.Sirna).Select(s => MeanOf(s.Select(r => Math.Log(r.Value))))), MeanOf(lot.GroupBy(r => r.Sirna).Select(s => MeanOf(s.Select(r => Math.Log(r.Viability))))));
        }

        if (beyond.Count > 0) notes.Add($"The non-targeting control of {Counted.List(beyond)} lies beyond a limit of the assay, and nothing can be compared with it.");
        return baseline;
    }

    private static SirnaLot Against(string gene, string sirna, string lot, PerturbationRow[] wells, (double Value, double Viability) control) =>
        new SirnaLot(gene, sirna, lot, wells.Average(w => Math.Log(w.Value)) - control.Value, MeanOf(wells.Select(w => Math.Log(w.Viability))) - control.Viability, MeanOf(wells.Select(w => w.Knockdown)), wells.Any(w => w.Side != 0));

    // Of those that were measured.
    private static double MeanOf(IEnumerable<double> values) => values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();

    private static double[][] Column(string[] genes, LotEffect[] table, Func<LotEffect, double> of) => [.. genes.Select(g => table.Where(e => e.Gene == g).Select(of).ToArray())];

    // The positive control is not of the family; its own p stands in both lists.
    private static (double[] Holm, double[] Dunnett) Adjusted(string[] genes, PerturbParameters parameters, string[] lots, LotEffect[] table, Func<LotEffect, double> of, LotTest[] tests)
    {
        int[] family = [.. Enumerable.Range(0, genes.Length).Where(g => genes[g] != parameters.PositiveControl && !double.IsNaN(tests[g].P))];
        double[] holm = [.. tests.Select(t => t.P)], adjusted = MultipleTesting.Holm([.. family.Select(g => tests[g].P)]);
        for (int i = 0; i < family.Length; i++) holm[family[i]] = adjusted[i];
        double[] dunnett = [.. genes.Select(_ => double.NaN)];
        bool complete = table.Length == genes.Length * lots.Length && table.All(e => double.IsFinite(of(e)));
        if (!complete || lots.Length < 2) return (holm, dunnett);
        // Randomised blocks: genes and the control are treatments, the lots blocks. Differences from the control hold all: the control's own is 0.
        double[][] cells = [.. genes.Select(g => lots.Select(l => of(table.First(e => e.Gene == g && e.Lot == l))).ToArray()), new double[lots.Length]];
        double[] rowMeans = [.. cells.Select(c => c.Average())], blocks = [.. lots.Select((_, l) => cells.Average(c => c[l]))];
        double grand = rowMeans.Average(), freedom = genes.Length * (lots.Length - 1), squares = cells.Select((c, g) => c.Select((v, l) => v - rowMeans[g] - blocks[l] + grand).Sum(r => r * r)).Sum(), error = Math.Sqrt(2 * squares / freedom / lots.Length);
        for (int g = 0; g < genes.Length; g++) dunnett[g] = error > 0 ? DunnettDistribution.TwoSided(rowMeans[g] / error, genes[g] == parameters.PositiveControl ? 1 : Math.Max(1, genes.Length - 1), freedom) : double.NaN;
        return (holm, dunnett);
    }

    private static SirnaEffect[] Sirnas(string gene, SirnaLot[] effects, double effect, PerturbParameters parameters) =>
        [.. effects.Where(e => e.Gene == gene).GroupBy(e => e.Sirna).Select(g =>
        {
            double mean = g.Average(e => e.LogRatio), knockdown = MeanOf(g.Select(e => e.Knockdown));
            return new SirnaEffect(gene, g.Key, g.Count(), mean, g.Average(e => e.LogViability), knockdown, knockdown >= parameters.LeastKnockdown, Math.Sign(mean) == Math.Sign(effect) && Math.Abs(mean) >= SirnaEffect.LeastShare * Math.Abs(effect));
        })];

    private static List<string> Flags(string gene, SirnaEffect[] own, SirnaLot[] effects, double logViability, bool significant, PerturbParameters parameters)
    {
        var flags = new List<string>();
        if (effects.Any(e => e.Gene == gene && e.Censored)) flags.Add("CENSORED");
        if (own.All(s => double.IsNaN(s.Knockdown))) flags.Add("KNOCKDOWN_UNKNOWN");
        else if (own.Any(s => !s.Achieved)) flags.Add("KNOCKDOWN_LOW");
        if (significant && own.Count(s => s.Achieved) > own.Count(s => s.Achieved && s.Agrees)) flags.Add("SIRNAS_DISAGREE");
        if (double.IsNaN(logViability)) flags.Add("VIABILITY_UNKNOWN");
        else if (logViability < Math.Log(parameters.LeastViability)) flags.Add("LOW_VIABILITY");
        return flags;
    }

    private static bool Expected(double mean, PerturbParameters parameters) => parameters.Direction switch
    {
        "decrease" => mean < 0,
        "increase" => mean > 0,
        _ => throw new InvalidParameterException($"The direction is '{parameters.Direction}'; expected decrease or increase."),
    };

    private static GeneEffect Judged(GeneEffect gene, PerturbParameters parameters, string? controlFailed)
    {
        var lacks = new List<string>();
        if (controlFailed is not null) lacks.Add("the positive control did not work");
        if (gene.Lots < FewestLots) lacks.Add($"{Counted.Of(gene.Lots, "lot")}; {FewestLots} at least are needed");
        if (gene.Flags.Contains("KNOCKDOWN_UNKNOWN")) lacks.Add("the knock-down was not measured");
        else if (gene.Sirnas.Achieved < parameters.FewestSirnas) lacks.Add(Text($"{gene.Sirnas.Achieved} of {Counted.Of(gene.Sirnas.All, "siRNA")} achieved a knock-down of {parameters.LeastKnockdown:0} %; {parameters.FewestSirnas} independent ones are needed"));
        if (gene.Flags.Contains("VIABILITY_UNKNOWN")) lacks.Add("viability was not measured, and an effect may be that of dying cells");
        if (lacks.Count > 0) return gene with { Reasons = lacks };

        Interval narrow = gene.Test.Interval(EquivalenceConfidence);
        double bound = -Math.Log(1 - parameters.Margin);
        bool significant = gene.FamilyP <= parameters.Alpha, none = narrow.Low > -bound && narrow.High < bound;
        string found = Text($"{100 * Math.Exp(gene.Test.Mean):0} % of the control, {(gene.IsPositiveControl ? "p" : "family-wise p")} {gene.FamilyP:g2} over {Counted.Of(gene.Lots, "lot")}");
        if (none && !gene.Flags.Contains("CENSORED"))
            return gene with { Code = EvidenceCode.NoEffect, Reasons = [Text($"the 90 % interval of {100 * Math.Exp(narrow.Low):0} to {100 * Math.Exp(narrow.High):0} % of the control lies within the margin of {100 * Math.Exp(-bound):0} to {100 * Math.Exp(bound):0} %")] };
        if (!significant) return gene with { Reasons = [$"{found}, above {Text($"{parameters.Alpha}")}; and the 90 % interval reaches over the margin, so that no effect is not shown either"] };
        if (!Expected(gene.Test.Mean, parameters)) return gene with { Reasons = [$"{found}: the readout moves, against the expected direction"] };
        if (gene.Sirnas.Agreeing < parameters.FewestSirnas) return gene with { Reasons = [Text($"{found}, but {gene.Sirnas.Agreeing} of {gene.Sirnas.Achieved} siRNAs with a knock-down show it (the same direction, half of the effect at least); {parameters.FewestSirnas} are needed")] };
        bool stays = parameters.PerViableCell
            ? double.IsNaN(gene.AdjustedInterval.Low) || (gene.AdjustedInterval.Low > 0 || gene.AdjustedInterval.High < 0)
            : Expected(gene.PerViable.Mean, parameters) && gene.PerViableFamilyP <= parameters.Alpha;
        if (!stays)
            return gene with { Flags = [.. gene.Flags, "VIABILITY_EXPLAINS"], Reasons = [Text($"{found}, but viability is {100 * Math.Exp(gene.LogViability):0} % of the control's, and {(parameters.PerViableCell ? "with it as covariate the interval of the effect holds none" : Text($"per viable cell the effect is {100 * Math.Exp(gene.PerViable.Mean):0} %, family-wise p {gene.PerViableFamilyP:g2}"))}: fewer living cells explain it")] };
        return gene with { Code = EvidenceCode.Effect, Reasons = [Text($"{found}; {gene.Sirnas.Agreeing} independent siRNAs agree; knock-down {gene.Knockdown:0} %; per viable cell {100 * Math.Exp(gene.PerViable.Mean):0} %")] };
    }

    private static void Tell(IReadOnlyList<PerturbationRow> rows, SirnaLot[] effects, GeneEffect[] genes, PerturbParameters parameters, List<string> notes)
    {
        int missing = rows.Count(r => double.IsNaN(r.Value));
        if (missing > 0) notes.Add($"{Counted.Of(missing, "row")} without a value of {parameters.Readout} {Counted.Word(missing, "is", "are")} left out.");
        string[] censored = [.. effects.Where(e => e.Censored).Select(e => $"{e.Gene} {e.Sirna} in {e.Lot}")];
        if (censored.Length > 0) notes.Add($"Beyond a limit of the assay, and taken at the limit, so that the effect is at least as large: {Counted.List(censored)}.");
        if (genes.Select(g => g.Lots).Distinct().Count() > 1) notes.Add("Genes were measured in different numbers of lots; Dunnett's test, which pools them, is not given.");
        if (genes.Any(g => g.Sirnas.All == 1 && !g.IsPositiveControl)) notes.Add("Some genes have one siRNA: an effect of the reagent beside its target cannot be told from the target's.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
