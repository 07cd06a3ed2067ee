using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

public class DistinctOrdersTests
{
    [Theory]
    [InlineData("0", 1)]
    [InlineData("000", 1)]
    [InlineData("0011", 6)]
    [InlineData("0122", 12)]
    [InlineData("01001", 10)]
    [InlineData("0101010", 35)]
    [InlineData("01201201", 560)]
    [InlineData("000000111111", 924)]
    [InlineData("0120120120123", 450_450)]
    [InlineData("0000000000000000000000000000000000000001", 40)]
    [InlineData("00000000000001111111", 77_520)]
    [InlineData("0123400000000000000000", 175_560)]
    public void Exact_LotsInClasses_EveryDistinctOrderOnce(string lots, int expected)
    {
        int[] classOf = [.. lots.Select(c => c - '0')];
        PermutationPlan plan = PermutationPlan.Exact(classOf);
        var seen = new HashSet<string>();
        long orders = 0;
        for (int block = 0; block < plan.Blocks; block++)
        {
            PermutationOrders part = plan.Orders(block);
            Assert.Equal(plan.OrdersIn(block), (long)part.Heads.Length * part.Tails.Length);
            orders += plan.OrdersIn(block);
            foreach (int[] head in part.Heads)
            {
                foreach (int[] tail in part.Tails)
                {
                    int[] order = [.. head.Select(i => part.HeadLots[i]), .. tail.Select(i => part.TailLots[i])];
                    Assert.True(order.Length == lots.Length && order.Aggregate(0L, (seenLots, lot) => seenLots | (1L << lot)) == (1L << lots.Length) - 1);
                    seen.Add(string.Concat(order.Select(lot => lots[lot])));
                }
            }
        }

        Assert.Equal((expected, expected, expected), (orders, seen.Count, plan.Permutations));
        Assert.Equal(expected, PermutationPlan.CountOrders(classOf));
    }

    [Theory]
    [InlineData("01", "01", 1)]
    [InlineData("0123", "0011", 4)]
    [InlineData("0120", "0001", 6)]
    [InlineData("01234567890", "00112233445", 32)]
    [InlineData("0123456", "0111222", 36)]
    [InlineData("0011001", "0000111", 18)]
    [InlineData("01234567012345670", "00000000111111112", 1_625_702_400)] // counted alone: too many to list
    [InlineData("0123456012345", "0000000111111", 3_628_800)] // counted alone
    [InlineData("01234501234", "00000011111", 86_400)]
    [InlineData("001100110011", "000011112222", 216)]
    [InlineData("012301230123012301230123", "000111222333444555666777", 1_679_616)] // counted alone
    [InlineData("012301230123012301", "000111222333444555", 46_656)]
    public void Exact_LotsKeptInParts_EveryAdmissibleOrderOnce(string lots, string parts, long expected)
    {
        int[] classOf = [.. lots.Select(c => c - '0')], partOf = [.. parts.Select(c => c - '0')];
        Assert.Equal(expected, PermutationPlan.CountOrders(classOf, partOf));
        PermutationPlan plan = PermutationPlan.Exact(classOf, partOf);
        Assert.Equal(expected, plan.Permutations);
        Assert.Equal(expected, Enumerable.Range(0, plan.Blocks).Sum(plan.OrdersIn));
        if (expected > 500_000) return;
        var seen = new HashSet<string>();
        for (int block = 0; block < plan.Blocks; block++)
        {
            PermutationOrders part = plan.Orders(block);
            Assert.Equal(plan.OrdersIn(block), (long)part.Heads.Length * part.Tails.Length);
            foreach (int[] head in part.Heads)
            {
                foreach (int[] tail in part.Tails)
                {
                    int[] order = [.. head.Select(i => part.HeadLots[i]), .. tail.Select(i => part.TailLots[i])];
                    for (int i = 0; i < order.Length; i++)
                    {
                        if (partOf[order[i]] != partOf[i]) Assert.Fail($"lot {order[i]} left its part in {string.Join(',', order)}");
                    }

                    seen.Add(string.Concat(order.Select(lot => lots[lot])));
                }
            }
        }

        Assert.Equal(expected, seen.Count);
    }

