using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The ideal bootstrap of Spearman's rho: every multiset of lots with its exact probability, so no seed and no Monte Carlo error.</summary>
/// <remarks>
/// C(2n - 1, n) multisets (352,716 at 11 lots), all in integers; ranks are taken within the resample. Quantiles are of the inverse
/// distribution function (smallest t with F(t) >= alpha) after rounding rho to 12 digits, so that equal fractions are one atom. Multisets in
/// which a side is constant are left out. The result does not depend on the number of threads.
/// </remarks>
public static class IdealBootstrap
{
    /// <summary>Largest number of lots that is enumerated (1,352,078 multisets).</summary>
    public const int MaximumLots = 12;

    /// <summary>Intervals for every fraction against every readout; the multisets are shared.</summary>
    /// <param name="device">Runs the pairs.</param>
    /// <param name="fractions">One vector per cluster, one value per lot.</param>
    /// <param name="readouts">One vector per readout, one value per lot.</param>
    /// <param name="confidence">For instance 0.95.</param>
    /// <returns>Clusters x readouts.</returns>
    /// <exception cref="InvalidParameterException">When lengths differ, a value is not a number, or there are more than <see cref="MaximumLots"/> lots.</exception>
    public static BootstrapResult[][] Run(ComputeDevice device, IReadOnlyList<double[]> fractions, IReadOnlyList<double[]> readouts, double confidence = 0.95)
    {
        int lots = readouts.Count > 0 ? readouts[0].Length : 0;
        if (lots > MaximumLots) throw new InvalidParameterException($"The ideal bootstrap enumerates up to {MaximumLots} lots; found {lots}. Use a seeded bootstrap.");
        BootstrapResult[][] results = fractions.Select(_ => new BootstrapResult[readouts.Count]).ToArray();
        if (lots == 0) return results;
        var multisets = new LotMultisets(lots);
        for (int r = 0; r < readouts.Count; r++)
        {
            int readout = r;
            (short[][] weighted, short[] squares) = ResampledRanks.Weight(multisets, ResampledRanks.TieGroups(readouts[r]));
            device.ForEach(fractions.Count, k => results[k][readout] = Pair(multisets, fractions[k], readouts[readout], weighted, squares, confidence));
        }

        return results;
    }

    private static BootstrapResult Pair(LotMultisets multisets, double[] x, double[] y, short[][] weighted, short[] squaresY, double confidence)
    {
        RankCorrelation observed = Spearman.Correlate(x, y);
        if (observed.Status == EstimateStatus.NotEstimable) return BootstrapResult.NotEstimable;
        short[] covariance = new short[squaresY.Length], squaresX = new short[squaresY.Length];
        ResampledRanks.Correlate(multisets, ResampledRanks.TieGroups(x), weighted, covariance, squaresX);
        var distribution = new RhoDistribution(multisets, covariance, squaresX, squaresY, observed);
        BcaLevels levels = BcaLevels.Of(distribution.Middle, Spearman.LeaveOneOut(x, y), confidence);
        double tail = 0.5 * (1 - confidence);
        return new BootstrapResult
        {
            Rho = observed.Rho,
            Status = EstimateStatus.Estimated,
            Resamples = multisets.Number,
            Dropped = distribution.Dropped,
            Mean = distribution.Mean,
            StandardDeviation = distribution.StandardDeviation,
            Middle = distribution.Middle,
            BiasCorrection = levels.BiasCorrection,
            Acceleration = levels.Acceleration,
            LowLevel = levels.Low,
            HighLevel = levels.High,
            Percentile = PerfectRule.Apply(observed, new Interval(distribution.Quantile(tail), distribution.Quantile(1 - tail))),
            Bca = PerfectRule.Apply(observed, new Interval(distribution.Quantile(levels.Low), distribution.Quantile(levels.High))),
        };
    }
}
