using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Limits of blank and of detection from measured lots, lots as replicates (the form of CLSI EP17).</summary>
/// <param name="Mean">Mean of the blanks.</param>
/// <param name="Deviation">Standard deviation of the blanks.</param>
/// <param name="BlankFactor">1.645 / (1 - 1 / (4 df)).</param>
/// <param name="Blank">Limit of blank: mean + factor x deviation.</param>
/// <param name="LowDeviation">Standard deviation within low samples, pooled; NaN without any.</param>
/// <param name="LowDegrees">Its degrees of freedom.</param>
/// <param name="LowFactor">1.645 / (1 - 1 / (4 df)).</param>
/// <param name="Detection">Limit of detection: limit of blank + factor x deviation of low samples; NaN without any.</param>
/// <param name="BlankByRank">Limit of blank without a distribution: the value at rank 0.5 + 0.95 B, at most the largest.</param>
/// <param name="Rank">That rank, at most B.</param>
public sealed record BlankLimit(double Mean, double Deviation, double BlankFactor, double Blank, double LowDeviation, int LowDegrees, double LowFactor, double Detection, double BlankByRank, double Rank)
{
    private const double Normal95 = 1.645;

    /// <summary>The limits.</summary>
    /// <param name="blanks">A measurement per lot known to be free of the hazard; at least 2.</param>
    /// <param name="low">Per low sample, its repeated measurements; may be empty.</param>
    /// <exception cref="InvalidParameterException">There are fewer than two blanks, or a value is not finite.</exception>
    public static BlankLimit Of(IReadOnlyList<double> blanks, IReadOnlyList<IReadOnlyList<double>> low)
    {
        if (blanks.Count < 2) throw new InvalidParameterException($"A limit of blank needs at least two lots that are known to be free of the hazard; found {blanks.Count}.");
        if (blanks.Concat(low.SelectMany(l => l)).Any(v => !double.IsFinite(v))) throw new InvalidParameterException("Measurements of blanks and low samples are finite numbers.");
        double mean = blanks.Average(), deviation = Math.Sqrt(blanks.Sum(b => (b - mean) * (b - mean)) / (blanks.Count - 1));
        double factor = Factor(blanks.Count - 1), blank = mean + (factor * deviation);
        int degrees = low.Sum(l => Math.Max(0, l.Count - 1));
        double squares = low.Sum(l => { double m = l.Count == 0 ? 0 : l.Average(); return l.Sum(v => (v - m) * (v - m)); });
        double spread = degrees == 0 ? double.NaN : Math.Sqrt(squares / degrees), lowFactor = degrees == 0 ? double.NaN : Factor(degrees);
        double[] sorted = [.. blanks.Order()];
        double rank = Math.Min(sorted.Length, 0.5 + (0.95 * sorted.Length));
        int below = (int)Math.Floor(rank);
        double byRank = below >= sorted.Length ? sorted[^1] : sorted[below - 1] + ((rank - below) * (sorted[below] - sorted[below - 1]));
        return new BlankLimit(mean, deviation, factor, blank, spread, degrees, lowFactor, blank + (lowFactor * spread), byRank, rank);
    }

    private static double Factor(int degreesOfFreedom) => Normal95 / (1 - (1 / (4.0 * degreesOfFreedom)));
}
