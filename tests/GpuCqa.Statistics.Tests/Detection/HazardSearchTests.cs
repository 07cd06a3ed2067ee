using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class HazardSearchTests
{
    [Fact]
    public void Search_TenThousandCells_SaysThatItDoesNotReachOneInAHundredThousand()
    {
        DetectResult found = HazardSearch.Of(new DetectParameters { Frequency = 1e-5, Capture = 1, Icc = 0 }, [], []);
        Close.Relative(2.9952835977661195e-4, found.LimitOfLot, 1e-9);
        Assert.False(found.Reached);
        Assert.Contains(found.Warnings, w => w.Contains("does not reach what is asked", StringComparison.Ordinal));
        Assert.Equal(299_572, found.Asked.CellsNeeded);
    }

    /// <summary>RARE-04: the limits with false positives.</summary>
    [Fact]
    public void Search_WithFalsePositives_HasTheLimitsOfTheVectors()
    {
        DetectResult found = HazardSearch.Of(new DetectParameters { Frequency = 2e-3, Capture = 1, Sensitivity = 0.9, FalsePositives = 1e-3, Icc = 0 }, [], []);
        Assert.Equal(15, found.Limit);
        Close.Relative(0.001455815132591486, found.LimitOfLot, 1e-8);
        Assert.True(found.Reached);
    }

    /// <summary>RARE-10: nothing was seen.</summary>
    [Fact]
    public void Search_NothingSeen_LeavesAHazardPerDose()
    {
        DetectResult found = HazardSearch.Of(new DetectParameters { Sensitivity = 0.6, Dose = 1e8 }, [Test("L1", 100_000, 0)], []);
        Close.Relative(4992.812336568342, found.Bound!.PerDose, 1e-9);
        Assert.StartsWith("None seen is not none there: 0 of 100,000 cells", found.Bound.Sentence, StringComparison.Ordinal);
        Assert.Contains("4,992.81", found.Bound.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_Blanks_AreReckonedByTheWorst()
    {
        DetectionLot[] lots = [new("B1", "blank", 100_000, 0, 0, 0, double.NaN, 0, false), new("B2", "blank", 100_000, 3, 0, 0, double.NaN, 0, false), Test("T", 10_000, 2)];
        DetectResult found = HazardSearch.Of(new DetectParameters(), lots, []);
        Close.Relative(ProportionInterval.UpperBound(3, 100_000, 0.95), found.FalsePositives);
        Assert.NotNull(found.Blank);
        // Estimates take the rate that was found in all blanks, not its bound.
        Close.Relative((2e-4 - 1.5e-5) / (1 - 1.5e-5), found.Prevalence!.Estimate, 1e-9);
        Assert.Equal(2, found.Limit);
        Assert.False(found.Lots[2].Detected);
    }

    [Fact]
    public void Search_Pooled_IsDiluted()
    {
        DetectResult found = HazardSearch.Of(new DetectParameters { Frequency = 1e-3, Capture = 1, Cells = 5000, Pool = 5, Icc = 0 }, [], []);
        Close.Relative(1 - Math.Pow(1 - 2e-4, 5000), found.Asked.Pooled, 1e-9);
        Assert.Contains(found.Warnings, w => w.Contains("dilutes", StringComparison.Ordinal));
    }

    [Fact]
    public void Search_TwoStages_AreMultipliedAndItIsSaidWhatThatRestsOn()
    {
        DetectResult found = HazardSearch.Of(new DetectParameters { Sensitivity = 0.9, FalsePositives = 1e-3, ConfirmSensitivity = 0.95, ConfirmFalsePositives = 0.01 }, [], []);
        Close.Relative(0.855, found.TwoStage!.Value.Sensitivity);
        Close.Relative(1e-5, found.FalsePositives);
        Assert.Contains(found.Warnings, w => w.Contains("independent", StringComparison.Ordinal));
    }

    [Fact]
    public void Search_FewerThanBackground_IsFlagged() =>
        Assert.Contains(HazardSearch.Of(new DetectParameters { Sensitivity = 0.9, FalsePositives = 0.005, Frequency = 0.01 }, [Test("T", 5000, 20)], []).Warnings, w => w.StartsWith("BELOW_BACKGROUND", StringComparison.Ordinal));

    [Fact]
    public void Search_OverdispersedLotsWithFalsePositives_MixesOverLots()
    {
        // Where harmless cells are hardly called the mixture is the beta-binomial.
        DetectResult exact = HazardSearch.Of(new DetectParameters { Lots = 3, Icc = 0.001 }, [], []), mixed = HazardSearch.Of(new DetectParameters { Lots = 3, Icc = 0.001, FalsePositives = 1e-12 }, [], []);
        Close.Relative(exact.Asked.InProcess, mixed.Asked.InProcess, 0.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    public void Search_ValuesOutOfRange_AreRefused(double frequency) => Assert.Throws<InvalidParameterException>(() => HazardSearch.Of(new DetectParameters { Frequency = frequency }, [], []));

    [Fact]
    public void LogitLimit_OfABinomialSeries_IsNearItsTheory()
    {
        // 10,000 cells, sensitivity 0.9, detection by 3 cells: theory 6.99e-4.
        double theory = HazardDetection.Limit(9000, 3);
        var random = new Philox(7, RandomPurpose.Test);
        var frequencies = new List<double>();
        var detected = new List<bool>();
        for (int f = 0; f < 13; f++)
        {
            for (int r = 0; r < 60; r++)
            {
                double frequency = Math.Pow(10, -4.2 + (0.15 * f));
                frequencies.Add(frequency);
                detected.Add(random.NextDouble() < HazardDetection.Probability(frequency, 9000, 3));
            }
        }

        LogitLimit fit = LogitLimit.Of(frequencies, detected);
        Assert.InRange(fit.Limit / theory, 0.75, 1.25);
        Assert.True(fit.Interval.Low < fit.Limit && fit.Limit < fit.Interval.High);
    }

    [Fact]
    public void LogitLimit_ASeriesThatDoesNotBracket_IsRefused()
    {
        Assert.Throws<PreconditionException>(() => LogitLimit.Of([1e-3, 1e-4], [true, true]));
        Assert.Throws<PreconditionException>(() => LogitLimit.Of([1e-3, 1e-3], [true, false]));
        // A jump from never to always is finite by Firth's penalty.
        LogitLimit jump = LogitLimit.Of([1e-5, 1e-5, 1e-5, 1e-3, 1e-3, 1e-3], [false, false, false, true, true, true]);
        Assert.InRange(jump.Limit, 1e-5, 1e-1);
    }

    private static DetectionLot Test(string name, long cells, long called) => new(name, "test", cells, called, 0, 0, double.NaN, 0, false);
}
