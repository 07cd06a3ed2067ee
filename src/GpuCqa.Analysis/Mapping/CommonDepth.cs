using System.Globalization;
using GpuCqa.Analysis.Quality;
using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Lots thinned to one median depth, so that a deeper lot does not look richer in a gene.</summary>
/// <remarks>
/// Every count of a lot is kept with the same probability, target / median of the lot; what is kept of a cell is drawn from a stream keyed by lot and barcode, so that it
/// depends neither on other cells nor on their order. Detection of a gene with mean m and dispersion theta goes as 1 - (1 + m / theta)^-theta, and m is proportional to depth.
/// </remarks>
public sealed class CommonDepth
{
    /// <summary>A lot that loses more than this factor of its depth is told.</summary>
    public const double LargestLoss = 4;

    private readonly double scale;
    private readonly ulong seed;

    private CommonDepth(double target, double scale, ulong seed, IReadOnlyList<double> medians, string? warning)
    {
        Target = target;
        this.scale = scale;
        this.seed = seed;
        Medians = medians;
        Warning = warning;
    }

    /// <summary>Median depth of every lot after thinning, counts: the smallest median of the lots.</summary>
    public double Target { get; }

    /// <summary>Median depth of each lot before, counts; NaN of a lot without cells.</summary>
    public IReadOnlyList<double> Medians { get; }

    /// <summary>That one shallow lot costs the others most of their counts; null where it does not.</summary>
    public string? Warning { get; }

    /// <summary>The depth that all lots can be brought to.</summary>
    /// <param name="lots">All lots that are compared, train and new.</param>
    /// <param name="scale">Scale factor of the normalized values.</param>
    /// <param name="seed">Seed of thinning.</param>
    /// <exception cref="PreconditionException">When values are no counts: thinning draws whole numbers.</exception>
    public static CommonDepth Of(IReadOnlyList<MarkerCells> lots, double scale, ulong seed)
    {
        foreach (MarkerCells lot in lots)
        {
            for (int c = 0; c < lot.Counts.Length; c++)
            {
                if (!IsCount(lot.Counts[c]) || !IsCount(lot.Totals[c]) || lot.Counts[c] > lot.Totals[c])
                    throw new PreconditionException(string.Create(CultureInfo.InvariantCulture, $"Lot {lot.Lot}: cell {lot.Barcodes[c]} has {lot.Counts[c]} of {lot.Totals[c]}; marker-high cells are called after thinning to a common depth, which needs whole counts."));
            }
        }

        double[] medians = [.. lots.Select(l => Quality.Medians.Median(l.Totals))];
        double[] known = [.. medians.Where(m => m > 0)];
        if (known.Length == 0) return new CommonDepth(double.NaN, scale, seed, medians, null);
        double target = known.Min();
        string[] far = [.. Enumerable.Range(0, lots.Count).Where(l => medians[l] > LargestLoss * target).Select(l => string.Create(CultureInfo.InvariantCulture, $"{lots[l].Lot} ({medians[l]:N0})"))];
        string? warning = far.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"Marker-high cells are called at the depth of the shallowest lot, {lots[Array.IndexOf(medians, target)].Lot} ({target:N0} counts a cell): more than three of four counts are laid aside in {string.Join(", ", far.Take(10))}{(far.Length > 10 ? $" and {far.Length - 10} more" : "")}, and few cells are still seen to be high. Leave the shallow lot out, or sequence it deeper.");
        return new CommonDepth(target, scale, seed, medians, warning);
    }

    /// <summary>ln(1 + scale x count / total) of each cell of a lot at the common depth; 0 of a cell that keeps no count.</summary>
    /// <param name="lot">The lot.</param>
    public double[] Normalized(MarkerCells lot)
    {
        double median = Quality.Medians.Median(lot.Totals);
        double kept = median > 0 ? Math.Min(1, Target / median) : 1;
        var values = new double[lot.Counts.Length];
        for (int c = 0; c < values.Length; c++)
        {
            (long count, long total) = BinomialThinning.Cell(seed, lot.Lot, lot.Barcodes[c], (long)lot.Counts[c], (long)lot.Totals[c], kept);
            values[c] = Statistics.MarkerThreshold.Normalized(count, total, scale);
        }

        return values;
    }

    private static bool IsCount(double value) => value >= 0 && value <= 1L << 53 && Math.Floor(value) == value;
}
