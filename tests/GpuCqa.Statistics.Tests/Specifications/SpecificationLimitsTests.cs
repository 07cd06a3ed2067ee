using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class SpecificationLimitsTests
{
    private static readonly double[] Ten = [98.2, 101.5, 95.9, 104.1, 99.7, 102.3, 97.4, 100.8, 96.6, 103.0];

    /// <summary>R 4.2.2, shapiro.test.</summary>
    [Theory]
    [InlineData(0.953366282546, 0.708388410311, "98.2 101.5 95.9 104.1 99.7 102.3 97.4 100.8 96.6 103.0")]
    [InlineData(0.603483642872, 0.000697271791597, "1 2 3 4 50")]
    [InlineData(0.788814694835, 0.0067038140565, "148 154 158 160 161 162 166 170 182 195 236")]
    [InlineData(0.892857142857, 0.363113154971, "1.1 2.7 3.1")]
    public void ShapiroWilk_Agrees(double w, double p, string values)
    {
        ShapiroWilk test = ShapiroWilk.Of([.. values.Split(' ').Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))]);
        Close.Relative(w, test.W, 1e-9);
        Close.Relative(p, test.P, 1e-7);
    }

    /// <summary>R 4.2.2, shapiro.test(qnorm(ppoints(30))^3).</summary>
    [Fact]
    public void ShapiroWilk_ThirtyValues_Agrees()
    {
        double[] values = [.. Enumerable.Range(1, 30).Select(i => Math.Pow(NormalDistribution.Quantile((i - 0.5) / 30), 3))];
        Close.Relative(0.753350235098, ShapiroWilk.Of(values).W, 1e-9);
        Close.Relative(1.03202937403e-05, ShapiroWilk.Of(values).P, 1e-6);
    }

    /// <summary>R 4.2.2, noncentral t inverted in its noncentrality.</summary>
    [Fact]
    public void Capability_OneLimit_HasTheExactInterval()
    {
        AttributeLimits a = Limits(Ten, new SpecificationParameters { Lower = ["a"], Specified = ["a=92:"], NextLots = 3 });
        Close.Relative(0.934163462053, a.Capability!.Ppk, 1e-9);
        Close.Relative(0.458273675752, a.Capability.Interval.Low, 1e-7);
        Close.Relative(1.40141388873, a.Capability.Interval.High, 1e-7);
        Close.Relative(91.6922877708, a.Tolerance.Low, 1e-9);
        Close.Relative(92.4834220106, a.Prediction.Low, 1e-9);
        Assert.True(double.IsNaN(a.Tolerance.High));
    }

    [Fact]
    public void Limits_OnTheLogarithm_AreThoseOfTheLogarithmTakenBack()
    {
        AttributeLimits log = Limits([.. Ten.Select(v => Math.Exp(v / 10))], new SpecificationParameters { Both = ["a"], Log = ["a"] }), linear = Limits([.. Ten.Select(v => v / 10)], new SpecificationParameters { Both = ["a"] });
        Close.Relative(Math.Exp(linear.Tolerance.Low), log.Tolerance.Low, 1e-10);
        Close.Relative(Math.Exp(linear.Prediction.High), log.Prediction.High, 1e-10);
    }

    [Fact]
    public void Limits_SayWhatARangeOfThreeDeviationsIsWorth()
    {
        AttributeLimits three = Limits(Ten[..3], new SpecificationParameters { Both = ["a"] }), ten = Limits(Ten, new SpecificationParameters { Both = ["a"] });
        Assert.InRange(three.ThreeDeviationsConfidence, 0.5, 0.75);
        Assert.InRange(ten.ThreeDeviationsConfidence, 0.88, 0.92);
        Close.Relative(3, ToleranceFactor.TwoSided(10, 0.95, ten.ThreeDeviationsConfidence), 1e-8);
        // 1 - n p^(n-1) + (n-1) p^n at n = 10, p = 0.95.
        Close.Relative(1 - (10 * Math.Pow(0.95, 9)) + (9 * Math.Pow(0.95, 10)), ten.ObservedConfidence, 1e-12);
    }

    [Fact]
    public void Limits_FewLotsRepeatedDonorsAndAnOutlier_AreSaidBesideThem()
    {
        SpecifiedLot[] lots = [.. new double[] { 1, 2, 3, 4, 50 }.Select((v, i) => new SpecifiedLot("a", $"L{i}", $"D{i / 2}", v))];
        SpecificationResult result = SpecificationLimits.Of(new SpecificationParameters { Upper = ["a"] }, lots, []);
        Assert.Equal(["FEW_LOTS", "NOT_NORMAL", "REPEATED_DONORS"], result.Attributes[0].Flags);
        Assert.Equal(3, result.Warnings.Count);
        Assert.Contains(result.Warnings, w => w.Contains("reward ignorance", StringComparison.Ordinal));
    }

    [Fact]
    public void Limits_WhatCannotBe_IsRefused()
    {
        Assert.Throws<InvalidParameterException>(() => Limits(Ten, new SpecificationParameters()));
        Assert.Throws<InvalidParameterException>(() => Limits(Ten, new SpecificationParameters { Lower = ["a"], Upper = ["a"] }));
        Assert.Throws<InvalidParameterException>(() => Limits(Ten, new SpecificationParameters { Lower = ["a"], Specified = ["a=5:3"] }));
        Assert.Throws<PreconditionException>(() => Limits([1, 2], new SpecificationParameters { Lower = ["a"] }));
        Assert.Throws<PreconditionException>(() => Limits([2, 2, 2, 2], new SpecificationParameters { Lower = ["a"] }));
        Assert.Throws<BadDataException>(() => Limits([2, 0, 3, 2], new SpecificationParameters { Lower = ["a"], Log = ["a"] }));
    }

    /// <summary>Simulated processes: limits hold what they promise. The large run is in bench/validation.</summary>
    [Fact]
    public void Limits_OfSimulatedProcesses_HoldTheContentWithTheConfidence()
    {
        const int Runs = 400, Lots = 8;
        ulong seed = 20260101;
        int tolerance = 0, prediction = 0;
        for (int run = 0; run < Runs; run++)
        {
            var random = new Philox(seed, RandomPurpose.Test, (ulong)run);
            double[] lots = new double[Lots];
            for (int i = 0; i < Lots; i++) lots[i] = random.NextNormal();
            AttributeLimits a = Limits(lots, new SpecificationParameters { Lower = ["a"], NextLots = 3 });
            if (NormalTail.Upper(a.Tolerance.Low) >= 0.95) tolerance++;
            if (Math.Min(random.NextNormal(), Math.Min(random.NextNormal(), random.NextNormal())) >= a.Prediction.Low) prediction++;
        }

        // 0.95 within 3.3 standard errors; prediction limits by Bonferroni hold at least that.
        Assert.True(tolerance / (double)Runs is > 0.914 and < 0.986, $"seed {seed}: {tolerance} of {Runs}");
        Assert.True(prediction / (double)Runs > 0.914, $"seed {seed}: {prediction} of {Runs}");
    }

    private static AttributeLimits Limits(double[] values, SpecificationParameters parameters) =>
        SpecificationLimits.Of(parameters, [.. values.Select((v, i) => new SpecifiedLot("a", $"L{i}", null, v))], []).Attributes[0];
}
