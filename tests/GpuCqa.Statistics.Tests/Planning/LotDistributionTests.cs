using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

/// <summary>Expected values: R 4.2.2 (qt, qchisq, qf, pbinom, pt with ncp, phyper, VGAM's formula by lbeta), where it is right to 12 digits, unless a test says otherwise.</summary>
public class LotDistributionTests
{
    [Theory]
    [InlineData(0.975, 2.7183, 3.377405917516459)]
    [InlineData(0.9, 8.68697804289136, 1.38697654816765)]
    public void Student_FractionalDegrees_AgreeToTwelveDigits(double p, double df, double expected) => Close.Relative(expected, StudentDistribution.Quantile(p, df), 1e-12);

    [Fact]
    public void ChiSquareAndF_QuantilesAndTails_Agree()
    {
        Close.Relative(2.333756100114937, ChiSquareDistribution.Quantile(0.05, 7.3), 1e-12);
        Close.Relative(14.5025461395471, ChiSquareDistribution.Quantile(0.95, 7.3), 1e-12);
        Close.Relative(6.645251643816646, ChiSquareDistribution.Quantile(0.5, 7.3), 1e-12);
        Close.Relative(8.64488548649678e-06, ChiSquareDistribution.Upper(30, 4.5), 1e-12);
        Close.Relative(0.1242458589656606, FDistribution.Quantile(0.05, 3.2, 7.7), 1e-12);
        Close.Relative(4.085894360070334, FDistribution.Quantile(0.95, 3.2, 7.7), 1e-12);
        Close.Relative(4052.180695476822, FDistribution.Quantile(0.99, 1, 1), 1e-12);
        Close.Relative(0.0003933801396671614, FDistribution.Upper(20, 2, 9.5), 1e-12);
        Close.Relative(0.95, FDistribution.Lower(4.085894360070334, 3.2, 7.7), 1e-12);
        Close.Relative(ChiSquareDistribution.Quantile(0.95, 4) / 4, FDistribution.Quantile(0.95, 4, double.PositiveInfinity), 1e-12);
    }

    [Fact]
    public void ChiSquare_DensityIsTheSlopeOfTheDistribution()
    {
        const double Step = 1e-6;
        foreach (double df in new[] { 1.5, 4, 30 })
        {
            double slope = (ChiSquareDistribution.Lower(3 + Step, df) - ChiSquareDistribution.Lower(3 - Step, df)) / (2 * Step);
            Close.Relative(slope, ChiSquareDistribution.Density(3, df), 1e-7);
        }
    }

