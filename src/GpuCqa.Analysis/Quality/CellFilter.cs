using GpuCqa.Analysis.Results;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Quality;

/// <summary>Which cells of a lot are kept. Limits are given, or come from the lot's own medians; a readout is never seen.</summary>
/// <remarks>
/// The MAD rule removes cells more than <see cref="DiscoverParameters.Mads"/> scaled median absolute deviations below the
/// median of log1p(counts), outside the median of log1p(genes), or above the median mitochondrial percentage (and above
/// <see cref="MitoFloor"/>, so that a lot of very clean cells loses none for a small share). Where some limits are given, the others
/// come from the cells that pass these.
/// </remarks>
public static class CellFilter
{
    /// <summary>The MAD rule never removes a cell with a mitochondrial percentage at or below this.</summary>
    public const double MitoFloor = 5;

    private const double Slack = 1e-9;

    /// <summary>Limits of one lot.</summary>
    /// <param name="lot">Name of the lot.</param>
    /// <param name="counts">Counts of each of its cells.</param>
    /// <param name="genes">Detected genes of each of its cells.</param>
    /// <param name="mitoPercent">Mitochondrial percentage of each of its cells.</param>
    /// <param name="parameters">Given limits and the number of MADs.</param>
    public static QcThresholds Thresholds(string lot, double[] counts, int[] genes, double[] mitoPercent, DiscoverParameters parameters)
    {
        // What given limits remove (empty droplets, for one) has no part in the medians that the others come from.
        int[] left = [.. Enumerable.Range(0, counts.Length).Where(c => !(genes[c] < parameters.MinGenes || genes[c] > parameters.MaxGenes || counts[c] < parameters.MinCounts || mitoPercent[c] > parameters.MaxMitoPercent))];
        if (left.Length == 0) left = [.. Enumerable.Range(0, counts.Length)];
        (double countMedian, double countMad) = Medians.MedianAndMad(Array.ConvertAll(left, c => Math.Log(1.0 + counts[c])));
        (double geneMedian, double geneMad) = Medians.MedianAndMad(Array.ConvertAll(left, c => Math.Log(1.0 + genes[c])));
        (double mitoMedian, double mitoMad) = Medians.MedianAndMad(Array.ConvertAll(left, c => mitoPercent[c]));
        // A lot whose cells are all alike has a deviation of 0; rounding must not put its limit above its cells.
        double lowest = (Math.Exp(geneMedian - (parameters.Mads * geneMad)) - 1) * (1 - Slack);
        double highest = (Math.Exp(geneMedian + (parameters.Mads * geneMad)) - 1) * (1 + Slack);
        double fewest = (Math.Exp(countMedian - (parameters.Mads * countMad)) - 1) * (1 - Slack);
        double mito = Math.Max(MitoFloor, mitoMedian + (parameters.Mads * mitoMad));
        // An empty cell cannot be normalized and is never kept.
        return new QcThresholds(
            lot, Math.Max(1, parameters.MinGenes ?? lowest), parameters.MaxGenes ?? highest, Math.Max(1, parameters.MinCounts ?? fewest), parameters.MaxMitoPercent ?? mito);
    }
}
