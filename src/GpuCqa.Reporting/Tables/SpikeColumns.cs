using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of lots spiked in silico, and of cells that quality control removed.</summary>
internal static class SpikeColumns
{
    public static TableDefinition Levels() =>
        new Table<DetectResult, SpikedLevel>("spiked_levels.csv", Say("spiked in silico, by frequency", "計算機上の添加(頻度別)"), "One row per frequency that lots were spiked at in silico.", r => r.Series!.Levels) { When = r => r.Series is not null }
            .Number("frequency", "True frequency.", l => l.Frequency)
            .Integer("runs", "Spiked lots.", l => l.Runs)
            .Integer("spiked", "Hazardous cells in them.", l => l.Spiked)
            .Integer("called", "Of these, called, removed and scanned ones included.", l => l.Called)
            .Integer("removed", "Of the spiked, removed by the lots' quality control.", l => l.Removed)
            .Number("recovered", "called / spiked; empty where none was spiked.", l => l.Recovered)
            .Integer("detected", "Spiked lots in which more cells were called than the lot's limit.", l => l.Detected)
            .Number("detected_share", "detected / runs.", l => l.DetectedShare)
            .Number("theory", "The share that binomial sampling expects, at each lot's recovered fraction and background.", l => l.Theory);

    public static TableDefinition Lots() =>
        new Table<DetectResult, SpikedLot>("spiked_lots.csv", Say("spiked in silico, by lot", "計算機上の添加(ロット別)"), "One row per lot that was spiked in silico, all frequencies together.", r => r.Series!.Lots) { When = r => r.Series is not null }
            .Text("lot", "Lot.", l => l.Lot)
            .Integer("cells", "Its cells, scanned ones that quality control removed included.", l => l.Cells)
            .Integer("background", "Of these, called without any spike.", l => l.Background)
            .Integer("limit", "Largest count that is no detection: its own background exceeds it with at most 5 %.", l => l.Limit)
            .Integer("spiked", "Hazardous cells spiked.", l => l.Spiked)
            .Integer("called", "Of these, called, removed and scanned ones included.", l => l.Called)
            .Integer("removed", "Of the spiked, removed by the lot's quality control.", l => l.Removed)
            .Integer("removed_called", "Of the removed, called when they were scanned.", l => l.RemovedCalled)
            .Number("recovered", "called / spiked.", l => l.Recovered)
            .Number("recovered_kept", "The same were removed cells not scanned.", l => l.RecoveredKept);

    public static TableDefinition Runs() =>
        new Table<DetectResult, SpikedRun>("spiked_runs.csv", Say("every lot spiked in silico", "計算機上の添加の全記録"), "One row per lot, frequency and replicate: a lot into which hazardous cells were spiked in silico and mapped.", r => r.Runs) { When = r => r.Runs.Count > 0 }
            .Text("lot", "Lot.", r => r.Lot)
            .Text("source", "Train lot of another donor, or the file, that the hazardous cells are from.", r => r.Source)
            .Number("frequency", "True frequency; the number of spiked cells is drawn from it.", r => r.Frequency)
            .Integer("cells", "Cells of the lot, scanned ones that quality control removed included.", r => r.Cells)
            .Integer("background", "Of these, called without any spike.", r => r.Background)
            .Integer("spiked", "Hazardous cells that took the place of cells of the lot.", r => r.Spiked)
            .Integer("spiked_removed", "Of these, removed by the lot's quality control.", r => r.SpikedRemoved)
            .Integer("spiked_called", "Of the spiked, called, removed and scanned ones included.", r => r.SpikedCalled)
            .Integer("removed_called", "Of the called spikes, those that quality control removes.", r => r.RemovedCalled)
            .Integer("own_called", "Cells of the lot's own that were called in this sample of it.", r => r.OwnCalled);

    public static TableDefinition Removed() =>
        new Table<IRemovedResult, RemovedCount>("removed_cells.csv", Say("what the cells are that quality control removed", "品質管理で除かれた細胞の内訳"), "One row per mapped lot, reason of removal and class at the resolution of the first claim (of the hazard): cells that quality control removed are placed as the lot's other cells are and labelled by the nearest reference cells; they count in no share. Cells that were kept stand beside.", r => r.Removed) { When = r => r.Removed.Count > 0 }
            .Text("lot", "Lot.", r => r.Lot)
            .Text("reason", "kept, or the first rule that removed the cells: low_genes, high_genes, low_counts, high_mito.", r => RemovedCount.NameOf(r.Reason))
            .Text("class", $"Cluster of the reference; {RemovedCount.NotInReference} (unlike every cell of it), {RemovedCount.Uncertain} (between clusters), or {RemovedCount.TooFewGenes} (fewer than {RemovedCount.LeastGenes} genes: not looked at).", r => r.Class)
            .Integer("cells", "How many.", r => r.Cells);
}
