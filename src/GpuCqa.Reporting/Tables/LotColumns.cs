using GpuCqa.Analysis.Results;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

internal static class LotColumns
{
    public static TableDefinition Define() =>
        new Table<DiscoveryResult, (LotResult Lot, QcThresholds? Limits)>("lots.csv", Say("lots: readouts, quality control, filters", "ロット: 測定値、品質管理、フィルター"), "One row per train lot, in the order of the cohort sheet: what was read, what quality control removed, what the lot can do.", Rows)
            .Text("lot", "Name of the lot.", r => r.Lot.Name)
            .Origin(r => r.Lot)
            .Numbers("readout_<name>", "Value of a readout, one column per readout in the order they were asked for; empty when the lot has none.",
                result => result.Parameters.Readouts.Select(name => "readout_" + name), (r, i) => r.Lot.Readouts[i])
            .Quality(r => r.Lot)
            .Number("min_genes", "Filter of this lot: fewest genes kept (given, or from the lot's median and MAD).", r => r.Limits?.MinGenes ?? double.NaN)
            .Number("max_genes", "Filter of this lot: most genes kept.", r => r.Limits?.MaxGenes ?? double.NaN)
            .Number("min_counts", "Filter of this lot: fewest counts kept.", r => r.Limits?.MinCounts ?? double.NaN)
            .Number("max_mito_percent", "Filter of this lot: largest mitochondrial percentage kept.", r => r.Limits?.MaxMitoPercent ?? double.NaN);

    /// <summary>Where a lot comes from, as its sheet says.</summary>
    public static Table<TResult, TRow> Origin<TResult, TRow>(this Table<TResult, TRow> table, Func<TRow, LotResult> lot) where TResult : class => table
            .Text("donor", "Donor; empty when the sheet has none.", r => lot(r).Donor)
            .Text("tissue", "Tissue of origin; empty when the sheet has none.", r => lot(r).Tissue)
            .Text("batch", "Processing batch; empty when the sheet has none.", r => lot(r).Batch)
            .Text("process", "Process version; empty when the sheet has none.", r => lot(r).Process);

    /// <summary>What was read of a lot and what quality control removed.</summary>
    public static Table<TResult, TRow> Quality<TResult, TRow>(this Table<TResult, TRow> table, Func<TRow, LotResult> lot) where TResult : class => table
            .Integer("cells_read", "Cells in the lot's file.", r => lot(r).CellsRead)
            .Integer("cells_kept", "Cells that passed quality control; every fraction and test uses these.", r => lot(r).CellsKept)
            .Integer("removed_low_genes", "Cells removed because fewer than min_genes genes were detected. A cell is counted under the first rule that removes it, in the order of these columns.", r => lot(r).RemovedLowGenes)
            .Integer("removed_high_genes", "Cells removed because more than max_genes genes were detected.", r => lot(r).RemovedHighGenes)
            .Integer("removed_low_counts", "Cells removed because of fewer than min_counts counts.", r => lot(r).RemovedLowCounts)
            .Integer("removed_high_mito", "Cells removed because the mitochondrial percentage exceeds max_mito_percent.", r => lot(r).RemovedHighMito)
            .Number("median_counts", "Median counts per kept cell.", r => lot(r).MedianCounts)
            .Number("median_genes", "Median detected genes per kept cell.", r => lot(r).MedianGenes)
            .Number("median_mito_percent", "Median mitochondrial percentage of kept cells, 0 to 100.", r => lot(r).MedianMitoPercent);

    private static IEnumerable<(LotResult Lot, QcThresholds? Limits)> Rows(DiscoveryResult result) =>
        result.Map.Lots.Select(lot => (lot, result.Map.Thresholds.FirstOrDefault(t => t.Lot == lot.Name)));
}
