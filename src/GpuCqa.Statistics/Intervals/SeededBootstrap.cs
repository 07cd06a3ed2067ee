using GpuCqa.Core.Errors;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>BCa interval for Spearman's rho from lots drawn with replacement by SplitMix64.</summary>
/// <remarks>
/// The index of a draw is floor(u n), lots in the order of the draw, one stream for all resamples. Endpoints carry Monte Carlo noise
/// (0.04 at 2,000 resamples); up to <see cref="IdealBootstrap.MaximumLots"/> lots use <see cref="IdealBootstrap"/>, which has none.
/// </remarks>
public static class SeededBootstrap
{
    private const double Tolerance = 1e-12;

    /// <summary>Draws and reads the intervals at type-7 quantiles.</summary>
    /// <param name="x">One value per lot.</param>
    /// <param name="y">One value per lot.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Seed of the stream.</param>
    /// <param name="confidence">For instance 0.95.</param>
    /// <exception cref="InvalidParameterException">When the lengths differ, a value is not a number, or there are no resamples.</exception>
    public static BootstrapResult Run(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int resamples, ulong seed, double confidence = 0.95)
    {
        if (resamples < 1) throw new InvalidParameterException($"A bootstrap needs at least one resample; found {resamples}.");
        RankCorrelation observed = Spearman.Correlate(x, y);
        if (observed.Status == EstimateStatus.NotEstimable) return BootstrapResult.NotEstimable;
        double[] values = Draw(x, y, resamples, seed);
        double rho = observed.Rho;
        double mean = values.Average();
        int less = values.Count(v => v < rho - Tolerance), atMost = values.Count(v => v <= rho + Tolerance);
        double middle = (less + atMost) / (2.0 * values.Length);
        BcaLevels levels = BcaLevels.Of(middle, Spearman.LeaveOneOut(x, y), confidence);
        Array.Sort(values);
        double tail = 0.5 * (1 - confidence);
        return new BootstrapResult
        {
            Rho = rho,
            Status = EstimateStatus.Estimated,
            Resamples = values.Length,
            Dropped = (resamples - values.Length) / (double)resamples,
            Mean = mean,
            StandardDeviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)),
            Middle = middle,
            BiasCorrection = levels.BiasCorrection,
            Acceleration = levels.Acceleration,
            LowLevel = levels.Low,
            HighLevel = levels.High,
            Percentile = PerfectRule.Apply(observed, new Interval(Quantile(values, tail), Quantile(values, 1 - tail))),
            Bca = PerfectRule.Apply(observed, new Interval(Quantile(values, levels.Low), Quantile(values, levels.High))),
        };
    }

    private static double[] Draw(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int resamples, ulong seed)
    {
        int n = x.Length;
        var generator = new SplitMix64(seed);
        double[] a = new double[n], b = new double[n];
        var values = new List<double>(resamples);
        for (int r = 0; r < resamples; r++)
        {
            for (int i = 0; i < n; i++)
            {
                int lot = (int)(generator.NextDouble() * n);
                a[i] = x[lot];
                b[i] = y[lot];
            }

            double rho = Spearman.Correlation(a, b);
            if (!double.IsNaN(rho)) values.Add(rho);
        }

        return [.. values];
    }

    // Type 7 of Hyndman and Fan: linear between order statistics at (n - 1) p.
    private static double Quantile(double[] sorted, double p)
    {
        if (double.IsNaN(p)) return double.NaN;
        double place = (sorted.Length - 1) * p;
        int below = (int)place;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
