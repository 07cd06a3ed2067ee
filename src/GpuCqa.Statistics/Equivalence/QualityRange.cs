namespace GpuCqa.Statistics;

/// <summary>The range mean +- k s of the lots before a change, and what it can promise at that number of lots.</summary>
/// <remarks>A sample's range is not that of its population: what it covers depends on n, and is said beside it.</remarks>
public sealed record QualityRange
{
    /// <summary>The range of lots.</summary>
    /// <param name="before">Two lots at least.</param>
    /// <param name="k">Standard deviations to each side.</param>
    public QualityRange(IReadOnlyList<double> before, double k)
    {
        (double mean, double variance) = MeanDifference.Moments(before);
        (Lots, K, Mean, StandardDeviation) = (before.Count, k, mean, Math.Sqrt(variance));
    }

    /// <summary>Lots that it is made from.</summary>
    public int Lots { get; }

    /// <summary>Standard deviations to each side.</summary>
    public double K { get; }

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>Their standard deviation.</summary>
    public double StandardDeviation { get; }

    /// <summary>Lower end.</summary>
    public double Low => Mean - (K * StandardDeviation);

    /// <summary>Upper end.</summary>
    public double High => Mean + (K * StandardDeviation);

    /// <summary>Share of the population of lots that such a range covers on average: P(|t, n - 1| &lt; k / sqrt(1 + 1 / n)).</summary>
    public double MeanCoverage => 1 - StudentDistribution.TwoSided(K / Math.Sqrt(1 + (1.0 / Lots)), Lots - 1);

    /// <summary>Share of the population that it covers with a confidence: the P whose two-sided tolerance factor is k.</summary>
    public double CoverageAt(double confidence)
    {
        double low = 0, high = 1;
        // The confidence of covering a share falls as the share grows.
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            if (CoverageProbability.Of(Lots, K, middle) >= confidence) low = middle; else high = middle;
        }

        return low;
    }

    /// <summary>Whether lots lie inside.</summary>
    public int Inside(IEnumerable<double> after) => after.Count(v => v >= Low && v <= High);

    /// <summary>Range for all of m future lots: mean +- t(1 - (1 - confidence) / 2m, n - 1) s sqrt(1 + 1 / n).</summary>
    public Interval Prediction(int future, double confidence)
    {
        double reach = StudentDistribution.Quantile(1 - ((1 - confidence) / (2 * future)), Lots - 1) * StandardDeviation * Math.Sqrt(1 + (1.0 / Lots));
        return new Interval(Mean - reach, Mean + reach);
    }

    /// <summary>Chance that the range is passed (at least a share of the lots after the change inside) when the process has moved by a number of standard deviations.</summary>
    public static double ChanceToPass(int before, int after, double k, double shift, double share = 0.9)
    {
        int needed = (int)Math.Ceiling((share * after) - 1e-9);
        // s / sigma on a grid of equal probability, the mean by its own: the integrand is smooth in both.
        const int Steps = 100;
        double sum = 0, f = before - 1;
        for (int i = 0; i < Steps; i++)
        {
            double s = Math.Sqrt(2 * IncompleteGamma.Inverse(f / 2, (i + 0.5) / Steps) / f);
            for (int j = 0; j < Steps; j++)
            {
                double mean = NormalDistribution.Quantile((j + 0.5) / Steps) / Math.Sqrt(before);
                double inside = NormalDistribution.Cdf(mean + (k * s) - shift) - NormalDistribution.Cdf(mean - (k * s) - shift);
                sum += AtLeast(after, needed, inside);
            }
        }

        return sum / (Steps * Steps);
    }

    private static double AtLeast(int n, int m, double p)
    {
        if (m <= 0) return 1;
        if (p <= 0) return 0;
        return p >= 1 ? 1 : IncompleteBeta.Lower(m, n - m + 1, p);
    }
}
