using GpuCqa.Analysis.Layout;
using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Analysis.Tests.Layout;

public class MembershipCurveTests
{
    // umap-learn 0.5.3, umap.umap_.find_ab_params(spread, min_dist); scipy stops at a relative change of 1.5e-8 in the cost, hence 5e-6.
    [Theory]
    [InlineData(0.1, 1.0, 1.576943460196, 0.895060877991)]
    [InlineData(0.3, 1.0, 0.992175619104, 1.112253384206)]
    [InlineData(0.0, 1.0, 1.932808397555, 0.790494973401)]
    [InlineData(0.5, 1.0, 0.583030020479, 1.334166992926)]
    [InlineData(0.3, 2.0, 0.379494688876, 0.948815219088)]
    [InlineData(0.99, 1.0, 0.119305300064, 1.916390415917)]
    public void Fit_MinDistAndSpread_EqualsUmapLearn(double minDistance, double spread, double a, double b)
    {
        MembershipCurve curve = MembershipCurve.Fit(minDistance, spread);
        Assert.Equal(a, curve.A, 5e-6);
        Assert.Equal(b, curve.B, 5e-6);
    }

    [Theory]
    [InlineData(-0.1, 1.0)]
    [InlineData(1.5, 1.0)]
    [InlineData(0.1, 0.0)]
    [InlineData(double.NaN, 1.0)]
    public void Fit_ImpossibleShape_IsRefused(double minDistance, double spread) =>
        Assert.Throws<InvalidParameterException>(() => MembershipCurve.Fit(minDistance, spread));
}
