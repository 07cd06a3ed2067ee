using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Sections;

/// <summary>The lots, what quality control removed and why, and what was kept of the genes.</summary>
internal static class LotSection
{
    public static Markup Make(ReportContext context)
    {
        DiscoveryResult result = context.Result;
        long read = result.Lots.Sum(l => (long)l.CellsRead);
        string genes = result.Modality == CellModality.Counts ? "Genes" : "Features";
        var html = new Markup();
        html.Add($"""<section id="lots"><h2>Lots and quality control</h2><p>{NumberText.Count(result.Cells.Count)} of {NumberText.Count(read)} cells were kept. Filters were given, or follow from each lot's own medians; none of them saw a readout. A cell is counted under the first rule that removes it.</p>{Table(result)}""");
        html.Add($"""<p>{genes}: {NumberText.Count(result.Join.Union)} in at least one lot, {NumberText.Count(result.Join.Shared)} in every lot (joined by id); {NumberText.Count(result.Join.DroppedNotShared)} dropped because some lot lacks them, {NumberText.Count(result.Join.DroppedRare)} because fewer than {result.Parameters.MinCells} cells have them; {NumberText.Count(result.Join.Kept)} kept, {NumberText.Count(result.Pca.Genes.Length)} selected for the model.</p></section>""");
        return html;
    }

    private static Markup Table(DiscoveryResult result)
    {
        var table = new HtmlTable<LotResult>("Lots and quality control");
        table.Text("Lot", null, l => l.Name);
        if (result.Lots.Any(l => l.Donor is not null)) table.Text("Donor", null, l => l.Donor);
        if (result.Lots.Any(l => l.Tissue is not null)) table.Text("Tissue", null, l => l.Tissue);
        if (result.Lots.Any(l => l.Batch is not null)) table.Text("Batch", null, l => l.Batch);
        if (result.Lots.Any(l => l.Process is not null)) table.Text("Process", null, l => l.Process);
        for (int r = 0; r < result.Parameters.Readouts.Count; r++)
        {
            int index = r;
            table.Number(result.Parameters.Readouts[r], "Readout", l => l.Readouts[index], HtmlNumber.Given);
        }

        table.Count("Cells read", Of("cells_read"), l => l.CellsRead)
            .Count("Kept", Of("cells_kept"), l => l.CellsKept)
            .Number("Kept %", "Share of the cells read that passed", l => (double)l.CellsKept / l.CellsRead, l => l.CellsRead == 0 ? "–" : NumberText.Percent((double)l.CellsKept / l.CellsRead))
            .Count("Few genes", Of("removed_low_genes"), l => l.RemovedLowGenes)
            .Count("Many genes", Of("removed_high_genes"), l => l.RemovedHighGenes)
            .Count("Few counts", Of("removed_low_counts"), l => l.RemovedLowCounts)
            .Count("High mito", Of("removed_high_mito"), l => l.RemovedHighMito)
            .Number("Median counts", Of("median_counts"), l => l.MedianCounts, v => HtmlNumber.Value(v, 4))
            .Number("Median genes", Of("median_genes"), l => l.MedianGenes, v => HtmlNumber.Value(v, 4))
            .Number("Median mito %", Of("median_mito_percent"), l => l.MedianMitoPercent, v => HtmlNumber.Value(v, 3));
        Dictionary<string, QcThresholds> limits = result.Thresholds.ToDictionary(t => t.Lot);
        if (limits.Count > 0)
        {
            table.Text("Genes kept", "Filter of the lot: fewest and most genes", l => limits.TryGetValue(l.Name, out QcThresholds? t) ? $"{Bound(t.MinGenes)} to {Bound(t.MaxGenes)}" : "–")
                .Number("Counts from", Of("min_counts"), l => limits.GetValueOrDefault(l.Name)?.MinCounts ?? double.NaN, Bound)
                .Number("Mito % up to", Of("max_mito_percent"), l => limits.GetValueOrDefault(l.Name)?.MaxMitoPercent ?? double.NaN, Bound);
        }

        return table.Make(result.Lots);
    }

    private static string Bound(double value) => double.IsNaN(value) ? "–" : double.IsInfinity(value) || Math.Abs(value) > 1e15 ? "∞" : HtmlNumber.Value(value, 4);

    private static string Of(string column) => ResultTables.Lots.DescriptionOf(column);
}
