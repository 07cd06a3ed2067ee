using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Designs;

public class AssayVarianceTests
{
    // Vector VAR-01 (R aov).
    [Fact]
    public void Of_LotsInTriplicate_GivesTheComponents()
    {
        AssayVariance variance = AssayVariance.Of([[101, 99, 103], [110, 112, 108], [95, 97, 93], [104, 106, 105]])!;
        Close.Relative(120.75, variance.MeanSquareBetween);
        Close.Relative(3.25, variance.MeanSquareWithin);
        Close.Relative(37.15384615384615, variance.F);
        Close.Relative(4.814867130356638e-05, variance.P);
        Close.Relative(39.166666666666664, variance.LotVariance);
        Close.Relative(0.9233791748526523, variance.IntraclassCorrelation);
        Close.Relative(102.75, variance.Mean);
        Close.Relative(6.512807894193307, variance.Total, 1e-9);
        Close.Relative(3.3280580622370652, variance.TotalDegreesOfFreedom, 1e-9);
        Close.Relative(92.65482082177265, variance.MeanInterval(0.95).Low, 1e-9);
        Close.Relative(112.84517917822735, variance.MeanInterval(0.95).High, 1e-9);
        Close.Relative(1 - (3.25 / 120.75), variance.Reliability);
    }

    [Fact]
    public void Of_UnevenReplicates_EqualsTheSumsOfSquares()
    {
        AssayVariance variance = AssayVariance.Of([[1, 3], [4], [6, 8, 10]])!;
        Assert.Equal((3, 6), (variance.Lots, variance.Values));
        Close.Relative(((2 * 10 / 9.0 * 10) + (16 / 9.0) + (3 * 64 / 9.0)) / 2, variance.MeanSquareBetween);
        Close.Relative((2.0 + 8) / 3, variance.MeanSquareWithin);
        Close.Relative((6 - (14 / 6.0)) / 2, variance.Replicates);
    }

    [Fact]
    public void Of_LotsThatDifferLessThanReplicates_KeepsTheNegativeComponent()
    {
        AssayVariance variance = AssayVariance.Of([[1, 9], [9, 1.5], [0.5, 9]])!;
        Assert.True(variance.LotVariance < 0);
        Assert.Equal((0, 0, 0), (variance.Reliability, variance.Ceiling, variance.BetweenLots));
        Assert.Null(AssayVariance.Of([[1], [2], [3]]));
        Assert.Null(AssayVariance.Of([[1, 2]]));
    }

    // Ranks of measured means against ranks of true values, simulated.
    [Fact]
    public void Ceiling_IsWhatSimulatedMeansReach()
    {
        var variance = new AssayVariance(11, 33, 0, 3 + 1, 1, 3);
        var random = new Core.Randomness.Philox(5, Core.Randomness.RandomPurpose.Test);
        const int Lots = 20_000;
        double[] truth = new double[Lots], measured = new double[Lots];
        for (int l = 0; l < Lots; l++)
        {
            truth[l] = Math.Sqrt(variance.LotVariance) * random.NextNormal();
            measured[l] = truth[l] + ((random.NextNormal() + random.NextNormal() + random.NextNormal()) / 3);
        }

        Assert.Equal(variance.Ceiling, Spearman.Correlation(truth, measured), 0.01);
    }

    // Vector PSEUDO-01: lots tested as lots; 3 against 3 have 20 divisions, and none is below 0.1.
    [Fact]
    public void Lots_OfAPseudoreplicatedComparison_AreFarFromTheCellsP()
    {
        double[] post = [0.31, 0.25, 0.42], pre = [0.26, 0.21, 0.3];
        LotRankSum exact = RankSum.Test(post, pre);
        Assert.Equal(8 / 20.0, exact.PTwoSided, 1e-15);
        double[] a = [.. post.Select(Logit)], b = [.. pre.Select(Logit)];
        double va = Variance(a) / 3, vb = Variance(b) / 3, t = (a.Average() - b.Average()) / Math.Sqrt(va + vb), df = (va + vb) * (va + vb) / ((va * va / 2) + (vb * vb / 2));
        Close.Relative(1.253571070829614, t);
        Close.Relative(0.29106775652635086, StudentDistribution.TwoSided(t, df));

        static double Logit(double p) => Math.Log(p / (1 - p));
        static double Variance(double[] v) => v.Sum(x => (x - v.Average()) * (x - v.Average())) / (v.Length - 1);
    }
}
