using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of limits for a specification.</summary>
internal static class SpecificationColumns
{
    public static TableDefinition Limits() =>
        new Table<SpecificationResult, AttributeLimits>("specification.csv", Say("limits of every attribute", "各特性の限界値"), "One row per attribute: limits from the lots of the process.", r => r.Attributes)
            .Text("attribute", "Attribute.", a => a.Attribute)
            .Text("side", "lower, upper or both: which limits it has.", a => a.Side)
            .Text("scale", "linear, log or logit: where mean and standard deviation are taken. Limits are on the attribute's own scale.", a => a.Scale)
            .Integer("n", "Lots.", a => a.Lots)
            .Integer("donors", "Donors among them; empty when not given for all.", a => a.Donors)
            .Number("mean", "Mean of the lots, on the scale.", a => a.Mean)
            .Number("sd", "Standard deviation between lots, on the scale.", a => a.Deviation)
            .Number("sd_low", "The true standard deviation is above this with the confidence.", a => a.DeviationInterval.Low)
            .Number("sd_high", "The true standard deviation is below this with the confidence.", a => a.DeviationInterval.High)
            .Number("k", "Tolerance factor, exact (noncentral t for one limit, the integral for two).", a => a.Factor)
            .Number("tolerance_low", "Lower tolerance limit; empty where none is asked for.", a => a.Tolerance.Low)
            .Number("tolerance_high", "Upper tolerance limit; empty where none is asked for.", a => a.Tolerance.High)
            .Number("prediction_low", "Lower limit that holds all of the next lots with the confidence.", a => a.Prediction.Low)
            .Number("prediction_high", "Upper limit that holds all of the next lots with the confidence.", a => a.Prediction.High)
            .Number("three_sd_low", "Mean - 3 SD, the common quality range.", a => a.ThreeDeviations.Low)
            .Number("three_sd_high", "Mean + 3 SD.", a => a.ThreeDeviations.High)
            .Number("three_sd_confidence", "Confidence with which that range holds the content: what it is worth at this n.", a => a.ThreeDeviationsConfidence)
            .Number("smallest", "Smallest lot.", a => a.Observed.Low)
            .Number("largest", "Largest lot.", a => a.Observed.High)
            .Number("range_confidence", "Confidence with which the range of the lots holds the content, whatever the distribution.", a => a.ObservedConfidence)
            .Number("shapiro_wilk", "W of the test of normality on the scale.", a => a.Normality.W)
            .Number("normality_p", "Its p.", a => a.Normality.P)
            .Number("ppk", "Distance of the mean from the nearer specification limit over 3 SD; empty without such limits.", a => a.Capability?.Ppk ?? double.NaN)
            .Number("ppk_low", "Lower end of its interval (exact for one limit).", a => a.Capability?.Interval.Low ?? double.NaN)
            .Number("ppk_high", "Upper end of its interval.", a => a.Capability?.Interval.High ?? double.NaN)
            .Number("outside", "Estimated share of lots outside of the specification limits.", a => a.Capability?.Outside ?? double.NaN)
            .Text("flags", "FEW_LOTS (below 10), NOT_NORMAL (Shapiro-Wilk p below 0.05), REPEATED_DONORS.", a => string.Join(' ', a.Flags));

    public static TableDefinition Lots() =>
        new Table<SpecificationResult, SpecifiedLot>("specification_lots.csv", Say("the lots' values", "ロットの値"), "One row per attribute and lot that has a value of it.", r => r.Lots)
            .Text("attribute", "Attribute.", l => l.Attribute)
            .Text("lot", "Lot.", l => l.Lot)
            .Text("donor", "Donor; empty when not given.", l => l.Donor)
            .Number("value", "Value of the lot.", l => l.Value);
}
