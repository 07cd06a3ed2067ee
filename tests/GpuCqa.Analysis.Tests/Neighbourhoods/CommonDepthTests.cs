using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Analysis.Tests.Neighbourhoods;

public class CommonDepthTests
{
    [Fact]
    public void Thin_HalfOfTheCounts_KeepsHalfOfEachAndOfTheRest()
    {
        double[] sums = new double[3];
        double total = 0;
        for (ulong cell = 0; cell < 2000; cell++)
        {
            var random = new Philox(5, RandomPurpose.DepthThinning, cell);
            float[] counts = [1, 10, 60];
            double kept = CommonDepthGraph.Thin(counts, 100, 0.5, ref random);
            Assert.True(kept >= counts.Sum() && kept <= 100);
            for (int i = 0; i < 3; i++) sums[i] += counts[i];
            total += kept;
        }

        // Standard errors of the means: 0.011, 0.035, 0.087 and 0.11.
        Assert.InRange(sums[0] / 2000, 0.44, 0.56);
        Assert.InRange(sums[1] / 2000, 4.8, 5.2);
        Assert.InRange(sums[2] / 2000, 29.5, 30.5);
        Assert.InRange(total / 2000, 49.4, 50.6);
    }

    [Fact]
    public void Thin_ShallowestLot_LosesNothing()
    {
        var random = new Philox(5, RandomPurpose.DepthThinning, 1);
        float[] counts = [3, 4];
        Assert.Equal(20, CommonDepthGraph.Thin(counts, 20, 1, ref random));
        Assert.Equal([3f, 4f], counts);
    }

    [Theory]
    [InlineData(0.5f, 10)]
    [InlineData(-1f, 10)]
    [InlineData(3f, 10.5)]
    [InlineData(3f, 2)]
    public void Thin_NoWholeCounts_IsSaid(float count, double total)
    {
        var random = new Philox(5, RandomPurpose.DepthThinning, 1);
        Assert.True(double.IsNaN(CommonDepthGraph.Thin([count], total, 0.5, ref random)));
    }
}
