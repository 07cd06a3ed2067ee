using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class MaxTTests
{
    [Fact]
    public void Run_TwoReadoutsWithTies_AgreesWithFloatingBruteForce()
    {
        double[][] fractions = Fractions(7, 5), readouts = [[310, 420, 505, 480, 900, 640, 640], [1, 1, 0, 2, 5, 5, 3]];
        using var device = new CpuDevice(2);
        MaxTResult result = MaxT.Run(device, fractions, readouts, new MaxTOptions());
        long[] raw = new long[10], any = new long[10];
        SpearmanTests.Permute([0, 1, 2, 3, 4, 5, 6], 0, order =>
        {
            double[] permuted = result.Hypotheses.Select(h => Math.Abs(Spearman.Correlation(fractions[h.Fraction], order.Select(l => readouts[h.Readout][l]).ToArray()))).ToArray();
            for (int h = 0; h < 10; h++)
            {
                double observed = Math.Abs(result.Hypotheses[h].Rho) - 1e-10;
                if (permuted[h] >= observed) raw[h]++;
                if (permuted.Max() >= observed) any[h]++;
            }
        });
        Assert.Equal(raw, result.Hypotheses.Select(h => h.Count));
        Assert.Equal(any, result.Hypotheses.Select(h => h.CountSingleStep));
        Assert.Equal(result.Hypotheses[7], result.At(2, 1));
    }

    [Fact]
    public void Run_RawCounts_EqualTheExactNullOfEachPair()
    {
        double[][] fractions = Fractions(9, 12);
        double[] readout = [1, 4, 2, 8, 5, 7, 7, 3, 6];
        using var device = new CpuDevice(2);
        MaxTResult result = MaxT.Run(device, fractions, [readout], new MaxTOptions { MinP = true });
        Assert.All(result.Hypotheses, h =>
        {
            SpearmanTest pair = Spearman.Test(fractions[h.Fraction], readout);
            // Two lots tie in the readout: half as many distinct orders.
            Assert.Equal((pair.CountAsExtreme, pair.Orders, pair.P()), (2 * h.Count, 2 * result.Orders, h.P));
            Assert.InRange(h.PStepDown, h.P, h.PSingleStep);
            Assert.InRange(h.PMinPStepDown, h.P, h.PMinP);
        });
    }

    [Fact]
    public void Run_ConstantFraction_IsListedButOutsideTheFamily()
    {
        double[][] fractions = Fractions(6, 3);
        double[] readout = [3, 1, 4, 1, 5, 9];
        using var device = new CpuDevice(1);
        MaxTResult alone = MaxT.Run(device, fractions, [readout], new MaxTOptions());
        MaxTResult with = MaxT.Run(device, [.. fractions, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]], [readout], new MaxTOptions());
        Assert.Equal((4, 3), (with.Hypotheses.Count, with.FamilySize));
        Assert.Equal(EstimateStatus.NotEstimable, with.Hypotheses[3].Status);
        Assert.True(double.IsNaN(with.Hypotheses[3].PSingleStep));
        Assert.Equal(alone.Hypotheses, with.Hypotheses.Take(3));
        Assert.Equal(0, MaxT.Run(device, fractions, [[1, 1, 1, 1, 1, 1]], new MaxTOptions()).FamilySize);
    }

    [Fact]
    public void Run_AboveTheExactLimit_IsDrawnReproduciblyAndNearTheExactP()
    {
        double[][] fractions = Fractions(9, 6);
        double[] readout = [1, 4, 2, 8, 5, 7, 9, 3, 6];
        var drawn = new MaxTOptions { ExactLots = 8, Permutations = 50_000, Seed = 5 };
        using var one = new CpuDevice(1, VectorWidth.Bits128);
        using var two = new CpuDevice(2);
        MaxTResult exact = MaxT.Run(two, fractions, [readout], new MaxTOptions()), first = MaxT.Run(one, fractions, [readout], drawn), second = MaxT.Run(two, fractions, [readout], drawn);
        Assert.Equal(first.Hypotheses, second.Hypotheses);
        Assert.False(first.IsExact);
        Assert.Equal((50_000L, 5UL), (first.Orders, first.Seed));
        foreach ((MaxTHypothesis e, MaxTHypothesis d) in exact.Hypotheses.Zip(first.Hypotheses))
        {
            Assert.InRange(d.PSingleStep, e.PSingleStep - 2 * first.MonteCarloError(e.PSingleStep) - 2e-5, e.PSingleStep + 2 * first.MonteCarloError(e.PSingleStep) + 2e-5);
            Assert.Equal((d.Count + 1.0) / 50_001, d.P);
        }

        Assert.NotEqual(first.Hypotheses, MaxT.Run(two, fractions, [readout], drawn with { Seed = 6 }).Hypotheses);
    }

    [Fact]
    public void Run_TwoGroupsOfSixLots_IsExactOverTheirChoices()
    {
        double[] readout = [0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0];
        double[][] fractions = [.. Fractions(12, 6), [.. readout.Select((r, i) => r + (i * 0.01))], [.. readout], [.. readout.Select((_, i) => i < 3 ? 0.5 : 0)]];
        double floor = DesignCheck.Check(["group"], [readout], 0.05, new MaxTOptions()).SmallestP;
        Assert.Equal(2.0 / 924, floor);
        using var device = new CpuDevice(2);
        MaxTResult result = MaxT.Run(device, fractions, [readout], new MaxTOptions());
        Assert.Equal((true, 924L), (result.IsExact, result.Orders));
        Assert.Equal(floor, result.Hypotheses[6].P);
        Assert.All(result.Hypotheses, h => Assert.InRange(h.P, floor, h.PStepDown));

        // By all choices of six lots of twelve, in floating point.
        double[][] sizes = [.. Enumerable.Range(0, 1 << 12).Where(set => System.Numerics.BitOperations.PopCount((uint)set) == 6)
            .Select(set => Enumerable.Range(0, 12).Select(lot => (double)((set >> lot) & 1)).ToArray())
            .Select(choice => fractions.Select(f => Math.Abs(Spearman.Correlation(f, choice))).ToArray())];
        Assert.Equal(924, sizes.Length);
        for (int h = 0; h < fractions.Length; h++)
        {
            double observed = Math.Abs(result.Hypotheses[h].Rho) - 1e-10;
            Assert.Equal(sizes.Count(s => s[h] >= observed), result.Hypotheses[h].Count);
            Assert.Equal(sizes.Count(s => s.Max() >= observed), result.Hypotheses[h].CountSingleStep);
        }
    }

    [Theory]
    [InlineData(14, 7, 3_432)]
    [InlineData(20, 10, 184_756)]
    [InlineData(26, 5, 65_780)]
    [InlineData(40, 3, 9_880)]
    public void Run_TwoGroupsOfManyLots_IsExactAndHoldsTheNullOfEachPair(int lots, int marked, long orders)
    {
        double[] readout = [.. Enumerable.Range(0, lots).Select(i => i * 7 % lots < marked ? 1.0 : 0)];
        using var device = new CpuDevice(2);
        MaxTResult result = MaxT.Run(device, [.. Fractions(lots, 3), readout], [readout], new MaxTOptions());
        Assert.Equal((true, orders), (result.IsExact, result.Orders));
        Assert.Equal(DesignCheck.SmallestP(readout), result.Hypotheses[3].P);
        if (lots <= Spearman.ExactLots) Assert.All(result.Hypotheses, h => Assert.Equal(Spearman.Test(h.Fraction == 3 ? readout : Fractions(lots, 3)[h.Fraction], readout).P(), h.P));
        Assert.False(MaxT.Run(device, [readout], [readout], new MaxTOptions { ExactOrders = orders - 1, Permutations = 999 }).IsExact);
    }

    [Fact]
    public void Run_ThousandsOfLots_CountsWithoutWrapping()
    {
        double[][] fractions = Fractions(3_000, 2);
        using var device = new CpuDevice(2);
        // Its own readout: the threshold is the largest statistic there is, 9e9, and its square times the scale is beyond 128 bits.
        MaxTResult result = MaxT.Run(device, fractions, [fractions[0]], new MaxTOptions { Permutations = 999 });
        Assert.Equal((1, 0L, 0L, 0.001), (result.Hypotheses[0].Rho, result.Hypotheses[0].Count, result.Hypotheses[0].CountSingleStep, result.Hypotheses[0].P));
        double approximate = Spearman.ApproximateP(result.Hypotheses[1].Rho, 3_000);
        Assert.InRange(result.Hypotheses[1].P, approximate - 0.08, approximate + 0.08);
    }

    [Fact]
    public void Run_PlantedOrderAmongNoise_SurvivesTheFamily()
    {
        double[] readout = [412, 655, 980, 701, 1120, 560, 388, 1015, 845];
        using var device = new CpuDevice(2);
        MaxTResult result = MaxT.Run(device, [.. Fractions(9, 20), readout.Select(v => v * v).ToArray()], [readout], new MaxTOptions());
        Assert.Equal(2, result.Hypotheses[20].Count);
        Assert.True(result.Hypotheses[20].PSingleStep < 0.05);
        Assert.Equal(1, result.Hypotheses[20].Rho);
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var device = new CpuDevice(2);
        using var source = new CancellationTokenSource();
        var progress = new CancelAtOnce(source);
        double[] readout = Enumerable.Range(0, 11).Select(i => (double)i).ToArray();
        Assert.Throws<OperationCanceledException>(() => MaxT.Run(device, Fractions(11, 2), [readout], new MaxTOptions(), progress, source.Token));
        Assert.InRange(progress.Done, 1, 39_916_799);
        Assert.Equal(39_916_800, progress.Total);
    }

    [Fact]
    public void Run_WrongInput_IsRefused()
    {
        using var device = new CpuDevice(1);
        Assert.Throws<InvalidParameterException>(() => MaxT.Run(device, [[1, 2, 3]], [], new MaxTOptions()));
        Assert.Throws<InvalidParameterException>(() => MaxT.Run(device, [[1, 2, 3]], [[1, 2]], new MaxTOptions()));
        Assert.Throws<InvalidParameterException>(() => MaxT.Run(device, [[1, 2, double.NaN]], [[1, 2, 3]], new MaxTOptions()));
        Assert.Throws<InvalidParameterException>(() => MaxT.Run(device, [[1, 2, 3]], [[1, 2, 3]], new MaxTOptions { ExactLots = 14 }));
        Assert.Throws<PreconditionException>(() => MaxT.Run(device, [[1]], [[1]], new MaxTOptions()));
    }

    // Shares with ties of different patterns, as zeros and rounded fractions give.
    private static double[][] Fractions(int lots, int clusters)
    {
        var random = new Philox(9, RandomPurpose.Test);
        double[][] fractions = new double[clusters][];
        for (int k = 0; k < clusters; k++)
        {
            fractions[k] = new double[lots];
            do
            {
                for (int l = 0; l < lots; l++) fractions[k][l] = random.NextInt32(k % 3 == 0 ? 4 : 1000) / 1000.0;
            }
            while (fractions[k].Distinct().Count() == 1);
        }

        return fractions;
    }

    private sealed class CancelAtOnce(CancellationTokenSource source) : StepProgress
    {
        public long Total { get; private set; }

        public long Done { get; private set; }

        public override void Begin(string step, long total) => Total = total;

        public override void Report(long done)
        {
            Done = done;
            source.Cancel();
        }
    }
}
