namespace GpuCqa.Statistics;

/// <summary>What a classifier of single cells can tell from its own false positives: limit of blank and limit of detection.</summary>
/// <param name="Cells">Cells that are classified.</param>
/// <param name="FalsePositiveRate">Share of harmless cells that are called.</param>
/// <param name="Sensitivity">Share of hazardous cells that are called.</param>
/// <param name="BlankCount">Limit of blank: smallest count that harmless cells alone exceed with at most 5 %. More is a detection.</param>
/// <param name="BlankFraction">Over the cells.</param>
/// <param name="Attained">Probability that harmless cells alone exceed it.</param>
/// <param name="Detectable">True share that exceeds it with 95 %; 1 when none does.</param>
public sealed record ClassifierLimit(long Cells, double FalsePositiveRate, double Sensitivity, long BlankCount, double BlankFraction, double Attained, double Detectable)
{
    /// <summary>The limits.</summary>
    /// <param name="cells">Cells that are classified.</param>
    /// <param name="falsePositiveRate">In [0, 1).</param>
    /// <param name="sensitivity">In (0, 1].</param>
    /// <param name="error">Error of either kind.</param>
    public static ClassifierLimit Of(long cells, double falsePositiveRate, double sensitivity, double error = 0.05)
    {
        if (!(falsePositiveRate is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(falsePositiveRate), falsePositiveRate, "A false positive rate lies in [0, 1).");
        if (!(sensitivity is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(sensitivity), sensitivity, "A sensitivity lies above 0 and at most at 1.");
        long blank = SmallestExceeded(cells, falsePositiveRate, error);
        double detectable = HazardDetection.Solve(f => BinomialDistribution.AtLeast(blank + 1, cells, Called(f, falsePositiveRate, sensitivity)), 1 - error);
        return new ClassifierLimit(cells, falsePositiveRate, sensitivity, blank, (double)blank / cells, BinomialDistribution.AtLeast(blank + 1, cells, falsePositiveRate), detectable);
    }

    /// <summary>Share of cells that are called at a true share.</summary>
    public static double Called(double frequency, double falsePositiveRate, double sensitivity) => (frequency * sensitivity) + ((1 - frequency) * falsePositiveRate);

    private static long SmallestExceeded(long cells, double rate, double error)
    {
        long low = -1, high = cells;
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            if (BinomialDistribution.AtLeast(middle + 1, cells, rate) <= error) high = middle; else low = middle;
        }

        return high;
    }
}
