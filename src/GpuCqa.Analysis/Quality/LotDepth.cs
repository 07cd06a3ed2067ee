using GpuCqa.Analysis.Results;

namespace GpuCqa.Analysis.Quality;

/// <summary>How deep the cells of a lot are, before and after quality control.</summary>
/// <param name="Lot">Name of the lot.</param>
/// <param name="Totals">Counts of each of its barcodes, as read.</param>
/// <param name="MitoPercent">Mitochondrial percentage of each of its barcodes, as read.</param>
/// <param name="Kept">Barcodes that passed.</param>
/// <param name="KeptMedian">Median counts of these.</param>
internal sealed record LotDepth(string Lot, double[] Totals, double[] MitoPercent, int Kept, double KeptMedian)
{
    /// <summary>Applies the limits of a lot to its barcodes.</summary>
    public static LotDepth Of(string lot, CellQuality quality, QcThresholds limits)
    {
        double[] kept = [.. Enumerable.Range(0, quality.Totals.Length)
            .Where(c => quality.Genes[c] >= limits.MinGenes && quality.Genes[c] <= limits.MaxGenes && quality.Totals[c] >= limits.MinCounts && quality.MitoPercent[c] <= limits.MaxMitoPercent)
            .Select(c => quality.Totals[c])];
        return new LotDepth(lot, quality.Totals, quality.MitoPercent, kept.Length, Medians.Median(kept));
    }
}
