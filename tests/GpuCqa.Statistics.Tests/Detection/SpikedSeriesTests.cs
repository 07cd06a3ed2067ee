using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class SpikedSeriesTests
{
    /// <summary>Acceptance: the limit of a spiked series lies within a quarter of theory, with a background and without; the medians of several series do on every seed.</summary>
    [Theory]
    [InlineData(6_000, 0, 0.8, 1)]
    [InlineData(6_000, 6, 0.8, 1)]
    [InlineData(10_000, 0, 1.0, 3)]
    public void Series_OfLots_HasTheLimitOfTheory(int cells, int background, double sensitivity, int minimum) => Seeds.Each(seed =>
    {
        double[] ratios = [.. Enumerable.Range(0, 9).Select(s =>
        {
            SpikedSeries series = SpikedSeries.Of(Runs(seed, s, 5, 30, cells, background, sensitivity), minimum, 0.95, 0.95);
            Assert.InRange(series.Recovered, sensitivity - 0.06, sensitivity + 0.06);
            return series.Limit!.Limit / series.Theory;
        }).Order()];
        Assert.True(ratios[4] is > 0.75 and < 1.25, $"limit over theory: {string.Join(", ", ratios)}");
    });

    /// <summary>The expected share is that of the binomial with the classifier's errors, which RARE-04 holds.</summary>
    [Fact]
    public void Theory_OfOneLot_IsTheClassifiersLimit()
    {
        SpikedSeries series = SpikedSeries.Of([new("L", "S", 1e-2, 10_000, 10, 100, 0, 90, 0, 10), new("L", "S", 1e-4, 10_000, 10, 0, 0, 0, 0, 10)], 1, 0.95, 0.95);
        ClassifierLimit expected = ClassifierLimit.Of(10_000, 1e-3, 0.9);
        Assert.Equal(15, expected.BlankCount);
        Assert.Equal(expected.BlankCount, series.Lots[0].Limit);
        Close.Relative(expected.Detectable, series.Theory, 1e-9);
        Assert.Equal([1, 0], series.Levels.Select(l => l.Detected));
    }

    [Fact]
    public void Series_WithoutAnyCall_HasNoLimitAndSaysWhy()
    {
        SpikedRun[] runs = [.. Runs(1, 0, 2, 5, 1000, 0, 0)];
        SpikedSeries series = SpikedSeries.Of(runs, 1, 0.95, 0.95);
        Assert.Null(series.Limit);
        Assert.Contains("none was detected", series.Missing, StringComparison.Ordinal);
        Assert.Equal((0, true), (series.Recovered, double.IsNaN(series.Theory)));
    }

    /// <summary>A background that spikes hardly exceed: the curve never comes near 0.95, and no limit is read off beyond it.</summary>
    [Fact]
    public void Series_ThatDoesNotReachTheLimit_ExtrapolatesNone()
    {
        SpikedSeries series = SpikedSeries.Of(Runs(1, 0, 3, 20, 300, 40, 0.9), 1, 0.95, 0.95);
        Assert.Null(series.Limit);
        Assert.Contains("above what was spiked", series.Missing, StringComparison.Ordinal);
        Assert.True(series.Theory > 1e-2);
    }

    [Fact]
    public void Search_OfSpikedLots_TellsOfTheLotThatGivesBackLessAndOfWhatQualityControlTakes()
    {
        List<SpikedRun> runs = [.. Runs(1, 0, 3, 10, 5000, 0, 1)];
        for (int i = 0; i < runs.Count; i++)
        {
            if (runs[i].Lot == "L1") runs[i] = runs[i] with { SpikedCalled = runs[i].Spiked / 4, SpikedRemoved = runs[i].Spiked, RemovedCalled = runs[i].Spiked / 4 };
        }

        DetectResult found = HazardSearch.Of(new DetectParameters(), [new("L1", "test", 5000, 0, 100, 0, double.NaN, 0, false)], [], runs);
        Assert.Contains(found.Warnings, w => w.StartsWith("Lot 'L1' gives back", StringComparison.Ordinal));
        Assert.Contains(found.Warnings, w => w.Contains("removes 0.3", StringComparison.Ordinal));
        Assert.NotNull(found.Series!.Limit);
    }

    [Fact]
    public void Search_BackgroundAboveTheFrequency_SaysThatTheHazardCannotBeTold()
    {
        DetectResult found = HazardSearch.Of(new DetectParameters { Frequency = 1e-4 }, [], [], Runs(1, 0, 2, 10, 5000, 25, 0.9));
        Assert.Contains(found.Warnings, w => w.Contains("cannot be told from them", StringComparison.Ordinal));
    }

    private static SpikedRun[] Runs(ulong seed, int series, int lots, int replicates, int cells, int background, double sensitivity) =>
    [
        .. from l in Enumerable.Range(0, lots)
           from f in SpikedSeries.Frequencies
           from r in Enumerable.Range(0, replicates)
           select Run(new Philox(seed, RandomPurpose.Test, ((ulong)series << 48) | ((ulong)l << 40) | ((ulong)(-1000 * Math.Log10(f)) << 20) | (uint)r), l, f, cells, background, sensitivity),
    ];

    private static SpikedRun Run(Philox random, int lot, double frequency, int cells, int background, double sensitivity)
    {
        int spiked = Count(ref random, cells, frequency);
        return new SpikedRun($"L{lot}", "S", frequency, cells, background, spiked, 0, Count(ref random, spiked, sensitivity), 0, Count(ref random, cells - spiked, (double)background / cells));
    }

    private static int Count(ref Philox random, int n, double p)
    {
        if (p is 0 or 1) return p == 0 ? 0 : n;
        // Gaps between hits are geometric.
        int hits = 0;
        for (double at = Math.Floor(Math.Log(1 - random.NextDouble()) / Math.Log(1 - p)); at < n; at += 1 + Math.Floor(Math.Log(1 - random.NextDouble()) / Math.Log(1 - p))) hits++;
        return hits;
    }
}
