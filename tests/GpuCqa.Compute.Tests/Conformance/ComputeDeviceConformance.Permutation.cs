using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(4, 5, 2)]
    [InlineData(5, 7, 1)]
    [InlineData(6, 1, 3)]
    [InlineData(7, 6, 2)]
    [InlineData(8, 3, 1)]
    public void PermutationMaxT_AllOrders_AreTheSameCounts(int lots, int hypotheses, int groups)
    {
        PermutationFamily family = Family(lots, hypotheses, groups);
        PermutationPlan plan = PermutationPlan.Exact(lots);
        long orders = 0;
        Conforms(
            d =>
            {
                PermutationCounts counts = d.PermutationMaxT(family, plan, 0, plan.Blocks);
                orders = counts.Orders;
                return Flat(counts);
            },
            0);
        Assert.Equal(plan.Permutations, orders);
    }

    [Theory]
    [InlineData(5, 3, 3)]
    [InlineData(7, 70, 1)]
    [InlineData(7, 130, 4)]
    [InlineData(8, 9, 9)]
    public void PermutationMaxT_ThresholdsAsInFamiliesThatAreTested_AreTheSameCounts(int lots, int hypotheses, int groups)
    {
        // From the most extreme hypothesis to the least, with ties; some out of any statistic's reach.
        PermutationFamily any = Family(lots, hypotheses, groups);
        long[][] thresholds = Array.ConvertAll(any.Thresholds, t => (long[])[.. t.Select((x, i) => i % 11 == 3 ? int.MaxValue - x : x).OrderDescending()]);
        var family = new PermutationFamily(any.Ranks, any.Readouts, any.ReadoutOf, any.GroupOf, thresholds);
        PermutationPlan plan = PermutationPlan.Exact(lots), drawn = PermutationPlan.MonteCarlo(lots, 100, 5);
        int blocks = Math.Min(plan.Blocks, 3);
        Conforms(d => Flat(d.PermutationMaxT(family, plan, plan.Blocks - blocks, blocks)).Concat(Flat(d.PermutationMaxT(family, drawn, 0, 1))), 0);
    }

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(9, 20, 3)]
    [InlineData(17, 9, 1)]
    [InlineData(46, 4, 2)]
    [InlineData(47, 2, 1)]
    public void PermutationMaxT_DrawnOrders_AreTheSameCounts(int lots, int hypotheses, int groups)
    {
        PermutationFamily family = Family(lots, hypotheses, groups);
        foreach (int permutations in new[] { 1, 31, 32, 33, 4096, 5003 })
        {
            PermutationPlan plan = PermutationPlan.MonteCarlo(lots, permutations, 77);
            Conforms(d => Flat(d.PermutationMaxT(family, plan, 0, plan.Blocks)), 0);
        }
    }

    [Theory]
    [InlineData(32_765)]
    [InlineData(32_766)]
    [InlineData(32_767)]
    [InlineData(32_768)]
    [InlineData(65_536)]
    [InlineData((1L << 29) - 1)]
    [InlineData(1L << 29)]
    [InlineData(int.MaxValue - 1L)]
    [InlineData(int.MaxValue)]
    [InlineData(1L << 31)]
    [InlineData(1L << 32)]
    [InlineData(1L << 50)]
    [InlineData(1L << 60)]
    public void PermutationMaxT_StatisticsAtTheEndOfANumber_AreTheSameCounts(long largest)
    {
        // A factor that fits 32 bits and the rest; the statistic is factor x (difference of two values), and reaches the largest in two places of 30.
        int factor = largest <= int.MaxValue ? 1 : (int)(largest >> 30), side = checked((int)(largest / factor / 2)), other = checked((int)(largest / factor) - side);
        int[] difference = [factor, 0, 0, 0, 0, -factor], values = [side, -1, 0, 1, 2, -other];
        foreach (long above in new[] { 0, 1 })
        {
            var family = new PermutationFamily([difference, [5, 3, 1, -1, -3, -5], difference], [values, [-5, -3, -1, 1, 3, 5]], [0, 1, 0], [0, 0, 0], [[largest + above, 70, 1]]);
            Assert.Equal(largest, family.LargestStatistic);
            PermutationPlan plan = PermutationPlan.Exact(6), drawn = PermutationPlan.MonteCarlo(6, 700, 3);
            Conforms(d => Flat(d.PermutationMaxT(family, plan, 0, 1)).Concat(Flat(d.PermutationMaxT(family, drawn, 0, 1))), 0);
            PermutationCounts counts = TwoThreads.PermutationMaxT(family, plan, 0, 1);
            Assert.Equal(above == 0 ? 48 : 0, counts.Raw[0]);
        }
    }

    [Theory]
    [InlineData("0011")]
    [InlineData("000000111111")]
    [InlineData("01201201")]
    [InlineData("000000000000000000000000000001")]
    [InlineData("0000000000000000011")]
    [InlineData("00000000111111")]
    public void PermutationMaxT_DistinctOrders_AreTheSameCounts(string lots)
    {
        int[] classOf = [.. lots.Select(c => c - '0')];
        PermutationFamily any = Family(lots.Length, 5, 1);
        int[] readout = [.. classOf.Select(c => classOf.Count(d => d < c) + classOf.Count(d => d <= c) - lots.Length)];
        var family = new PermutationFamily(any.Ranks, [readout, [.. readout.Select(v => -v)]], any.ReadoutOf, any.GroupOf, [[.. any.Thresholds[0].Select(t => t / 3).OrderDescending()]]);
        PermutationPlan plan = PermutationPlan.Exact(classOf);
        Conforms(d => Flat(d.PermutationMaxT(family, plan, 0, plan.Blocks)), 0);
        var scores = new ScoreFamily(Array.ConvertAll(family.Ranks, r => Array.ConvertAll(r, v => (double)v)), Array.ConvertAll(family.Readouts, r => Array.ConvertAll(r, v => (double)v)), family.ReadoutOf, Array.ConvertAll(family.Thresholds[0], t => (double)t));
        // Whole numbers as doubles are exact: the counts of the ranks.
        Assert.Equal(Flat(TwoThreads.PermutationMaxT(family, plan, 0, plan.Blocks)), Flat(ScorePermutation.Count(TwoThreads, scores, plan, 0, plan.Blocks)));
    }

    [Fact]
    public void PermutationMaxT_PartsBeyondALaneOfStatisticsWithin_AreTheSameCounts()
    {
        // Ranks sum to zero, so what the readouts have in common cancels in the whole but not in a head or a tail of it.
        int[] ranks = [-9_000, -8_000, -7_000, -6_000, 6_000, 7_000, 8_000, 9_000], readout = [1_000, 1_000, 1_000, 1_001, 1_000, 1_000, 1_001, 1_000];
        var family = new PermutationFamily([ranks, ranks], [readout], [0, 0], [0, 0], [[17_000, 16_000]]);
        Assert.Equal(17_000, family.LargestStatistic);
        Assert.True(family.LargestPart > 32_768);
        PermutationPlan plan = PermutationPlan.Exact(8);
        long raw = 0;
        Conforms(
            d =>
            {
                PermutationCounts counts = d.PermutationMaxT(family, plan, 0, plan.Blocks);
                raw = counts.Raw[0];
                return Flat(counts);
            },
            0);
        Assert.Equal(40_320 * 2 / 28, raw);
    }

    [Theory]
    [InlineData(200, 3)]
    [InlineData(1_860, 2)]
    [InlineData(1_861, 2)]
    [InlineData(2_500, 1)]
    public void PermutationMaxT_ManyLots_AreTheSameCounts(int lots, int hypotheses)
    {
        PermutationFamily family = Family(lots, hypotheses, 1);
        PermutationPlan plan = PermutationPlan.MonteCarlo(lots, 70, 9);
        Conforms(d => Flat(d.PermutationMaxT(family, plan, 0, plan.Blocks)), 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void PermutationMaxT_TiesEverywhere_EveryOrderOrNone(long threshold)
    {
        int[] none = [0, 0, 0, 0, 0, 0, 0];
        var family = new PermutationFamily([none, none], [none, [-6, -4, -2, 0, 2, 4, 6]], [0, 1], [0, 0], [[threshold, threshold]]);
        PermutationPlan plan = PermutationPlan.Exact(7);
        Conforms(d => Flat(d.PermutationMaxT(family, plan, 0, plan.Blocks)), 0);
        Assert.All(TwoThreads.PermutationMaxT(family, plan, 0, plan.Blocks).StepDown, n => Assert.Equal(threshold == 0 ? 5_040 : 0, n));
    }

    [Fact]
    public void PermutationMaxT_StatisticsBeyond64Bits_AreRefused()
    {
        int[] extreme = [int.MinValue, int.MaxValue, int.MinValue, int.MaxValue];
        Assert.Throws<ArgumentException>(() => new PermutationFamily([extreme], [extreme], [0], [0], [[1]]));
    }

    [Fact]
    public void PermutationMaxT_ManyHeads_CountersDoNotOverflow()
    {
        // Every order counts for a threshold of zero, and 720 heads of 90 narrow vectors are more than a 16-bit counter holds.
        int[][] ranks = [[-11, -9, -7, -5, -3, -1, 1, 3, 5, 7, 9, 11]];
        var family = new PermutationFamily(ranks, ranks, [0], [0], [[0]]);
        PermutationCounts counts = TwoThreads.PermutationMaxT(family, PermutationPlan.Exact(12), 3, 1);
        Assert.Equal((518_400L, 518_400L, 518_400L, 518_400L), (counts.Orders, counts.Raw[0], counts.SingleStep[0], counts.StepDown[0]));
    }

    [Fact]
    public void PermutationMaxT_PartsOfAPlan_AddUp()
    {
        PermutationFamily family = Family(8, 4, 2);
        PermutationPlan plan = PermutationPlan.Exact(8);
        PermutationCounts whole = TwoThreads.PermutationMaxT(family, plan, 0, plan.Blocks);
        PermutationCounts parts = TwoThreads.PermutationMaxT(family, plan, 0, 9).Plus(TwoThreads.PermutationMaxT(family, plan, 9, plan.Blocks - 9));
        Assert.Equal(Flat(whole), Flat(parts));
        Assert.Throws<ArgumentException>(() => TwoThreads.PermutationMaxT(family, plan, 1, plan.Blocks));
        Assert.Throws<ArgumentException>(() => TwoThreads.PermutationMaxT(family, PermutationPlan.Exact(7), 0, 1));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 3, 2)]
    [InlineData(6, 9, 1)]
    [InlineData(8, 5, 2)]
    public void ScorePermutation_AllOrdersAndDrawnOnes_AreTheSameCounts(int lots, int hypotheses, int readouts)
    {
        Philox random = TestMatrices.Stream(60 + (ulong)lots);
        double[][] Vectors(int count) => [.. Enumerable.Range(0, count).Select(v => (double[])[.. Enumerable.Range(0, lots).Select(_ => v % 2 == 0 ? random.NextNormal() : random.NextInt32(3))])];
        // The threshold of a hypothesis of ties is one of its own statistics, and that of the last is reached by every order.
        double[][] scores = Vectors(hypotheses), values = Vectors(readouts);
        int[] readoutOf = [.. Enumerable.Range(0, hypotheses).Select(j => j % readouts)];
        double[] thresholds = [.. Enumerable.Range(0, hypotheses).Select(j => Math.Abs(scores[j].Zip(values[readoutOf[j]], (x, y) => x * y).Sum())).OrderDescending()];
        thresholds[^1] = 0;
        var family = new ScoreFamily(scores, values, readoutOf, thresholds);
        PermutationPlan plan = PermutationPlan.Exact(lots), drawn = PermutationPlan.MonteCarlo(lots, 1_030, 5);
        Conforms(d => Flat(ScorePermutation.Count(d, family, plan, 0, plan.Blocks)).Concat(Flat(ScorePermutation.Count(d, family, drawn, 0, 1))), 0);
        Assert.Equal(plan.Permutations, ScorePermutation.Count(OneThread, family, plan, 0, plan.Blocks).Raw[^1]);
    }

    private static PermutationFamily Family(int lots, int hypotheses, int groups)
    {
        Philox random = TestMatrices.Stream(25 + (ulong)lots);
        int[] Ranks(int distinct)
        {
            int[] values = new int[lots];
            for (int i = 0; i < lots; i++) values[i] = random.NextInt32(distinct);
            return values.Select(v => values.Count(w => w < v) + values.Count(w => w <= v) - lots).ToArray();
        }

        int[][] ranks = Enumerable.Range(0, hypotheses).Select(j => Ranks(j % 3 == 0 ? 1000 : 3)).ToArray(), readouts = [Ranks(1000), Ranks(4)];
        int[] readoutOf = Enumerable.Range(0, hypotheses).Select(j => j % 2).ToArray(), groupOf = Enumerable.Range(0, hypotheses).Select(j => j % groups).ToArray();
        int largest = (int)Math.Min(int.MaxValue - 2, (long)lots * (((long)lots * lots) - 1) / 3);
        long[][] thresholds = Enumerable.Range(0, groups).Select(g => Enumerable.Range(0, hypotheses).Select(i => random.NextInt32(largest + 2) * (long) (hypotheses - i) / hypotheses / (g + 1)).ToArray()).ToArray();
        return new PermutationFamily(ranks, readouts, readoutOf, groupOf, thresholds);
    }

    private static IEnumerable<double> Flat(PermutationCounts counts) =>
        new[] { counts.Orders }.Concat(counts.Raw).Concat(counts.SingleStep).Concat(counts.StepDown).Select(c => (double)c);
}
