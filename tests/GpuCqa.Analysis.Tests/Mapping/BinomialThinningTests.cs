using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class BinomialThinningTests
{
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(12, 0.5)]
    [InlineData(200, 0.02)]
    [InlineData(60, 0.4)]
    [InlineData(60, 0.9)]
    [InlineData(5000, 0.25)]
    public void Binomial_SmallAndLargeMeans_FollowsItsProbabilities(int n, double p) => Seeds.Each(seed =>
    {
        const int Draws = 40_000;
        var random = new Philox(seed, RandomPurpose.Test, 5);
        long[] seen = new long[n + 1];
        for (int i = 0; i < Draws; i++) seen[BinomialThinning.Binomial(ref random, n, p)]++;
        // Chi-square over groups of at least 20 expected draws; a deviation of 5 normal errors fails.
        double chi = 0, expected = 0, observed = 0;
        int groups = 0;
        for (int k = 0; k <= n; k++)
        {
            expected += Draws * Math.Exp(GammaFunction.Log(n + 1) - GammaFunction.Log(k + 1) - GammaFunction.Log(n - k + 1) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));
            observed += seen[k];
            if (expected < 20) continue;
            chi += (observed - expected) * (observed - expected) / expected;
            groups++;
            (expected, observed) = (0, 0);
        }

        Assert.InRange(IncompleteGamma.Upper((groups - 1) / 2.0, chi / 2), 1e-6, 1);
    });

    [Fact]
    public void Binomial_Ends_AreCertain()
    {
        var random = new Philox(1, RandomPurpose.Test);
        Assert.Equal(0, BinomialThinning.Binomial(ref random, 0, 0.5));
        Assert.Equal(0, BinomialThinning.Binomial(ref random, 100, 0));
        Assert.Equal(100, BinomialThinning.Binomial(ref random, 100, 1));
    }

    [Fact]
    public void Cell_NamesThatRunTogether_HaveStreamsOfTheirOwn()
    {
        Assert.NotEqual(BinomialThinning.Cell(1, "AB", "C", 5000, 100_000, 0.3), BinomialThinning.Cell(1, "A", "BC", 5000, 100_000, 0.3));
        Assert.Equal(BinomialThinning.Cell(1, "A", "BC", 5000, 100_000, 0.3), BinomialThinning.Cell(1, "A", "BC", 5000, 100_000, 0.3));
        Assert.Equal((5L, 10L), BinomialThinning.Cell(1, "A", "B", 5, 10, 1));
    }
}
