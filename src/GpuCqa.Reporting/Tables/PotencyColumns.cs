using GpuCqa.Reporting.Findings;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of assay plates.</summary>
internal static class PotencyColumns
{
    public static TableDefinition Readouts() =>
        new Table<PotencyResult, (PotencyResult Result, string Lot)>("readouts.csv", Say("the readout of every lot, as discover and associate read it", "全ロットの測定値(discoverとassociateがそのまま読む形式)"), "One row per lot, in the form that `discover` (columns of its cohort sheet) and `associate --lots` read: values beyond a limit of quantification are written with < or >.",
                result => result.Lots.Select(l => l.Lot).Distinct(StringComparer.Ordinal).Select(l => (result, l)))
            .Text("lot", "Lot.", r => r.Lot)
            .Texts("<readout>", "Mean of the lot's replicates, one column per condition (`<readout>_<condition>`); <x below and >x above the limit of quantification, empty where nothing is known.", r => r.Readouts, (r, i) => PotencyText.Written(Of(r.Result, r.Lot, r.Result.Readouts[i])))
            .Texts("<readout>_<n>", "Its replicates (cultures, or wells where cultures are not told apart), for `--replicates <readout>=<readout>_1,<readout>_2`.", r => Replicates(r).Select(c => $"{c.Readout}_{c.Number + 1}"), (r, i) =>
            {
                (string readout, int number) = Replicates(r.Result).ElementAt(i);
                LotPotency? lot = Of(r.Result, r.Lot, readout);
                return lot is null || number >= lot.Replicates.Count ? null : PotencyText.Written(lot.Replicates[number]);
            });

    public static TableDefinition Lots() =>
        new Table<PotencyResult, LotPotency>("potency.csv", Say("lots: value, interval, variation, relative potency", "ロット: 値、区間、ばらつき、相対力価"), "One row per lot and condition: what its value rests on.", result => result.Lots)
            .Text("lot", "Lot.", l => l.Lot)
            .Text("condition", "Condition that the cells were kept in; empty without one.", l => l.Condition)
            .Text("readout", "Its column in readouts.csv.", l => l.Readout)
            .Text("status", "measured, below, above (the value is then a limit) or none (its wells contradict each other).", l => PotencyText.Status(l))
            .Number("value", "Mean of the replicates, or the limit.", l => l.Value)
            .Integer("replicates", "Replicates: cultures, or wells where cultures are not told apart.", l => l.Replicates.Count)
            .Number("variation", "Coefficient of variation of the replicates, as a share of 1.", l => l.Variation)
            .Number("assay_low", "Interval of the value by the noise of wells and the uncertainty of the curve, lower end. It knows nothing of other cultures and days.", l => l.AssayInterval.Low)
            .Number("assay_high", "Upper end.", l => l.AssayInterval.High)
            .Integer("wells", "Wells of the lot.", l => l.Wells.All)
            .Integer("wells_used", "Wells that the value rests on: those of the dilutions at which all wells lie within the limits.", l => l.Wells.Used)
            .Text("dilutions_used", "Their dilutions.", l => string.Join(' ', l.Dilutions.Select(NumberText.Plain)))
            .Number("dilution_slope", "Change of the logarithm of the result with that of the dilution; 0 is dilution linearity.", l => l.DilutionSlope)
            .Number("relative_potency", "Value over the control lot's in the same condition.", l => l.Relative)
            .Number("relative_low", "Interval of it, of the same kind as that of the value, lower end.", l => l.RelativeInterval.Low)
            .Number("relative_high", "Upper end.", l => l.RelativeInterval.High)
            .Number("slope_difference", "Slope less the control lot's.", l => l.SlopeDifference)
            .Number("slope_difference_low", "90 % interval of it, lower end.", l => l.SlopeInterval.Low)
            .Number("slope_difference_high", "Upper end.", l => l.SlopeInterval.High)
            .Text("parallel", "parallel (the interval lies within the margin), not_parallel (outside), not_shown (across) or not_testable.", l => PotencyText.Verdicts[l.Parallel]);

