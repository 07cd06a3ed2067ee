namespace GpuCqa.Statistics;

/// <summary>How much of one library's depth goes to genes that it does not share with another: the trimmed mean of M values (TMM).</summary>
/// <remarks>
/// Robinson and Oshlack 2010 with edgeR's defaults: genes with a count on both sides; 30 % of the log ratios and 5 % of the mean logs are trimmed at either end, by average ranks where
/// values tie; the rest is weighted by the inverse of its binomial variance.
/// </remarks>
public static class TrimmedMeanFactor
{
    private const double RatioTrim = 0.3, MeanTrim = 0.05, NoDifference = 1e-6;

    /// <summary>The factor by which the depth of the first library is multiplied before it is compared with the second; 1 where no gene has a count in both.</summary>
    /// <param name="counts">Counts of the first library, one a gene.</param>
    /// <param name="reference">Counts of the second.</param>
    public static double Of(ReadOnlySpan<double> counts, ReadOnlySpan<double> reference)
    {
        double own = 0, other = 0;
        foreach (double c in counts) own += c;
        foreach (double c in reference) other += c;
        double[] ratios = new double[counts.Length], means = new double[counts.Length], weights = new double[counts.Length];
        int n = 0;
        double largest = 0;
        for (int g = 0; g < counts.Length; g++)
        {
            if (!(counts[g] > 0 && reference[g] > 0)) continue;
            // Written as edgeR writes it: which ratios tie, and are trimmed together, depends on their rounding.
            double first = counts[g] / own, second = reference[g] / other;
            ratios[n] = Math.Log2(first / second);
            means[n] = (Math.Log2(first) + Math.Log2(second)) / 2;
            weights[n] = 1 / (((own - counts[g]) / own / counts[g]) + ((other - reference[g]) / other / reference[g]));
            largest = Math.Max(largest, Math.Abs(ratios[n++]));
        }

        if (n == 0 || largest < NoDifference) return 1;
        (double lowRatio, double highRatio) = Kept(ratios.AsSpan(0, n), RatioTrim);
        (double lowMean, double highMean) = Kept(means.AsSpan(0, n), MeanTrim);
        double sum = 0, weight = 0;
        for (int i = 0; i < n; i++)
        {
            if (!(ratios[i] >= lowRatio && ratios[i] <= highRatio && means[i] >= lowMean && means[i] <= highMean)) continue;
            sum += ratios[i] * weights[i];
            weight += weights[i];
        }

        double log = sum / weight;
        return double.IsFinite(log) ? Math.Pow(2, log) : 1;
    }

    // The least and the largest value whose average rank is not trimmed: tied values have one rank, so that either all of them stay or none.
    private static (double Low, double High) Kept(ReadOnlySpan<double> values, double trim)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int first = (int)Math.Floor(sorted.Length * trim) + 1, last = sorted.Length + 1 - first;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to] == sorted[from];) to++;
            double rank = (from + to + 1) / 2.0;
            if (rank < first || rank > last) continue;
            low = Math.Min(low, sorted[from]);
            high = sorted[from];
        }

        return (low, high);
    }
}
