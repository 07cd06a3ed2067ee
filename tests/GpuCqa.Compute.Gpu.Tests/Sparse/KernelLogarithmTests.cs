using GpuCqa.Compute.Exact;
using GpuCqa.Compute.Gpu.Sparse;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Sparse;

public class KernelLogarithmTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-9, 9.999999995000000003e-10)]
    [InlineData(0.5, 0.405465108108164381978)]
    [InlineData(10, 2.397895272798370544061)]
    [InlineData(4.1339396444811905, 1.6358733263380054)]
    [InlineData(1e300, 690.77552789821370520539)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void OfOnePlus_KnownValues_AreExactToAnUlp(double x, double expected)
    {
        double found = KernelLogarithm.OfOnePlus(x);
        Assert.True(found.Equals(expected) || Math.Abs(found - expected) <= Math.Abs(expected) * 2.3e-16, $"{found:R} for {expected:R}");
    }

    [Fact]
    public void OfOnePlus_AllMagnitudes_AgreesWithTheReferenceToTwoUlp()
    {
        Philox random = TestMatrices.Stream(60);
        double worst = 0;
        for (int i = 0; i < 200_000; i++)
        {
            double x = Math.Pow(10, (random.NextDouble() * 24) - 12), expected = LogOnePlus.Of(x);
            worst = Math.Max(worst, Math.Abs(KernelLogarithm.OfOnePlus(x) - expected) / expected);
        }

        Assert.True(worst <= 4e-16, $"{worst}");
    }
}
