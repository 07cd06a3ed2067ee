using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class SplitLotTests
{
    private static readonly double[] Before = [98.2, 101.5, 95.9, 104.1, 99.7], After = [98.9, 101.0, 97.1, 104.6, 98.8], Historic = [102.3, 97.4, 100.8, 96.6, 103.0, 99.1, 105.2];

    [Fact]
    public void Fit_WithoutHistoricLots_IsThePairedTTest()
    {
        SplitLotModel model = SplitLotModel.Fit(Before, After, []);
        double[] d = [.. After.Zip(Before, (a, b) => a - b)];
        double mean = d.Average(), se = Math.Sqrt(d.Sum(x => (x - mean) * (x - mean)) / (d.Length - 1) / d.Length);
        Close.Relative(mean, model.Difference, 1e-9);
        Close.Relative(se, model.StandardError, 1e-6);
        Close.Relative(4, model.DegreesOfFreedom, 1e-6);
    }

    /// <summary>R 4.2.2: REML and Kenward-Roger by matrices (optim, general formulas), for a model of 5 pairs and 7 historic lots.</summary>
    [Fact]
    public void Fit_WithHistoricLots_IsRemlWithKenwardRoger()
    {
        SplitLotModel model = SplitLotModel.Fit(Before, After, Historic);
        Close.Relative(0.18103678291, model.Difference, 1e-6);
        Close.Relative(0.390563782796, model.StandardError, 1e-6);
        Close.Relative(4.10479128459, model.DegreesOfFreedom, 1e-5);
        Close.Relative(0.379708577908, model.ErrorVariance, 1e-5);
        Close.Relative(8.36385419588, model.DonorVariance, 1e-5);
        Assert.False(model.AtBoundary);
    }

    /// <summary>R 4.2.2, as above: pairs whose lots differ more than lots of other donors do.</summary>
    [Fact]
    public void Fit_NegativeCovariance_SaysTheBoundaryAndCountsLots()
    {
        SplitLotModel model = SplitLotModel.Fit([10.1, 12.3, 9.2, 11.4], [11.9, 10.2, 12.8, 9.9], [10.5, 11.6, 9.9, 12.1, 10.0, 11.2]);
        Assert.True(model.AtBoundary);
        Assert.Equal(0, model.DonorVariance);
        Assert.True(model.AnovaDonorVariance < 0);
        Close.Relative(0.37, model.Difference, 1e-6);
        Close.Relative(0.760452180191, model.StandardError, 1e-6);
        Close.Relative(7.25925925926, model.DegreesOfFreedom, 1e-6);
        Close.Relative(1.28508337413, model.ErrorVariance, 1e-6);
    }

    [Fact]
    public void Fit_OnePair_IsRefused() => Assert.Throws<InvalidParameterException>(() => SplitLotModel.Fit([1], [2], [3, 4]));

    [Fact]
    public void Variance_OfNoDonorEffect_IsThatOfTwoGroups()
    {
        SplitLotVariance at = SplitLotVariance.At(5, 7, 2, 0);
        Close.Relative(Math.Sqrt(2 * ((1.0 / 5) + (1.0 / 12))), at.StandardError);
    }

    [Fact]
    public void Variance_OfAnOverwhelmingDonorEffect_IsThatOfThePairs()
    {
        SplitLotVariance at = SplitLotVariance.At(5, 7, 2, 1e9);
        Close.Relative(Math.Sqrt(2 * 2 / 5.0), at.StandardError, 1e-8);
        Close.Relative(4, at.DegreesOfFreedom, 1e-6);
    }
}
