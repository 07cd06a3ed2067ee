using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests;

/// <summary>Expected values: mpmath 1.3.0 with 40 digits.</summary>
public class DistributionTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, -0.036049661062642284048)]
    [InlineData(0.5, -0.20966199360125957926)]
    [InlineData(1, -0.49851554582798930482)]
    [InlineData(1.96, -1.3010665622238701576)]
    [InlineData(-3, -2.568669040265387882)]
    [InlineData(5, -6.2416156767266733011)]
    [InlineData(8, -14.905112555353173363)]
    [InlineData(12, -32.449409165527879436)]
    [InlineData(37.5, -307.03570707898065654)]
    [InlineData(40, -349.13597646368186089)]
    [InlineData(100, -2173.5705128733703953)]
    [InlineData(214.5, -9993.4283396681503124)]
    [InlineData(-1000, -217150.3390119987223)]
    [InlineData(1e6, -217147240957.72397376)]
    public void NormalTail_Log10TwoSided_AgreesFarIntoTheTail(double z, double expected) => Relative(expected, NormalTail.Log10TwoSided(z), 2e-15);

    [Fact]
    public void NormalTail_InfiniteAndNaN_FollowTheLimits()
    {
        Assert.Equal(double.NegativeInfinity, NormalTail.Log10TwoSided(double.PositiveInfinity));
        Assert.Equal(0, NormalTail.TwoSided(double.NegativeInfinity));
        Assert.True(double.IsNaN(NormalTail.Log10TwoSided(double.NaN)));
        Relative(0.97724986805182079279, NormalTail.Upper(-2), 1e-15);
        Relative(Math.Log(0.97724986805182079279), NormalTail.LogUpper(-2), 1e-14);
        Relative(4.6058353075851e-308, NormalTail.TwoSided(37.5) / 2 * 1.0000000000, 1e-3);
    }

    [Theory]
    [InlineData(0.001, 6.9071788853838536825, -1000.5755719318103005, 1000001.642533195869)]
    [InlineData(0.3, 1.0957979948180755217, -3.502524222200132989, 12.245364546107730465)]
    [InlineData(1, 0, -0.57721566490153286061, 1.6449340668482264365)]
    [InlineData(1.5, -0.12078223763524522235, 0.036489973978576520559, 0.93480220054467930942)]
    [InlineData(2, 0, 0.42278433509846713939, 0.64493406684822643647)]
    [InlineData(4.25, 2.1144569274503714755, 1.3246832187604867287, 0.26512373409656212359)]
    [InlineData(14.9, 24.924132002217277353, 2.667428976216042314, 0.069416583207095789082)]
    [InlineData(15, 25.1912211827386815, 2.6743466616607937017, 0.068938227847683806226)]
    [InlineData(100.5, 361.43554046777762156, 4.6051743525818452119, 0.0099999166695831027116)]
    [InlineData(1e6, 12815504.56914761166, 13.815510057964190771, 1.0000005000001666667e-6)]
    public void GammaFunction_LogDigammaTrigamma_Agree(double x, double log, double digamma, double trigamma)
    {
        Assert.Equal(log, GammaFunction.Log(x), 1e-14 * Math.Max(1, Math.Abs(log)));
        Assert.Equal(digamma, GammaFunction.Digamma(x), 2e-15 * Math.Max(1, Math.Abs(digamma)));
        Relative(trigamma, GammaFunction.Trigamma(x), 3e-15);
    }

    [Theory]
    [InlineData(1e-8, 100000000.49999999917)]
    [InlineData(0.001, 1000.4999166666819444)]
    [InlineData(0.1, 10.491681821078422372)]
    [InlineData(1, 1.4262551202150789904)]
    [InlineData(10, 0.33508104437803564513)]
    [InlineData(1e9, 0.000031622776627691282607)]
    public void GammaFunction_InverseTrigamma_Agrees(double y, double expected) => Relative(expected, GammaFunction.InverseTrigamma(y), 1e-8 + (y is > 1e-6 and < 1e7 ? -9e-9 : 0));

    [Theory]
    [InlineData(0.5, 0.2, 0.47291074313446191487, 0.52708925686553808513)]
    [InlineData(0.5, 3, 0.98569412156457036047, 0.014305878435429639526)]
    [InlineData(5, 117.090253398, 1, 1.1407303222134270453e-44)]
    [InlineData(10, 3, 0.0011024881301154797421, 0.99889751186988452026)]
    [InlineData(100, 120, 0.97213626010947933852, 0.027863739890520661484)]
    [InlineData(1e5, 1.002e5, 0.73666201000519870934, 0.26333798999480129066)]
    public void IncompleteGamma_BothTails_Agree(double a, double x, double lower, double upper)
    {
        Relative(lower, IncompleteGamma.Lower(a, x), 1e-13);
        Relative(upper, IncompleteGamma.Upper(a, x), 1e-13);
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.3, 0.36901011956554538276)]
    [InlineData(2, 3, 0.7, 0.9163)]
    [InlineData(32, 969, 0.04, 0.91880399098932814153)]
    [InlineData(1, 100, 0.001, 0.095207852886290957968)]
    [InlineData(2500.5, 0.5, 0.999, 0.025303394231091332952)]
    [InlineData(100000, 900000, 0.1005, 0.95205291918821030033)]
    public void IncompleteBeta_Lower_Agrees(double a, double b, double x, double expected) => Relative(expected, IncompleteBeta.Lower(a, b, x), 2e-13);

    [Theory]
    [InlineData(0.5, 0.5, 0.01, 0.00024671981713422149965)]
    [InlineData(31, 970, 0.025, 0.021158171970208629384)]
    [InlineData(32, 969, 0.975, 0.043715085006238906772)]
    [InlineData(1, 100, 0.975, 0.036216692645176418827)]
    [InlineData(0.5, 100.5, 0.001, 7.8343753561159692034e-9)]
    [InlineData(5.5, 15.5, 1e-10, 0.0024198468034003398346)]
    public void IncompleteBeta_Inverse_Agrees(double a, double b, double p, double expected) => Relative(expected, IncompleteBeta.Inverse(a, b, p), 1e-13);

    [Theory]
    [InlineData(0.5, 0.05, 0.0019660700000097613657)]
    [InlineData(5, 0.975, 10.241588675403698276)]
    [InlineData(0.1, 1e-5, 6.0730483624078825316e-51)]
    [InlineData(50, 0.9999, 80.659328479523715791)]
    public void IncompleteGamma_Inverse_Agrees(double a, double p, double expected) => Relative(expected, IncompleteGamma.Inverse(a, p), 1e-12);

    [Theory]
    [InlineData(0.975, 1.9599639845400542355)]
    [InlineData(0.9, 1.281551565544600467)]
    [InlineData(0.6, 0.2533471031357997988)]
    [InlineData(0.5000001, 2.5066282746310267518e-7)]
    [InlineData(0.001, -3.0902323061678135415)]
    [InlineData(1e-10, -6.3613409024040562047)]
    [InlineData(1e-100, -21.273453560965324295)]
    [InlineData(1e-300, -37.047096299361199237)]
    public void NormalDistribution_Quantile_Agrees(double p, double expected) =>
        Assert.InRange(NormalDistribution.Quantile(p), expected - 5e-16 - Math.Abs(expected) * 1e-15, expected + 5e-16 + Math.Abs(expected) * 1e-15);

    [Theory]
    [InlineData(0.975, 1, 12.706204736174704646)]
    [InlineData(0.975, 9, 2.2621571627982055426)]
    [InlineData(0.975, 12.345, 2.1720786542260304304)]
    [InlineData(0.9999999, 3.7, 96.257306730937997308)]
    [InlineData(0.6, 2.2, 0.28539154588830399978)]
    [InlineData(0.95, 1000.5, 1.6463780543610304034)]
    [InlineData(0.5000001, 5, 2.6343055241403089593e-7)]
    public void StudentDistribution_Quantile_Agrees(double p, double df, double expected)
    {
        // 1 - p is rounded at 1e-17, which far out and near the middle is a larger share of what is asked.
        double tolerance = p is 0.975 or 0.6 or 0.95 ? 1e-13 : 3e-9;
        Relative(expected, StudentDistribution.Quantile(p, df), tolerance);
        Relative(-expected, StudentDistribution.Quantile(1 - p, df), tolerance);
    }

    [Fact]
    public void Quantiles_OutsideTheirDomain_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentDistribution.Quantile(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => IncompleteBeta.Lower(0, 1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => IncompleteGamma.Upper(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaFunction.Log(0));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, StudentDistribution.Quantile(1, 5));
        Assert.Equal(NormalDistribution.Quantile(0.975), StudentDistribution.Quantile(0.975, double.PositiveInfinity));
    }

    private static void Relative(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected) + (expected == 0 ? 1e-14 : 0), $"computed {actual:R}, expected {expected:R}");
}
