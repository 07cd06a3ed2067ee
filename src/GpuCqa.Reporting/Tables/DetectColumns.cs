using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a search for a rare hazard.</summary>
internal static class DetectColumns
{
    public static TableDefinition Summary() =>
        new Table<DetectResult, DetectResult>("detection.csv", Say("what would be seen", "検出能力"), "One row: what the search would see, and what it leaves open.", r => [r])
            .Number("frequency", "True share of hazardous cells that has to be seen.", r => r.Asked.Frequency)
            .Integer("classified_cells", "Cells of one lot that are captured and kept.", r => r.Classified)
            .Number("false_positives", "Rate of false positives that is reckoned with: the one given, or the upper bound of the worst blank; with a confirming test the product.", r => r.FalsePositives)
            .Integer("limit_count", "Largest count of called cells that is no detection.", r => r.Limit)
            .Number("probability_lot", "Probability that one lot with the frequency shows it.", r => r.Asked.InLot)
            .Number("probability_process", "Probability that the lots show it, of a process with that mean frequency whose lots vary.", r => r.Asked.InProcess)
            .Number("probability_pooled", "Probability that the pool shows it when one pooled lot has the frequency.", r => r.Asked.Pooled)
            .Number("probability_finite", "Probability with which cells drawn without replacement from a lot of the given size hold the hazard; empty without a size.", r => r.FiniteLot)
            .Number("lod_lot", "Frequency that one lot shows with the probability asked for.", r => r.LimitOfLot)
            .Number("lod_process", "Frequency of the process that the lots show with it.", r => r.LimitOfProcess)
            .Integer("cells_needed", "Cells to load of one lot; empty where harmless cells are called.", r => r.Asked.CellsNeeded)
            .Integer("lots_needed", "Lots as planned where lots vary; empty where harmless cells are called, or 10,000 are not enough.", r => r.Asked.LotsNeeded)
            .Number("blank_limit", "Limit of blank of measured blanks, as a fraction (EP17 form); empty without two blanks.", r => r.Blank?.Blank ?? double.NaN)
            .Number("blank_limit_rank", "The same without a distribution.", r => r.Blank?.BlankByRank ?? double.NaN)
            .Number("detection_limit_blanks", "Limit of detection from blanks and repeated low samples; empty without these.", r => r.Blank?.Detection ?? double.NaN)
            .Number("spiked_lod", "Limit of detection of the spiked series (regression with the complementary log-log and Firth's penalty); empty without one.", r => r.Spiked?.Limit ?? double.NaN)
            .Number("spiked_lod_low", "Lower end of its interval (Fieller).", r => r.Spiked?.Interval.Low ?? double.NaN)
            .Number("spiked_lod_high", "Upper end of its interval.", r => r.Spiked?.Interval.High ?? double.NaN)
            .Number("spiked_lod_logit", "The same by logistic regression, which reads 1.1 to 1.4 times too high over wide series.", r => r.SpikedLogit?.Limit ?? double.NaN)
            .Number("in_silico_recovered", "Share of the cells spiked in silico that was called; empty without a reference.", r => r.Series?.Recovered ?? double.NaN)
            .Number("in_silico_lod", "Limit of detection of the lots spiked in silico (complementary log-log above the background, Abbott); empty where they do not bracket it.", r => r.Series?.Limit?.Limit ?? double.NaN)
            .Number("in_silico_lod_low", "Lower end of its interval (Fieller).", r => r.Series?.Limit?.Interval.Low ?? double.NaN)
            .Number("in_silico_lod_high", "Upper end.", r => r.Series?.Limit?.Interval.High ?? double.NaN)
            .Number("in_silico_lod_logit", "The same by logistic regression.", r => r.Series?.Logit?.Limit ?? double.NaN)
            .Number("in_silico_theory", "Limit that binomial sampling expects of them.", r => r.Series?.Theory ?? double.NaN)
            .Number("prevalence", "Share in the lots in question, corrected for the classifier's errors (Rogan-Gladen); empty without lots.", r => r.Prevalence?.Estimate ?? double.NaN)
            .Number("prevalence_low", "Lower end of its interval (Lang-Reiczigel); empty without the sizes of the validation.", r => r.Prevalence?.Interval.Low ?? double.NaN)
            .Number("prevalence_high", "Upper end of its interval.", r => r.Prevalence?.Interval.High ?? double.NaN)
            .Number("icc_found", "Intra-class correlation found between the lots in question; empty where fewer than two have such cells.", r => r.Spread?.Correlation ?? double.NaN)
            .Number("upper_frequency", "Upper bound of the true share from the lots in question (from the planned cells with none seen, without lots); empty without a dose.", r => r.Bound?.Frequency ?? double.NaN)
            .Number("upper_per_dose", "Hazardous cells in a dose that are not excluded.", r => r.Bound?.PerDose ?? double.NaN);

    public static TableDefinition Points() =>
        new Table<DetectResult, DetectionPoint>("detection_curves.csv", Say("the curves", "曲線の数値"), "One row per frequency: what would be seen.", r => r.Points)
            .Number("frequency", "True share of hazardous cells.", p => p.Frequency)
            .Number("lot", "Probability that one lot with that share shows it.", p => p.InLot)
            .Number("process", "Probability that the lots show it, of a process with that mean share whose lots vary.", p => p.InProcess)
            .Number("pooled", "Probability that the pool shows it when one pooled lot has that share.", p => p.Pooled)
            .Number("released", "Probability that a lot with that share is released.", p => p.Released);

    public static TableDefinition Lots() =>
        new Table<DetectResult, DetectionLot>("detection_lots.csv", Say("the counted lots", "計数したロット"), "One row per counted lot.", r => r.Lots) { When = r => r.Lots.Count > 0 }
            .Text("lot", "Lot.", l => l.Lot)
            .Text("role", "test (a lot in question), blank (known to be free of the hazard) or spike (hazardous cells were added).", l => l.Role)
            .Integer("cells", "Cells that were classified, scanned ones that quality control had removed included.", l => l.Cells)
            .Integer("called", "Of these, called hazardous.", l => l.Called)
            .Integer("removed_cells", "Of the cells, those that quality control had removed.", l => l.RemovedCells)
            .Integer("removed_called", "Of the called, those that quality control had removed.", l => l.RemovedCalled)
            .Number("spiked", "Frequency that was spiked; empty elsewhere.", l => l.Spiked)
            .Number("upper", "Upper bound of the share of called cells (Clopper-Pearson, one-sided). A count of 0 is this bound, not an absence.", l => l.Upper)
            .Integer("detected", "1 where more cells were called than harmless cells alone exceed with 5 %, and at least the cells that make a detection; else 0.", l => l.Detected ? 1 : 0);
}
