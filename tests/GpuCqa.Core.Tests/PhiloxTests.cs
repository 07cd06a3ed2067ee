using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Core.Tests;

public class PhiloxTests
{
    // Known-answer vectors of Random123's kat_vectors, philox4x32 10 rounds.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Block_KnownAnswers_Equal(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void NextInt32_ManyDraws_AreUniform()
    {
        var random = new Philox(1, RandomPurpose.Test);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[random.NextInt32(7)]++;
        double chiSquare = counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000.0);
        Assert.True(chiSquare < 27.9, $"chi-square {chiSquare} on 6 degrees of freedom");
    }

    [Fact]
    public void NextNormal_ManyDraws_HaveUnitMoments()
    {
        var random = new Philox(2, RandomPurpose.Test);
        double sum = 0, squares = 0;
        const int n = 100_000;
        for (int i = 0; i < n; i++)
        {
            double x = random.NextNormal();
            sum += x;
            squares += x * x;
        }

        Assert.InRange(sum / n, -0.015, 0.015);
        Assert.InRange(squares / n, 0.98, 1.02);
    }

    [Fact]
    public void Streams_OfDifferentPurposeOrIndex_Differ()
    {
        ulong a = new Philox(1, RandomPurpose.Test).NextUInt64();
        Assert.NotEqual(a, new Philox(1, RandomPurpose.LeidenOrder).NextUInt64());
        Assert.NotEqual(a, new Philox(1, RandomPurpose.Test, 1).NextUInt64());
        Assert.Equal(a, new Philox(1, RandomPurpose.Test).NextUInt64());
    }
}
