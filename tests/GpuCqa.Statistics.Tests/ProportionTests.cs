using GpuCqa.Core.Errors;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class ProportionTests
{
    [Fact]
    public void ClopperPearson_MillionsOfCells_EndsHaveTheirTailProbability()
    {
        Interval interval = ProportionInterval.ClopperPearson(123_456, 4_000_000);
        Assert.Equal(0.025, IncompleteBeta.Lower(123_456, 4_000_000 - 123_456 + 1, interval.Low), 1e-10);
        Assert.Equal(0.975, IncompleteBeta.Lower(123_457, 4_000_000 - 123_456, interval.High), 1e-10);
    }

    [Fact]
    public void ClopperPearson_SmallLots_CoverAtLeastTheConfidence()
    {
        foreach (double share in new[] { 0.02, 0.1, 0.5 })
        {
            double covered = 0;
            for (int x = 0; x <= 30; x++)
            {
                Interval interval = ProportionInterval.ClopperPearson(x, 30, 0.9);
                double choose = Math.Exp(GammaFunction.Log(31) - GammaFunction.Log(x + 1) - GammaFunction.Log(31 - x));
                if (interval.Low <= share && share <= interval.High) covered += choose * Math.Pow(share, x) * Math.Pow(1 - share, 30 - x);
            }

            Assert.InRange(covered, 0.9, 1);
        }
    }

    [Fact]
    public void Intervals_NoCellsOrAllCells_AreBounds()
    {
        Assert.Equal(new Interval(0, 1), ProportionInterval.Wilson(0, 0));
        Assert.Equal(1, ProportionInterval.Wilson(20, 20).High);
        Assert.Equal(1, ProportionInterval.ClopperPearson(20, 20).High);
        Assert.Equal(1, ProportionInterval.UpperBound(20, 20));
        Assert.Null(ProportionInterval.RuleOfThree(1, 100));
        Assert.Equal(ProportionInterval.Wilson(31, 1000), ProportionInterval.WilsonOverdispersed(31, 1000, 0));
        Assert.Throws<InvalidParameterException>(() => ProportionInterval.Wilson(5, 4));
        Assert.Throws<InvalidParameterException>(() => ProportionInterval.WilsonOverdispersed(1, 4, 1.5));
    }

    [Fact]
    public void WilsonOverdispersed_MoreCells_DoesNotShrinkBelowTheSpread()
    {
        // With an intra-class correlation the effective number of cells is bounded by 1 / icc.
        Interval many = ProportionInterval.WilsonOverdispersed(100_000, 1_000_000, 0.002), bound = ProportionInterval.Wilson(50, 500);
        Assert.InRange(many.High - many.Low, 0.99 * (bound.High - bound.Low), 1.01 * (bound.High - bound.Low));
    }

    [Fact]
    public void BetaBinomialFit_LotsVaryLessThanRandomCells_IsTheBinomial()
    {
        BetaBinomialFit fit = BetaBinomialFit.Of([10, 10, 10, 11], [100, 100, 100, 100]);
        Assert.Equal(0, fit.Correlation);
        Assert.True(double.IsPositiveInfinity(fit.Precision));
        double wide = BetaBinomial.LogProbability(10, 100, 0.1025e7, 0.8975e7) * 3 + BetaBinomial.LogProbability(11, 100, 0.1025e7, 0.8975e7);
        Assert.Equal(wide, fit.LogLikelihood, 1e-4);
    }

    [Fact]
    public void BetaBinomialFit_AnyOtherParameters_AreLessLikely()
    {
        long[] x = [3, 0, 14, 7, 1, 30], n = [50, 40, 60, 55, 45, 70];
        BetaBinomialFit fit = BetaBinomialFit.Of(x, n);
        foreach (double share in new[] { 0.97, 1, 1.03 })
        {
            foreach (double precision in new[] { 0.9, 1, 1.1 })
            {
                double a = fit.Share * share * fit.Precision * precision, b = fit.Precision * precision - a;
                Assert.InRange(x.Zip(n, (c, t) => BetaBinomial.LogProbability(c, t, a, b)).Sum(), double.NegativeInfinity, fit.LogLikelihood + 1e-9);
            }
        }

        Assert.Throws<InvalidParameterException>(() => BetaBinomialFit.Of([0, 0, 0], [10, 10, 10]));
        Assert.Throws<InvalidParameterException>(() => BetaBinomialFit.Of([1], [10]));
        Assert.Throws<InvalidParameterException>(() => Overdispersion.Pearson([5, 11], [10, 10]));
    }

    [Fact]
    public void BetaBinomial_AllCounts_SumToOneWithTheStatedMoments()
    {
        double total = 0, mean = 0, square = 0;
        for (int x = 0; x <= 40; x++)
        {
            double p = Math.Exp(BetaBinomial.LogProbability(x, 40, 1.5, 6));
            (total, mean, square) = (total + p, mean + p * x, square + p * x * x);
        }

        Assert.Equal(1, total, 1e-13);
        Assert.Equal(BetaBinomial.Mean(40, 1.5, 6), mean, 1e-12);
        Assert.Equal(BetaBinomial.Variance(40, 1.5, 6), square - mean * mean, 1e-10);
    }

    [Fact]
    public void DirichletMultinomial_TwoClusters_IsTheBetaBinomial()
    {
        Assert.Equal(BetaBinomial.LogProbability(7, 200, 2, 48), BetaBinomial.LogProbability([7, 193], [2.0, 48.0]), 1e-11);
        Assert.Throws<ArgumentException>(() => BetaBinomial.LogProbability([7, 193], [2.0]));
    }

    [Fact]
    public void PearsonTest_FarTail_KeepsItsDigits()
    {
        PearsonSpread test = Overdispersion.Pearson([31, 58, 102, 44, 127, 89, 19, 151, 73, 66, 113], [1000, 980, 1010, 1005, 990, 1000, 1020, 1003, 1000, 998, 1007]);
        Assert.Equal(1, test.P / 1.1407303208558313e-44, 1e-9);
    }

    [Fact]
    public void Composition_IlrPivot_KeepsAitchisonDistances()
    {
        double[][] counts = [[120, 300, 45, 35], [90, 310, 80, 20], [150, 260, 60, 0]];
        double[][] ilr = Composition.IlrPivot(counts), distances = Composition.AitchisonDistances(counts);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++) Assert.Equal(distances[i][j], Math.Sqrt(ilr[i].Zip(ilr[j], (a, b) => (a - b) * (a - b)).Sum()), 1e-12);
        }

        Assert.All(Composition.Clr(counts), row => Assert.Equal(0, row.Sum(), 1e-13));
        Assert.Throws<InvalidParameterException>(() => Composition.Clr([[1, 2], [1]]));
        Assert.Throws<InvalidParameterException>(() => Composition.Clr([[1, -2]]));
    }

    [Fact]
    public void ModeratedT_WrongGroups_AreRefused()
    {
        Assert.Throws<InvalidParameterException>(() => ModeratedT.Between([[1, 2], [2, 3], [4, 5]], [true, true, true]));
        Assert.Throws<InvalidParameterException>(() => ModeratedT.Between([[1, 2], [2, 3]], [true, false]));
        Assert.Throws<InvalidParameterException>(() => ModeratedT.Between([[1, 2], [2, 3], [1, 1]], [true, false]));
    }

    [Fact]
    public void MultipleTesting_NaN_IsRefused()
    {
        Assert.Throws<InvalidParameterException>(() => MultipleTesting.Holm([0.1, double.NaN]));
        Assert.Empty(MultipleTesting.BenjaminiHochberg([]));
    }
}
