using GpuCqa.Simulation;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Simulation.Tests;

public class CompositionTests
{
    // Enough lots that a deviation is known within a few percent; cells are never made.
    private static readonly SimulationParameters Many = new() { TrainLots = 4000, MinCellsPerLot = 1, MaxCellsPerLot = 1 };

    [Fact]
    public void Fractions_BetweenLots_VaryByTheStatedDeviations()
    {
        SimulatedCohort cohort = CohortSimulator.Create(Many, 31);
        Assert.All(cohort.Lots, l => Assert.Equal(1, l.Truth.Fractions.Sum(), 1e-12));
        // The log-ratio of two states is the difference of their effects, which are independent.
        double[] ordinary = cohort.Lots.Select(l => Math.Log(l.Truth.Fractions[1] / l.Truth.Fractions[0])).ToArray();
        double[] hidden = cohort.Lots.Select(l => Math.Log(l.Truth.Fractions[3] / l.Truth.Fractions[0])).ToArray();
        (double mean, double variance) = SimulationChecks.Moments(ordinary);
        Assert.Equal(Math.Log(0.25 / 0.32), mean, 0.04);
        Assert.Equal(1, variance / (2 * 0.35 * 0.35), 0.12);
        (mean, variance) = SimulationChecks.Moments(hidden);
        Assert.Equal(Math.Log(0.10 / 0.32), mean, 0.055);
        Assert.Equal(1, variance / ((0.60 * 0.60) + (0.35 * 0.35)), 0.12);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(50)]
    public void Capture_Overdispersion_FollowsThePrecision(double precision)
    {
        SimulatedCohort cohort = CohortSimulator.Create(Many with { CapturePrecision = precision }, 32);
        double scaled = cohort.Lots.Average(l =>
        {
            double p = l.Truth.Fractions[3], q = l.Truth.CapturedFractions[3];
            return (q - p) * (q - p) * (precision + 1) / (p * (1 - p));
        });
        Assert.Equal(1, scaled, 0.12);
    }

    [Fact]
    public void Capture_InfinitePrecision_ShowsTheLotItself()
    {
        SimulatedCohort cohort = CohortSimulator.Create(Many with { TrainLots = 5, CapturePrecision = double.PositiveInfinity }, 33);
        Assert.All(cohort.Lots, l => Assert.Equal(l.Truth.Fractions, l.Truth.CapturedFractions));
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.6)]
    [InlineData(-0.8)]
    public void Readout_OverLots_HasTheStatedCorrelationAndSpread(double rho)
    {
        var readout = new ReadoutParameters { Name = "vegf", Median = 700, LogSd = 0.4, Correlation = rho, AssaySd = 0.1 };
        SimulatedCohort cohort = CohortSimulator.Create(Many with { Readouts = [readout] }, 34);
        double[] logits = cohort.Lots.Select(l => Math.Log(l.Truth.Fractions[3] / (1 - l.Truth.Fractions[3]))).ToArray();
        double[] logs = cohort.Lots.Select(l => Math.Log(l.Readouts[0])).ToArray();
        Close.Relative(rho * 0.4 / Math.Sqrt(0.17), readout.MeasuredCorrelation);
        Assert.Equal(readout.MeasuredCorrelation, SimulationChecks.Pearson(logits, logs), 0.03);
        (double mean, double variance) = SimulationChecks.Moments(logs);
        Assert.Equal(Math.Log(700), mean, 0.04);
        Assert.Equal(Math.Sqrt(0.17), Math.Sqrt(variance), 0.025);
    }

    [Fact]
    public void StandardizedLogit_OverLots_HasMeanZeroAndDeviationOne()
    {
        SimulatedCohort cohort = CohortSimulator.Create(Many, 35);
        double[] z = cohort.Lots.Select(l => CompositionModel.StandardizedLogit(Many, l.Truth.Fractions[3])).ToArray();
        (double mean, double variance) = SimulationChecks.Moments(z);
        Assert.Equal(0, mean, 0.08);
        Assert.Equal(1, variance, 0.12);
    }

    [Fact]
    public void NullReadout_OverManyCohorts_IsUncorrelatedWithEveryState()
    {
        SimulatedCohort cohort = CohortSimulator.Create(Many, 36);
        double[] logs = cohort.Lots.Select(l => Math.Log(l.Readouts[1])).ToArray();
        for (int k = 0; k < 6; k++)
            Assert.InRange(SimulationChecks.Pearson(cohort.Lots.Select(l => l.Truth.Fractions[k]).ToArray(), logs) * Math.Sqrt(4000), -4.5, 4.5);
    }

    [Fact]
    public void StrongReadout_OfElevenLots_CorrelatesOnAverageAsStated()
    {
        SimulationParameters small = SimulationPresets.Get("msc-small").Parameters with { TestLots = 0 };
        double[] found = Enumerable.Range(1, 150).Select(seed =>
        {
            SimulatedCohort cohort = CohortSimulator.Create(small, (ulong)seed);
            return SimulationChecks.Pearson(
                cohort.Lots.Select(l => Math.Log(l.Truth.Fractions[3] / (1 - l.Truth.Fractions[3]))).ToArray(),
                cohort.Lots.Select(l => Math.Log(l.Readouts[0])).ToArray());
        }).ToArray();
        // At 11 lots the sample correlation is biased towards 0 by rho (1 - rho^2) / 2n, below 0.002 here.
        Assert.Equal(small.Readouts[0].MeasuredCorrelation, found.Average(), 0.01);
    }
}
