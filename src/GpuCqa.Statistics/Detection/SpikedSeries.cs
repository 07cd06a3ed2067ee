using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Lots that were spiked in silico and mapped: recovered fraction, background, and the limit of detection by regression beside what binomial sampling expects.</summary>
/// <remarks>
/// A lot is detected when more of its cells are called than its own background exceeds with 5 %. Theory takes each lot's cells, background and recovered fraction: P(Bin(n, f Se + (1 - f) FPR) > limit), averaged
/// over lots. The curve (complementary log-log) goes from the probability that the background alone exceeds its limit (Abbott) to 1. The interval of the limit is that of the runs, which share the lots' cells; how much lots differ is told by their recovered fractions.
/// </remarks>
public sealed record SpikedSeries
{
    /// <summary>Frequencies that are spiked: quarters of a decade from 1e-2 to 1e-5.</summary>
    public static IReadOnlyList<double> Frequencies { get; } = [.. Enumerable.Range(0, 13).Select(i => Math.Pow(10, -2 - (0.25 * i)))];

    /// <summary>One entry per frequency, largest first.</summary>
    public required IReadOnlyList<SpikedLevel> Levels { get; init; }

    /// <summary>One entry per lot.</summary>
    public required IReadOnlyList<SpikedLot> Lots { get; init; }

    /// <summary>Spiked cells that were called, removed and scanned ones included, over all spiked cells.</summary>
    public required double Recovered { get; init; }

    /// <summary>Limit by regression with the complementary log-log; null where the series does not bracket it.</summary>
    public LogitLimit? Limit { get; init; }

    /// <summary>The same by logistic regression, for those whose protocol asks for it; it reads high.</summary>
    public LogitLimit? Logit { get; init; }

    /// <summary>Why there is no limit; null where there is one.</summary>
    public string? Missing { get; init; }

    /// <summary>Limit that binomial sampling expects; NaN where none up to 1 is detected with the probability.</summary>
    public required double Theory { get; init; }

    /// <summary>The series of runs.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="minimumCells">Cells that make a detection.</param>
    /// <param name="probability">Of detection.</param>
    /// <param name="confidence">Of the interval.</param>
    public static SpikedSeries Of(IReadOnlyList<SpikedRun> runs, int minimumCells, double probability, double confidence)
    {
        SpikedLot[] lots = [.. runs.GroupBy(r => r.Lot, StringComparer.Ordinal).Select(g =>
        {
            SpikedRun first = g.First();
            long limit = Math.Max(minimumCells - 1, first.Background == 0 ? 0 : ClassifierLimit.Of(first.Cells, (double)first.Background / first.Cells, 1).BlankCount);
            return new SpikedLot(g.Key, first.Cells, first.Background, limit, g.Sum(r => r.Spiked), g.Sum(r => r.SpikedCalled), g.Sum(r => r.SpikedRemoved), g.Sum(r => r.RemovedCalled));
        })];
        Dictionary<string, long> limits = lots.ToDictionary(l => l.Lot, l => l.Limit, StringComparer.Ordinal);
        bool[] detected = [.. runs.Select(r => r.OwnCalled + r.SpikedCalled > limits[r.Lot])];
        long spiked = lots.Sum(l => l.Spiked);
        double recovered = spiked == 0 ? double.NaN : (double)lots.Sum(l => l.Called) / spiked;
        double Expected(double f) => lots.Average(l => Exceeds(l, f, double.IsNaN(l.Recovered) ? recovered : l.Recovered));
        SpikedLevel[] levels = [.. Enumerable.Range(0, runs.Count).GroupBy(i => runs[i].Frequency).OrderByDescending(g => g.Key).Select(g =>
            new SpikedLevel(g.Key, g.Count(), g.Sum(i => runs[i].Spiked), g.Sum(i => runs[i].SpikedCalled), g.Sum(i => runs[i].SpikedRemoved), g.Count(i => detected[i]), Expected(g.Key)))];
        LogitLimit? limit = null;
        LogitLimit? logit = null;
        string? missing = null;
        try
        {
            double natural = lots.Average(l => l.Background == 0 ? 0 : Exceeds(l, 0, 0));
            double[] frequencies = [.. runs.Select(r => r.Frequency)];
            limit = LogitLimit.Of(frequencies, detected, probability, confidence, natural, singleHit: true);
            logit = LogitLimit.Of(frequencies, detected, probability, confidence, natural);
        }
        catch (PreconditionException error)
        {
            (limit, logit, missing) = (null, null, error.Message);
        }

        // A limit beyond what was spiked is an extrapolation of the curve's shape.
        if (limit is not null && (limit.Limit > levels[0].Frequency || limit.Limit < levels[^1].Frequency))
        {
            bool above = limit.Limit > levels[0].Frequency;
            SpikedLevel end = above ? levels[0] : levels[^1];
            missing = string.Create(CultureInfo.InvariantCulture, $"The limit lies {(above ? "above" : "below")} what was spiked: at {end.Frequency:0.##e-0} the hazard is detected in {100 * end.DetectedShare:0.#} % of the spiked lots.");
            (limit, logit) = (null, null);
        }

        double theory = recovered > 0 ? HazardDetection.Solve(Expected, probability) : double.NaN;
        return new SpikedSeries { Levels = levels, Lots = lots, Recovered = recovered, Limit = limit, Logit = logit, Missing = missing, Theory = theory < 1 ? theory : double.NaN };
    }

    private static double Exceeds(SpikedLot lot, double f, double sensitivity) =>
        BinomialDistribution.AtLeast(lot.Limit + 1, lot.Cells, Math.Clamp(ClassifierLimit.Called(f, (double)lot.Background / lot.Cells, sensitivity), 0, 1));
}
