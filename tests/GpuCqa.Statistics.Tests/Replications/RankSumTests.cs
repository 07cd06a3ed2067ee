using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class RankSumTests
{
    [Fact]
    public void RankSum_AnyTiesAndSizes_CountsEveryDivision()
    {
        Gen<(int[] Values, int First)> inputs = from n in Gen.Choose(2, 11)
                                                from values in Gen.Choose(0, 5).ArrayOf(n)
                                                from first in Gen.Choose(1, n - 1)
                                                select (values, first);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            double[] values = [.. input.Values.Select(v => (double)v)];
            LotRankSum test = RankSum.Test(values.AsSpan(0, input.First), values.AsSpan(input.First));
            if (values.Distinct().Count() == 1)
            {
                Assert.Equal(EstimateStatus.NotEstimable, test.Status);
                Assert.True(double.IsNaN(test.PLess));
                return;
            }

            // U by pairs, over every subset of the lots as the first group: no rank is made.
            double observed = U(values, (1 << input.First) - 1), center = 0.5 * input.First * (values.Length - input.First);
            long total = 0, atMost = 0, atLeast = 0, extreme = 0;
            for (int mask = 0; mask < 1 << values.Length; mask++)
            {
                if (System.Numerics.BitOperations.PopCount((uint)mask) != input.First) continue;
                double u = U(values, mask);
                total++;
                if (u <= observed) atMost++;
                if (u >= observed) atLeast++;
                if (Math.Abs(u - center) >= Math.Abs(observed - center)) extreme++;
            }

            Assert.True(test.IsExact);
            Assert.Equal(observed, test.U);
            Assert.Equal((total, atMost, atLeast, extreme), ((long)test.Divisions, (long)test.CountAtMost, (long)test.CountAtLeast, (long)test.CountAsExtreme));
            Assert.True(test.CountSmallest <= test.CountAtMost && test.CountLargest <= test.CountAtLeast);
        }).CheckSeeds();
    }

    [Fact]
    public void RankSum_ThirtyAgainstThirty_CountsAllDivisions()
    {
        double[] low = [.. Enumerable.Range(0, 30).Select(i => (double)i)], high = [.. Enumerable.Range(30, 30).Select(i => (double)i)];
        LotRankSum test = RankSum.Test(low, high);
        Assert.Equal((UInt128)118264581564861424UL, test.Divisions);
        Assert.Equal((UInt128)1, test.CountAtMost);
        Assert.Equal((UInt128)2, test.CountAsExtreme);
        Assert.Equal(test.Divisions, test.CountAtLeast);
    }

    [Fact]
    public void RankSum_Swapped_IsTheOtherTail()
    {
        double[] few = [3, 1, 4], many = [1, 5, 9, 2, 6, 5, 3];
        LotRankSum one = RankSum.Test(few, many), other = RankSum.Test(many, few);
        Assert.Equal((one.CountAtMost, one.CountAtLeast, one.CountAsExtreme, one.CountSmallest), (other.CountAtLeast, other.CountAtMost, other.CountAsExtreme, other.CountLargest));
        Assert.Equal(21, one.U + other.U);
    }

    [Fact]
    public void RankSum_MoreLotsThanCounted_DrawsNearTheNormalTail()
    {
        double[] first = [.. Enumerable.Range(0, 70).Select(i => 2.0 * i)], second = [.. Enumerable.Range(0, 70).Select(i => (2.0 * i) + 21)];
        LotRankSum test = RankSum.Test(first, second, 20_000, 5);
        Assert.False(test.IsExact);
        double z = (test.U + 0.5 - (0.5 * 70 * 70)) / Math.Sqrt(70.0 * 70 * 141 / 12);
        double p = NormalDistribution.Cdf(z);
        Assert.InRange(test.PLess, p - (5 * Math.Sqrt(p / 20_000)), p + (5 * Math.Sqrt(p / 20_000)));
    }

    [Fact]
    public void RankSum_NotANumber_IsRefused() => Assert.Throws<InvalidParameterException>(() => RankSum.Test([1, double.NaN], [2]));

    private static double U(double[] values, int mask)
    {
        double u = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                if ((mask >> i & 1) == 1 && (mask >> j & 1) == 0) u += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
            }
        }

        return u;
    }
}
