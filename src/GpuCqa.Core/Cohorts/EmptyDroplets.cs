namespace GpuCqa.Core.Cohorts;

/// <summary>Tells barcodes of empty droplets from those of cells by their counts, without another lot to compare with.</summary>
/// <remarks>
/// Most barcodes of an unfiltered matrix hold next to nothing. With ambient RNA they hold more, a hundredth of what cells hold; but so may the median of a shallow lot beside its largest cell, so that
/// this counts only where there are more barcodes than a lot has cells.
/// </remarks>
public static class EmptyDroplets
{
    private const int MoreThanCells = 100_000;

    // A cell of so few counts tells nothing.
    private const double NoCell = 3, BesideCells = 20, FarBelowCells = 100, TopQuantile = 0.999;

    /// <summary>Whether barcodes with this median are droplets rather than cells.</summary>
    /// <param name="barcodes">Barcodes of the matrix.</param>
    /// <param name="median">Median counts of the barcodes.</param>
    /// <param name="top">Counts of the largest barcodes of the same matrix, see <see cref="Top"/>.</param>
    public static bool Are(int barcodes, double median, double top) => median <= NoCell ? top >= BesideCells : barcodes >= MoreThanCells && median * FarBelowCells <= top;

    /// <summary>What the largest barcodes hold: the 99.9th percentile.</summary>
    /// <param name="sorted">Counts of every barcode, ascending; at least one.</param>
    public static double Top(IReadOnlyList<double> sorted) => sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(TopQuantile * (sorted.Count - 1)))];
}
