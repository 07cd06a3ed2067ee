using System.Text.Json;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddDetection(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["RARE-01"] = input => Table(Expected("RARE-01"), row =>
        {
            double f = row.Number("f");
            int m = row.Integer("m");
            long n = HazardDetection.CellsNeeded(f, m, input.Number("power"))!.Value;
            return new() { ["f"] = f, ["m"] = m, ["n_required"] = n, ["power_at_n"] = HazardDetection.Probability(f, n, m), ["power_at_n_minus_1"] = HazardDetection.Probability(f, n - 1, m) };
        });
        cases["RARE-02"] = _ => Table(Expected("RARE-02"), row =>
        {
            long n = row.Integer("n");
            int m = row.Integer("m");
            return new()
            {
                ["n"] = n, ["m"] = m,
                ["LOD95_binomial"] = HazardDetection.Limit(n, m),
                ["LOD95_betabin_rho_0.0001"] = HazardDetection.Limit(n, m, icc: 0.0001),
                ["LOD95_betabin_rho_0.001"] = HazardDetection.Limit(n, m, icc: 0.001),
            };
        });
        cases["RARE-03"] = input =>
        {
            double f = input.Number("f"), rho = input.Number("rho");
            int[] lots = [.. input.Numbers("L").Select(l => (int)l)];
            long n = (long)(input.Number("n_per_lot") * input.Number("efficiency"));
            return new()
            {
                ["n_eff_per_lot"] = n,
                ["p_detect_L_lots"] = lots.Select(l => HazardDetection.InLots(f, n, l, icc: rho)).ToArray(),
                ["p_detect_one_lot_same_cells"] = lots.Select(l => HazardDetection.Probability(f, l * n, icc: rho)).ToArray(),
                ["p_detect_binomial"] = lots.Select(l => HazardDetection.InLots(f, n, l)).ToArray(),
            };
        };
        cases["RARE-04"] = _ => Table(Expected("RARE-04"), row =>
        {
            ClassifierLimit limit = ClassifierLimit.Of(row.Integer("n"), row.Number("fpr"), row.Number("se"));
            return new()
            {
                ["n"] = limit.Cells, ["fpr"] = limit.FalsePositiveRate, ["se"] = limit.Sensitivity, ["LOB_count"] = limit.BlankCount, ["LOB_fraction"] = limit.BlankFraction,
                ["alpha_attained"] = limit.Attained, ["LOD95_true_fraction"] = limit.Detectable,
            };
        });
        cases["RARE-05"] = input =>
        {
            RoganGladen found = RoganGladen.Of(input.Integer("x"), input.Integer("n"), input.Number("Se"), input.Number("Sp"), input.Integer("n_pos_validation"), input.Integer("n_neg_validation"));
            return new()
            {
                ["apparent"] = found.Apparent, ["youden"] = found.Youden, ["p_hat_raw"] = found.Raw, ["p_hat"] = found.Estimate, ["se_known"] = found.ErrorKnown, ["se_with_validation"] = found.ErrorValidated,
                ["lang_reiczigel_ci"] = Ends(found.Interval), ["lr_center"] = found.Center, ["lr_dp"] = found.Shift,
            };
        };
        cases["RARE-06"] = input =>
        {
            RoganGladen found = RoganGladen.Of(input.Integer("x"), input.Integer("n"), input.Number("Se"), input.Number("Sp"));
            if (!found.BelowBackground) return [];
            return new() { ["apparent"] = found.Apparent, ["youden"] = found.Youden, ["p_hat_raw"] = found.Raw, ["p_hat"] = found.Estimate, ["se_known"] = found.ErrorKnown };
        };
        cases["RARE-07"] = _ => Table(Expected("RARE-07"), row =>
            new() { ["n"] = row.Integer("n"), ["exact"] = DoseBound.Of(0, row.Integer("n"), 1, 1).Apparent, ["rule3"] = ProportionInterval.RuleOfThree(0, row.Integer("n")) });
        cases["RARE-08"] = input =>
        {
            BlankLimit limit = BlankLimit.Of(input.Numbers("blanks"), input.Rows("low_samples"));
            return new()
            {
                ["mean_B"] = limit.Mean, ["sd_B"] = limit.Deviation, ["c_B"] = limit.BlankFactor, ["LoB"] = limit.Blank, ["sd_L"] = limit.LowDeviation, ["df_L"] = limit.LowDegrees, ["c_L"] = limit.LowFactor,
                ["LoD"] = limit.Detection, ["LoB_nonparametric"] = limit.BlankByRank, ["rank"] = limit.Rank,
            };
        };
        cases["RARE-09"] = input => new()
        {
            ["p_detect"] = Hypergeometric.UpperTail(1, input.Integer("D"), input.Integer("n"), input.Integer("N")),
            ["binomial_approx"] = HazardDetection.Probability(input.Number("D") / input.Number("N"), input.Integer("n")),
        };
        cases["RARE-10"] = input =>
        {
            DoseBound bound = DoseBound.Of(0, input.Integer("n"), input.Number("Se"), input.Number("dose")), perfect = DoseBound.Of(0, input.Integer("n"), 1, input.Number("dose"));
            return new() { ["f_U"] = bound.Apparent, ["per_dose"] = perfect.PerDose, ["per_dose_Se"] = bound.PerDose };
        };
        cases["RARE-11"] = input =>
        {
            double m = (1 / input.Number("rho")) - 1;
            // The closed formula, and that the exact limit lies within 0.4 % of it.
            double[] approximate = [.. input.Numbers("n").Select(n => -Math.Log(0.05) / (m * Math.Log(1 + (n / m))))];
            double[] exact = [.. input.Numbers("n").Select(n => HazardDetection.Limit((long)n, icc: input.Number("rho")))];
            return exact.Zip(approximate).All(p => Math.Abs((p.First / p.Second) - 1) < 0.004) ? new() { ["approx"] = approximate } : [];
        };
    }
}
