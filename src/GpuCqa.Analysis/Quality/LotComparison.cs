using System.Globalization;
using GpuCqa.Analysis.Results;
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
            LotDepth[] others = [.. known.Where(l => l != lot)];
            var usual = new Usual(Medians.Median(others.Select(l => l.KeptMedian)), Medians.Median(others.Select(l => l.MitoMedian)), Medians.Median(others.Select(l => l.Removed)));
            Check(lot, others.Length == 0 ? null : usual, "the other lots", "the others", ", or set limits that empty droplets do not pass (--min-counts, --min-genes)", parameters, progress);
        }
    }

    /// <summary>Tells what is unlike the train lots of a reference; other new lots have no part in it.</summary>
    /// <param name="lot">A new lot.</param>
    /// <param name="train">The train lots.</param>
    /// <param name="parameters">Limits given by hand.</param>
    /// <param name="progress">Receives warnings.</param>
    /// <exception cref="PreconditionException">The lot was exported with its empty droplets, and these are what quality control keeps.</exception>
    public static void Check(LotDepth lot, IReadOnlyList<LotResult> train, DiscoverParameters parameters, StepProgress progress)
    {
        if (lot.Kept == 0) return;
        var usual = new Usual(Medians.Median(train.Select(l => l.MedianCounts)), Medians.Median(train.Select(l => l.MedianMitoPercent)), Medians.Median(train.Select(l => 1 - (l.CellsKept / (double)l.CellsRead))));
        Check(lot, usual, "the train lots", "the train lots", ": the limits are those of the reference", parameters, progress);
    }

    private static void Check(LotDepth lot, Usual? usual, string others, string them, string instead, DiscoverParameters parameters, StepProgress progress)
    {
        double depth = usual?.Depth ?? double.NaN;
        if (LooksUnfiltered(lot, depth))
        {
            string against = double.IsNaN(depth) ? "" : string.Create(CultureInfo.InvariantCulture, $" against {depth:0.#} in {others}");
            string said = string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' looks unfiltered: its {lot.Read} barcodes are mostly empty droplets (median {Counts(lot.Median)}), and the {lot.Kept} that quality control keeps have a median of {Counts(lot.KeptMedian)}{against}.");
            if (parameters.MinCounts is null && parameters.MinGenes is null)
                throw new PreconditionException($"{said} Give its filtered matrix (filtered_feature_bc_matrix){instead}.");
            progress.Warn(said);
            return;
        }

        if (usual is null) return;
        if (lot.KeptMedian * DepthFactor <= depth || lot.KeptMedian >= depth * DepthFactor)
            progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' was measured {(lot.KeptMedian < depth ? "less" : "more")} deeply than {them}: {Counts(lot.KeptMedian)} a cell (median) against {depth:0.#}. Clusters may follow the depth rather than the cells."));
        if (lot.MitoMedian >= HighMito && lot.MitoMedian >= usual.Mito + MitoExcess)
            progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Lot '{lot.Lot}' has a median mitochondrial share of {lot.MitoMedian:0.#} % against {usual.Mito:0.#} % in {others}: its cells look dying or damaged, and the MAD rule keeps them, as it follows the lot; a limit given by hand (max_mito_percent) is one for all."));
        if (lot.Removed >= LargeRemoval && lot.Removed >= usual.Removed + RemovedExcess)
            progress.Warn(string.Create(CultureInfo.InvariantCulture, $"Quality control removed {100 * lot.Removed:0} % of the cells of lot '{lot.Lot}' ({lot.Read - lot.Kept} of {lot.Read}) against {100 * usual.Removed:0} % of {others}': its shares are those of what is left."));
    }

    private static bool LooksUnfiltered(LotDepth lot, double others) => EmptyDroplets.Are(lot.Read, lot.KeptMedian, lot.Top)
        || (others >= ShownByOthers && lot.KeptMedian * BelowOthers <= others && lot.Top >= others / 2 && lot.ShareUpTo(others / BelowOthers) > ManyBelow);

    private static string Counts(double median) => string.Create(CultureInfo.InvariantCulture, $"{median:0.#} {(median == 1 ? "count" : "counts")}");

    /// <summary>Medians over the lots that one is compared with: depth of kept cells, mitochondrial percentage, share removed.</summary>
    private sealed record Usual(double Depth, double Mito, double Removed);
}
