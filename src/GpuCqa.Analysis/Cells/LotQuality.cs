using System.Text.RegularExpressions;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Cells;

/// <summary>The cells of one lot as they were read: their quality on all shared genes, and the limits that follow from it.</summary>
/// <param name="Limits">Limits of the lot.</param>
/// <param name="Cells">Quality of each cell.</param>
public sealed record LotQuality(QcThresholds Limits, CellQuality Cells)
{
    /// <summary>Whether each cell has genes enough.</summary>
    internal bool[] Enough => Array.ConvertAll(Cells.Genes, g => g >= Limits.MinGenes);

    /// <summary>Measures a lot.</summary>
    internal static LotQuality Of(ComputeDevice device, string name, BlockShelf blocks, bool[] marked, CellModality modality, DiscoverParameters parameters)
    {
        CellQuality quality = CellQuality.Of(device, blocks, marked);
        return new LotQuality(modality == CellModality.Counts
            ? CellFilter.Thresholds(name, quality.Totals, quality.Genes, quality.MitoPercent, parameters)
            : new QcThresholds(name, 0, double.PositiveInfinity, double.NegativeInfinity, 100), quality);
    }

    /// <summary>Mitochondrial genes.</summary>
    internal static bool[] Marked(FeatureTable genes, CellModality modality, DiscoverParameters parameters)
    {
        var mito = new Regex(parameters.MitoPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        return genes.Names.Select(n => modality == CellModality.Counts && mito.IsMatch(n)).ToArray();
    }

    /// <summary>Tells when no gene is mitochondrial.</summary>
    internal static void TellUnmarked(bool[] marked, CellModality modality, DiscoverParameters parameters, StepProgress progress)
    {
        if (modality == CellModality.Counts && !marked.Contains(true)) progress.Note($"No gene name matches '{parameters.MitoPattern}': no cell is removed for its mitochondrial share.");
    }

    /// <summary>Whether a lot has too few cells to be one of the cohort.</summary>
    internal static bool IsSmall(LotDepth depth, DiscoverParameters parameters) => parameters.MinCellsPerLot > 1 && depth.Kept < parameters.MinCellsPerLot;

    /// <summary>The lot's depth before and after its limits.</summary>
    internal LotDepth Depth() => LotDepth.Of(Limits.Lot, Cells, Limits);

    /// <summary>Compares the lots and leaves out those with too few cells.</summary>
    /// <returns>Indices of the lots that stay.</returns>
    /// <exception cref="PreconditionException">None stays, or a lot was exported with its empty droplets.</exception>
    internal static int[] Choose(IReadOnlyList<LotQuality> lots, CellModality modality, DiscoverParameters parameters, StepProgress progress)
    {
        LotDepth[] depths = [.. lots.Select(l => l.Depth())];
        if (modality == CellModality.Counts) LotComparison.Check(depths, parameters, progress);
        // A lot without a cell that passes is an error of its own, told with what removed them.
        int[] small = [.. Enumerable.Range(0, depths.Length).Where(l => IsSmall(depths[l], parameters))];
        if (small.Length == depths.Length) throw new PreconditionException($"No lot has {parameters.MinCellsPerLot} cells after quality control; lower --min-cells-per-lot.");
        if (small.Length > 0) progress.Note($"Left out for fewer than {parameters.MinCellsPerLot} cells after quality control: {string.Join(", ", small.Select(l => $"{depths[l].Lot} ({depths[l].Kept})"))}.");
        return [.. Enumerable.Range(0, depths.Length).Except(small)];
    }
}