    [Fact]
    public void MonteCarlo_LotsKeptInParts_DrawsEveryAdmissibleOrderAlike()
    {
        int[] partOf = [0, 0, 0, 1, 2, 2];
        PermutationPlan plan = PermutationPlan.MonteCarlo(6, 12_000, 5, partOf);
        var counts = Enumerable.Range(0, plan.Blocks).SelectMany(plan.Draw).CountBy(order => string.Concat(order)).ToDictionary(c => c.Key, c => c.Value);
        Assert.Equal(12, counts.Count);
        Assert.All(counts, c => Assert.True(c.Key[..3].All(l => l < '3') && c.Key[3] == '3', c.Key));
        // 1,000 of each; 6 standard deviations.
        Assert.All(counts, c => Assert.InRange(c.Value, 820, 1180));
        Assert.Throws<ArgumentException>(() => PermutationPlan.MonteCarlo(3, 10, 1, [0, 2, 2]));
        Assert.Throws<ArgumentException>(() => PermutationPlan.Exact([0, 1, 2], [0, 1]));
        Assert.Throws<ArgumentException>(() => PermutationPlan.Exact([0, 1, 2], [0, 1, 0]));
    }

    [Fact]
    public void Exact_TooManyDistinctOrders_AreRefused()
    {
        int[] halves = [.. Enumerable.Range(0, 36).Select(i => i % 2)];
        Assert.Equal(9_075_135_300, PermutationPlan.CountOrders(halves));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationPlan.Exact(halves));
        Assert.Equal(long.MaxValue, PermutationPlan.CountOrders([.. Enumerable.Range(0, 1000).Select(i => i % 2)]));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 2)]
    [InlineData(7, 3)]
    [InlineData(8, 2)]
    [InlineData(8, 4)]
    public void PermutationMaxT_DistinctOrders_AreThoseOfAllOrdersDividedByTheTies(int lots, int levels)
    {
        Philox random = TestMatrices.Stream(90 + (ulong)(lots * levels));
        int[] classOf = [.. Enumerable.Range(0, lots).Select(i => i % levels)], levelRank = [.. classOf.Select(c => classOf.Count(d => d < c) + classOf.Count(d => d <= c) - lots)];
        int[][] ranks = [.. Enumerable.Range(0, 5).Select(j => (int[])[.. Enumerable.Range(0, lots).OrderBy(_ => random.NextDouble()).Select(v => j == 4 ? (v / 2 * 4) + 3 - lots - (lots % 2 == 1 && v == lots - 1 ? 1 : 0) : (2 * v) - lots + 1)])];
        long[] thresholds = [.. ranks.Select(r => Math.Abs(r.Zip(levelRank, (a, b) => (long)a * b).Sum())).OrderDescending()];
        var family = new PermutationFamily(ranks, [levelRank], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [thresholds]);
        PermutationPlan all = PermutationPlan.Exact(lots), distinct = PermutationPlan.Exact(classOf);
        using var reference = new ReferenceDevice();
        PermutationCounts expected = reference.PermutationMaxT(family, all, 0, all.Blocks);
        long ties = all.Permutations / distinct.Permutations;
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            using var device = new CpuDevice(2, width);
            PermutationCounts counts = device.PermutationMaxT(family, distinct, 0, distinct.Blocks);
            Assert.Equal(expected.Orders, ties * counts.Orders);
            Assert.Equal(expected.Raw, counts.Raw.Select(n => ties * n));
            Assert.Equal(expected.SingleStep, counts.SingleStep.Select(n => ties * n));
            Assert.Equal(expected.StepDown, counts.StepDown.Select(n => ties * n));
        }
    }
}