    public static TableDefinition Curves() =>
        new Table<PotencyResult, PlateCurve>("curves.csv", Say("standard curves", "標準曲線"), "One row per plate: y = d + (a - d) / (1 + (x / c)^b).", result => result.Plates)
            .Text("plate", "Plate.", p => p.Plate)
            .Number("blank", "Mean response of the blanks, taken off every well; 0 without any.", p => p.Blank)
            .Number("a", "Response of no analyte.", p => p.Fit.Curve.A)
            .Number("b", "Slope factor.", p => p.Fit.Curve.B)
            .Number("c", "Concentration half-way between the asymptotes.", p => p.Fit.Curve.C)
            .Number("d", "Response of endless analyte.", p => p.Fit.Curve.D)
            .Number("se_log_c", "Standard error of the natural logarithm of c.", p => Math.Sqrt(p.Fit.Covariance[3][3]))
            .Number("residual_sd", "Standard deviation of a response of weight 1.", p => p.Fit.Residual)
            .Integer("freedom", "Residual degrees of freedom.", p => p.Fit.Freedom)
            .Number("lower_limit", "Lower limit of quantification: the lowest standard that is back-calculated within its tolerance, or the given one.", p => p.LowerLimit)
            .Number("upper_limit", "Upper limit of quantification.", p => p.UpperLimit)
            .Number("passing", "Share of the standards above 0 that are back-calculated within their tolerance.", p => p.Passing)
            .Text("accepted", "yes when at least three quarters of them are.", p => p.Accepted ? "yes" : "no")
            .Text("extrapolated", "yes when the standards show a part of the curve only: it holds between them.", p => p.Fit.Extrapolated ? "yes" : "no");

    public static TableDefinition Standards() =>
        new Table<PotencyResult, (PlateCurve Plate, StandardLevel Level)>("standards.csv", Say("back-calculated standards", "標準品の逆算値"), "One row per plate and concentration of the standards.", result => result.Plates.SelectMany(p => p.Standards.Select(s => (p, s))))
            .Text("plate", "Plate.", s => s.Plate.Plate)
            .Number("concentration", "Nominal concentration.", s => s.Level.Concentration)
            .Integer("wells", "Wells.", s => s.Level.Wells)
            .Number("response", "Mean response less the blank.", s => s.Level.Response)
            .Number("back_calculated", "Concentration that the curve gives for it.", s => s.Level.BackCalculated)
            .Number("recovery", "Back-calculated over nominal, as a share of 1.", s => s.Level.Recovery)
            .Number("variation", "Coefficient of variation of its wells' back-calculated concentrations.", s => s.Level.Variation)
            .Number("tolerance", "Largest error and variation that it may have: wider at the lower limit.", s => s.Level.Tolerance)
            .Text("passes", "Whether it keeps them.", s => s.Level.Passes ? "yes" : "no");

    public static TableDefinition Wells() =>
        new Table<PotencyResult, WellValue>("wells.csv", Say("every well", "全ウェル"), "One row per well, in the order of the plate's table: what it holds, and what the curve says.", result => result.Wells)
            .Text("plate", "Plate.", w => w.Well.Plate)
            .Text("position", "Position on the plate; empty when the table has none.", w => w.Well.Position)
            .Text("kind", "sample, standard or blank.", w => w.Well.Kind.ToString().ToLowerInvariant())
            .Text("lot", "Lot of a sample.", w => w.Well.Lot)
            .Text("condition", "Condition.", w => w.Well.Condition)
            .Text("culture", "Culture that the supernatant is from.", w => w.Well.Culture)
            .Number("concentration", "Concentration of a standard.", w => w.Well.Concentration)
            .Number("dilution", "How often the sample is diluted.", w => w.Well.Dilution)
            .Number("cells", "Cells of the culture.", w => w.Well.Cells)
            .Number("hours", "Hours that it secreted for.", w => w.Well.Hours)
            .Number("volume", "Millilitres of its supernatant.", w => w.Well.Volume)
            .Number("response", "Response as it was read; inf where the reader was saturated.", w => w.Well.Response)
            .Number("back_calculated", "Concentration in the well.", w => w.Concentration)
            .Number("low", "Interval of it: noise of one well and uncertainty of the curve, lower end.", w => w.Interval.Low)
            .Number("high", "Upper end.", w => w.Interval.High)
            .Text("status", "measured, below or above the limits of quantification.", w => PotencyText.Statuses[w.Status])
            .Text("used", "yes when the lot's value rests on it.", w => w.Used ? "yes" : "no");

    private static LotPotency? Of(PotencyResult result, string lot, string readout) => result.Lots.FirstOrDefault(l => l.Lot == lot && l.Readout == readout);

    private static IEnumerable<(string Readout, int Number)> Replicates(PotencyResult result) =>
        result.Readouts.Select(r => (Readout: r, Most: result.Lots.Where(l => l.Readout == r).Max(l => l.Replicates.Count))).Where(r => r.Most > 1).SelectMany(r => Enumerable.Range(0, r.Most).Select(i => (r.Readout, i)));
}