    [Fact]
    public void Binomial_TailsAndQuantile_Agree()
    {
        Close.Relative(0.9196986948985502, BinomialDistribution.AtMost(2, 1_000_000, 1e-6), 1e-12);
        Close.Relative(0.08335427271305473, BinomialDistribution.AtLeast(15, 10_000, 1e-3), 1e-12);
        Close.Relative(0.04865358933877563, BinomialDistribution.AtLeast(16, 10_000, 1e-3), 1e-12);
        Close.Relative(0.1804488488099868, BinomialDistribution.Probability(3, 100_000, 2e-5), 1e-12);
        Assert.Equal(15, BinomialDistribution.Quantile(0.95, 10_000, 1e-3));
        Assert.Equal(1, BinomialDistribution.AtLeast(0, 10, 0.5));
        Assert.Equal(0, BinomialDistribution.AtLeast(11, 10, 0.5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void Binomial_EveryTail_IsTheSumOfItsTerms(long n)
    {
        foreach (double p in new[] { 0.02, 0.5, 0.93 })
        {
            double above = 0;
            for (long c = n; c >= 0; c--)
            {
                above += BinomialDistribution.Probability(c, n, p);
                Close.Relative(above, BinomialDistribution.AtLeast(c, n, p), 1e-12);
                Close.Relative(1, BinomialDistribution.AtLeast(c, n, p) + BinomialDistribution.AtMost(c - 1, n, p), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(3, 4.5, 1.2, 0.8821790073469706)]
    [InlineData(-1, 7, 2, 0.002027715991666623)]
    [InlineData(10, 5, 8, 0.6632931066717084)]
    [InlineData(2.5, 300, 3, 0.3087152831049997)]
    public void NoncentralT_Distribution_Agrees(double t, double df, double delta, double expected)
    {
        Close.Relative(expected, NoncentralT.Cdf(t, df, delta), 1e-11);
        Close.Relative(1, NoncentralT.Cdf(t, df, delta) + NoncentralT.Upper(t, df, delta), 1e-13);
    }

    [Theory]
    [InlineData(0.95, 9, 5.201946747437299, 9.205991217650137)]
    [InlineData(0.05, 3, 0.5, -1.501662110921117)]
    [InlineData(0.3, 2.5, -1.5, -2.545109307283596)]
    public void NoncentralT_Quantile_Agrees(double p, double df, double delta, double expected) => Close.Relative(expected, NoncentralT.Quantile(p, df, delta), 1e-11);

    [Fact]
    public void NoncentralT_WithoutNoncentrality_IsStudents()
    {
        foreach (double df in new[] { 0.7, 1, 2.5, 30, 5000 })
        {
            Close.Relative(1 - StudentDistribution.Upper(1.3, df), NoncentralT.Cdf(1.3, df, 0), 1e-13);
            Close.Relative(StudentDistribution.Quantile(0.975, df), NoncentralT.Quantile(0.975, df, 0), 1e-12);
        }
    }

    [Fact]
    public void ToleranceFactor_AroundTheSizeWhereRsSeriesLosesDigits_FallsSmoothly()
    {
        // R's qt(ncp) gives a factor that rises from n = 261 to 262 at 99 % content. In truth it falls, ever more slowly.
        double[] k = [.. Enumerable.Range(258, 9).Select(n => ToleranceFactor.OneSided(n, 0.99, 0.95))];
        for (int i = 1; i < k.Length; i++) Assert.True(k[i] < k[i - 1]);
        for (int i = 2; i < k.Length; i++) Assert.True(k[i] - k[i - 1] > k[i - 1] - k[i - 2]);
        Assert.InRange(ToleranceFactor.TwoSided(100_000, 0.95, 0.95), NormalDistribution.Quantile(0.975), 1.98);
    }

    [Fact]
    public void ToleranceFactor_ContentBelowHalf_MirrorsThroughTheMean() => Assert.True(ToleranceFactor.OneSided(10, 0.3, 0.5) < 0);

    [Fact]
    public void BetaBinomial_Tails_Agree()
    {
        const double M = 999, F = 1e-4;
        Close.Relative(0.1767779075304124, BetaBinomial.AtLeast(1, 6000, F * M, (1 - F) * M), 1e-12);
        double sum = 0;
        for (long x = 12; x >= 0; x--)
        {
            sum += Math.Exp(BetaBinomial.LogProbability(x, 12, 0.7, 2.2));
            Close.Relative(sum, BetaBinomial.AtLeast(x, 12, 0.7, 2.2), 1e-12);
        }
    }

    [Fact]
    public void BetaBinomial_NearlyOneShare_IsTheBinomial()
    {
        foreach (double f in new[] { 1e-8, 1e-6, 1e-3 })
        {
            foreach (long m in new long[] { 1, 3 })
            {
                Close.Relative(BinomialDistribution.AtLeast(m, 20_000, f), BetaBinomial.AtLeast(m, 20_000, f * 1e12, (1 - f) * 1e12), 1e-3);
            }
        }
    }

    [Fact]
    public void Hypergeometric_LotOfAHundredMillionCells_Agrees()
    {
        Close.Relative(0.892627025561364, Hypergeometric.UpperTail(1, 10, 200_000, 1_000_000), 1e-12);
        Close.Relative(1 - Math.Pow(1 - 0.002, 1000), Hypergeometric.UpperTail(1, 1000, 10_000_000, 5_000_000_000), 1e-5);
    }

    [Fact]
    public void EquivalencePower_KnownVariance_IsTheNormalTest()
    {
        double z = NormalDistribution.Quantile(0.95), expected = 2 * NormalDistribution.Cdf(1 / 0.3 - z) - 1;
        Close.Relative(expected, EquivalencePower.Of(0, -1, 1, 0.3, double.PositiveInfinity), 1e-13);
        Close.Relative(expected, EquivalencePower.Of(0, -1, 1, 0.3, 1e7), 1e-5);
    }

    [Fact]
    public void EquivalencePower_AtTheMargin_IsAtMostAlpha()
    {
        foreach (double df in new[] { 1.5, 3, 12.7, 200 }) Assert.InRange(EquivalencePower.Of(1.5, -1.5, 1.5, 0.2, df), 0.02, 0.05 + 1e-12);
    }
}
