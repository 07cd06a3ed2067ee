using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Quality;

/// <summary>Lots whose cells look unlike the cells of the other lots; no readout is seen.</summary>
/// <remarks>
/// The limits of quality control follow each lot's own medians. In a matrix with empty droplets these are the droplets' medians: the droplets stay and the cells go.
/// Such a lot is refused, unless limits were given by hand. Other differences of depth, mitochondrial share or cells removed are told beside the finding.
/// </remarks>
internal static class LotComparison
{
    /// <summary>Depth that differs from the other lots' by this factor is told.</summary>
    public const double DepthFactor = 5;

    /// <summary>Median mitochondrial percentage from which a lot is told, if it is also <see cref="MitoExcess"/> above the other lots'.</summary>
    public const double HighMito = 20;

    /// <summary>Percentage points above the other lots' median mitochondrial percentage.</summary>
    public const double MitoExcess = 15;

    /// <summary>Share of a lot's cells removed from which it is told, if it is also <see cref="RemovedExcess"/> above the other lots'.</summary>
    public const double LargeRemoval = 0.5;

    /// <summary>Share above the other lots' share removed.</summary>
    public const double RemovedExcess = 0.3;

    // A cell of this many counts tells nothing; droplets of ambient RNA hold more, but far less than the cells beside them.
    private const double NoCell = 3, BesideCells = 20, FarBelowCells = 100, TopQuantile = 0.999, ManyBelow = 0.5, BelowOthers = 10;

    /// <summary>Tells what is unlike.</summary>
    /// <exception cref="PreconditionException">A lot was exported with its empty droplets, and these are what quality control keeps.</exception>
    public static void Check(IReadOnlyList<LotDepth> lots, DiscoverParameters parameters, StepProgress progress)
    {
        foreach (LotDepth lot in lots)
        {
            LotDepth[] others = [.. lots.Where(l => l != lot)];
            double depth = Medians.Median(others.Select(l => l.KeptMedian));
            if (LooksUnfiltered(lot, depth))
            {
                string others_ = double.IsNaN(depth) ? "" : string.Create(CultureInfo.InvariantCulture, $" against {depth:0.#} in the other lots");
                string said = string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' looks unfiltered: its {lot.Totals.Length} barcodes are mostly empty droplets (median {Counts(Medians.Median(lot.Totals))}), and the {lot.Kept} that quality control keeps have a median of {Counts(lot.KeptMedian)}{others_}.");
                const string Help = "Give its filtered matrix (filtered_feature_bc_matrix), or set limits that empty droplets do not pass (--min-counts, --min-genes).";
                if (parameters.MinCounts is null && parameters.MinGenes is null) throw new PreconditionException($"{said} {Help}");
                progress.Warn(said);
                continue;
            }

            if (others.Length == 0) continue;
            if (lot.KeptMedian * DepthFactor <= depth || lot.KeptMedian >= depth * DepthFactor)
                progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' was measured {(lot.KeptMedian < depth ? "less" : "more")} deeply than the others: {Counts(lot.KeptMedian)} a cell (median) against {depth:0.#}. Clusters may follow the depth rather than the cells."));
            double mito = Medians.Median(lot.MitoPercent), othersMito = Medians.Median(others.Select(l => Medians.Median(l.MitoPercent)));
            if (mito >= HighMito && mito >= othersMito + MitoExcess)
                progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' has a median mitochondrial share of {mito:0.#} % against {othersMito:0.#} % in the other lots: its cells look dying or damaged, and the MAD rule keeps them, as it follows the lot; a limit given by hand (max_mito_percent) is one for all."));
            double removed = Removed(lot), othersRemoved = Medians.Median(others.Select(Removed));
            if (removed >= LargeRemoval && removed >= othersRemoved + RemovedExcess)
                progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Quality control removed {100 * removed:0} % of the cells of lot '{lot.Lot}' ({lot.Totals.Length - lot.Kept} of {lot.Totals.Length}) against {100 * othersRemoved:0} % of the other lots': its shares are those of what is left."));
        }
    }

    private static bool LooksUnfiltered(LotDepth lot, double othersMedian)
    {
        double[] sorted = [.. lot.Totals.Order()];
        double top = sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(TopQuantile * (sorted.Length - 1)))];
        if (lot.KeptMedian <= NoCell ? top >= BesideCells : lot.KeptMedian * FarBelowCells <= top) return true;
        // Beside lots that show what a cell is: most barcodes far below it, some that are cells, and the former are kept.
        return othersMedian >= BesideCells && lot.KeptMedian * BelowOthers <= othersMedian && top >= othersMedian / 2
            && sorted.Count(t => t * BelowOthers <= othersMedian) > ManyBelow * sorted.Length;
    }

    private static double Removed(LotDepth lot) => 1 - (lot.Kept / (double)lot.Totals.Length);

    private static string Counts(double median) => string.Create(CultureInfo.InvariantCulture, $"{median:0.#} {(median == 1 ? "count" : "counts")}");
}
