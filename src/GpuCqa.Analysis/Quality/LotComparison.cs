using System.Globalization;
using GpuCqa.Core.Cohorts;
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

    // Beside lots that show what a cell is: most barcodes a tenth of it or less, and some that are cells.
    private const double ManyBelow = 0.5, BelowOthers = 10, ShownByOthers = 20;

    /// <summary>Tells what is unlike.</summary>
    /// <exception cref="PreconditionException">A lot was exported with its empty droplets, and these are what quality control keeps.</exception>
    public static void Check(IReadOnlyList<LotDepth> lots, DiscoverParameters parameters, StepProgress progress)
    {
        // A lot of which nothing passes is an error of its own.
        LotDepth[] known = [.. lots.Where(l => l.Kept > 0)];
        foreach (LotDepth lot in known)
        {
            double others(Func<LotDepth, double> value) => Medians.Median(known.Where(l => l != lot).Select(value));
            double depth = others(l => l.KeptMedian);
            if (LooksUnfiltered(lot, depth))
            {
                string against = double.IsNaN(depth) ? "" : string.Create(CultureInfo.InvariantCulture, $" against {depth:0.#} in the other lots");
                string said = string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' looks unfiltered: its {lot.Read} barcodes are mostly empty droplets (median {Counts(lot.Median)}), and the {lot.Kept} that quality control keeps have a median of {Counts(lot.KeptMedian)}{against}.");
                if (parameters.MinCounts is null && parameters.MinGenes is null)
                    throw new PreconditionException($"{said} Give its filtered matrix (filtered_feature_bc_matrix), or set limits that empty droplets do not pass (--min-counts, --min-genes).");
                progress.Warn(said);
                continue;
            }

            if (known.Length == 1) continue;
            if (lot.KeptMedian * DepthFactor <= depth || lot.KeptMedian >= depth * DepthFactor)
                progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' was measured {(lot.KeptMedian < depth ? "less" : "more")} deeply than the others: {Counts(lot.KeptMedian)} a cell (median) against {depth:0.#}. Clusters may follow the depth rather than the cells."));
            double mito = others(l => l.MitoMedian);
            if (lot.MitoMedian >= HighMito && lot.MitoMedian >= mito + MitoExcess)
                progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' has a median mitochondrial share of {lot.MitoMedian:0.#} % against {mito:0.#} % in the other lots: its cells look dying or damaged, and the MAD rule keeps them, as it follows the lot; a limit given by hand (max_mito_percent) is one for all."));
            double removed = others(l => l.Removed);
            if (lot.Removed >= LargeRemoval && lot.Removed >= removed + RemovedExcess)
                progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Quality control removed {100 * lot.Removed:0} % of the cells of lot '{lot.Lot}' ({lot.Read - lot.Kept} of {lot.Read}) against {100 * removed:0} % of the other lots': its shares are those of what is left."));
        }
    }

    private static bool LooksUnfiltered(LotDepth lot, double others) => EmptyDroplets.Are(lot.Read, lot.KeptMedian, lot.Top)
        || (others >= ShownByOthers && lot.KeptMedian * BelowOthers <= others && lot.Top >= others / 2 && lot.ShareUpTo(others / BelowOthers) > ManyBelow);

    private static string Counts(double median) => string.Create(CultureInfo.InvariantCulture, $"{median:0.#} {(median == 1 ? "count" : "counts")}");
}
