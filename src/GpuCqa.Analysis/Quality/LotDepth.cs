using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Quality;

/// <summary>How deep the barcodes of a lot are, before and after quality control.</summary>
internal sealed class LotDepth
{
    private readonly double[] sorted;

    private LotDepth(string lot, double[] sorted, double mito, double[] kept)
    {
        this.sorted = sorted;
        Lot = lot;
        Median = Medians.Median(sorted);
        Top = sorted.Length == 0 ? double.NaN : EmptyDroplets.Top(sorted);
        MitoMedian = mito;
        Kept = kept.Length;
        KeptMedian = Medians.Median(kept);
    }

    /// <summary>Name of the lot.</summary>
    public string Lot { get; }

    /// <summary>Barcodes read.</summary>
    public int Read => sorted.Length;

    /// <summary>Median counts of the barcodes read.</summary>
    public double Median { get; }

    /// <summary>Counts of the largest barcodes.</summary>
    public double Top { get; }

    /// <summary>Median mitochondrial percentage of the barcodes read.</summary>
    public double MitoMedian { get; }

    /// <summary>Barcodes that passed.</summary>
    public int Kept { get; }

    /// <summary>Median counts of these; NaN when there is none.</summary>
    public double KeptMedian { get; }

    /// <summary>Share of the barcodes that quality control removed.</summary>
    public double Removed => 1 - (Kept / (double)Read);

    /// <summary>Applies the limits of a lot to its barcodes.</summary>
    public static LotDepth Of(string lot, CellQuality quality, QcThresholds limits)
    {
        double[] kept = [.. Enumerable.Range(0, quality.Totals.Length)
            .Where(c => quality.Genes[c] >= limits.MinGenes && quality.Genes[c] <= limits.MaxGenes && quality.Totals[c] >= limits.MinCounts && quality.MitoPercent[c] <= limits.MaxMitoPercent)
            .Select(c => quality.Totals[c])];
        return new LotDepth(lot, [.. quality.Totals.Order()], Medians.Median(quality.MitoPercent), kept);
    }

    /// <summary>Share of the barcodes with at most so many counts.</summary>
    public double ShareUpTo(double counts) => sorted.Count(t => t <= counts) / (double)Read;
}
