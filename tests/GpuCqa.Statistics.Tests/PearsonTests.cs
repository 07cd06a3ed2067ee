using System.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class PearsonTests
{
    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 5)]
    [InlineData(4, 1)]
    [InlineData(5, 10)]
    [InlineData(6, 1_000)]
    [InlineData(7, 3)]
    public void Run_AllOrders_AreCountedAsInWholeNumbers(int lots, int spread)
    {
        // Whole numbers divided by a power of ten: no value but a few is what binary holds, and many orders give the same sum.
        int[][] x = Numbers(lots, 6, spread, 1), y = Numbers(lots, 2, 2 * spread, 2);
        using var device = new CpuDevice(2);
        PearsonHypothesis[] found = [.. PearsonMaxT.Run(device, Tenths(x), Tenths(y), new MaxTOptions())];
        (long[] raw, long[] single, long[] step) = BruteForce(x, y);
        // Lots that are equal in both readouts are not swapped: each distinct order stands for as many.
        long ties = Enumerable.Range(1, lots).Aggregate(1L, (p, i) => p * i) / new MaxTOptions().PlanFor(Tenths(y)).Permutations;
        Assert.Equal(raw, found.Select(h => ties * h.Count));
        Assert.Equal(single, found.Select(h => ties * h.CountSingleStep));
        Assert.Equal(step, found.Select(h => ties * h.CountStepDown));
        Assert.All(found, h => Assert.Equal(ties * h.CountSingleStep / Enumerable.Range(1, lots).Aggregate(1.0, (p, i) => p * i), h.PSingleStep));
    }

    [Fact]
    public void Run_OnRanksAsValues_IsSpearman()
    {
        int[][] numbers = Numbers(8, 9, 5, 3);
        double[][] fractions = Tenths(numbers), readouts = Tenths(Numbers(8, 2, 40, 4));
        // Any affine picture of the ranks, on a large common part.
        double[] Ranks(double[] values, double scale, double common) => Midranks.Doubled(values).Select(r => common + (scale * r)).ToArray();
        using var device = new CpuDevice(2);
        MaxTResult ranks = MaxT.Run(device, fractions, readouts, new MaxTOptions());
        IReadOnlyList<PearsonHypothesis> values = PearsonMaxT.Run(device, [.. fractions.Select((f, i) => Ranks(f, 0.1 * (i + 1), i % 2 == 0 ? 0 : 1e4 / 3))], [.. readouts.Select(r => Ranks(r, -7.3, 1e3))], new MaxTOptions());
        foreach ((MaxTHypothesis rank, PearsonHypothesis value) in ranks.Hypotheses.Zip(values))
        {
            Assert.Equal(-rank.Rho, value.R, 1e-11);
            Assert.Equal((rank.Count, rank.CountSingleStep, rank.CountStepDown), (value.Count, value.CountSingleStep, value.CountStepDown));
        }
    }

    [Fact]
    public void Run_OneColumn_IsWhatPermutationTestOfScipyGives()
    {
        double[] x = [0.31, 0.12, 0.55, 0.47, 0.29, 0.68, 0.40, 0.22], y = [412.5, 388, 980.25, 701, 560.75, 845.5, 1120, 655];
        using var device = new CpuDevice(1);
        PearsonHypothesis found = PearsonMaxT.Run(device, [x], [y], new MaxTOptions())[0];
        // scipy 1.10.1: permutation_test(permutation_type='pairings', n_resamples=inf) of |pearsonr|, and pearsonr(x, y).confidence_interval(0.95);
        // all 40,320 orders in Python's fractions give the count 3029 too.
        Assert.Equal(0.6613184890482374, found.R, 1e-15);
        Assert.Equal(0.07512400793650793, found.P, 1e-16);
        Assert.Equal(3029, found.Count);
        Interval interval = Pearson.Fisher(found.R, 8);
        Assert.Equal(-0.08119010120740229, interval.Low, 1e-12);
        Assert.Equal(0.9317729087669913, interval.High, 1e-12);
    }

    [Theory]
    [InlineData(1e-300, 0)]
    [InlineData(1e300, 0)]
    [InlineData(3e-7, 1e6)]
    public void Correlation_OfAnyScale_IsTheSame(double scale, double common)
    {
        double[] x = [1, 4, 2, 8, 5, 7], y = [3, 1, 4, 1, 5, 9];
        double[] far = x.Select(v => common + (scale * v)).ToArray();
        Assert.Equal(Pearson.Correlation(x, y), Pearson.Correlation(far, y), common == 0 ? 1e-15 : 1e-9);
        // c = 6 sum xy - sum x sum y over the roots of the same of x with x and of y with y.
        Assert.Equal(45.0 / Math.Sqrt(225 * 269.0), Pearson.Correlation(x, y), 1e-15);
    }

    [Fact]
    public void Run_ConstantColumn_IsListedButOutsideTheFamily()
    {
        double[][] columns = Tenths(Numbers(6, 3, 50, 6));
        double[] readout = [3, 1, 4, 1, 5, 9], constant = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
        using var device = new CpuDevice(1);
        IReadOnlyList<PearsonHypothesis> alone = PearsonMaxT.Run(device, columns, [readout], new MaxTOptions()), with = PearsonMaxT.Run(device, [.. columns, constant], [readout, constant], new MaxTOptions());
        Assert.Equal(alone, with.Take(3));
        Assert.All(with.Skip(3), h =>
        {
            Assert.Equal(EstimateStatus.NotEstimable, h.Status);
            Assert.True(double.IsNaN(h.R) && double.IsNaN(h.P) && double.IsNaN(h.PSingleStep) && double.IsNaN(h.PStepDown));
        });
    }

    [Fact]
    public void Run_AboveTheExactLimit_IsDrawnReproduciblyAndNearTheExactP()
    {
        double[][] columns = Tenths(Numbers(9, 7, 300, 7));
        double[] readout = [1, 4, 2, 8, 5, 7, 9, 3, 6.5];
        var drawn = new MaxTOptions { ExactLots = 8, Permutations = 50_001, Seed = 5 };
        using var one = new ReferenceDevice();
        using var two = new CpuDevice(2);
        IReadOnlyList<PearsonHypothesis> exact = PearsonMaxT.Run(two, columns, [readout], new MaxTOptions()), first = PearsonMaxT.Run(one, columns, [readout], drawn);
        Assert.Equal(first, PearsonMaxT.Run(two, columns, [readout], drawn));
        Assert.NotEqual(first, PearsonMaxT.Run(two, columns, [readout], drawn with { Seed = 6 }));
        foreach ((PearsonHypothesis e, PearsonHypothesis d) in exact.Zip(first))
        {
            Assert.Equal((d.Count + 1.0) / 50_002, d.P);
            foreach ((double expected, double found) in new[] { (e.P, d.P), (e.PSingleStep, d.PSingleStep), (e.PStepDown, d.PStepDown) })
                Assert.InRange(found, expected - (5 * Math.Sqrt(expected * (1 - expected) / 50_001)) - 4e-5, expected + (5 * Math.Sqrt(expected * (1 - expected) / 50_001)) + 4e-5);
        }
    }

    [Fact]
    public void Run_OrderOfTheLots_ChangesNoCount()
    {
        double[][] columns = Tenths(Numbers(8, 5, 4, 8)), readouts = Tenths(Numbers(8, 1, 4, 9));
        int[] order = [5, 2, 7, 0, 1, 6, 3, 4];
        double[][] Moved(double[][] vectors) => [.. vectors.Select(v => order.Select(i => v[i]).ToArray())];
        using var device = new CpuDevice(2);
        Assert.Equal(
            PearsonMaxT.Run(device, columns, readouts, new MaxTOptions()).Select(h => (h.Count, h.CountSingleStep, h.CountStepDown)),
            PearsonMaxT.Run(device, Moved(columns), Moved(readouts), new MaxTOptions()).Select(h => (h.Count, h.CountSingleStep, h.CountStepDown)));
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var device = new CpuDevice(2);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => PearsonMaxT.Run(device, Tenths(Numbers(11, 2, 9, 1)), Tenths(Numbers(11, 1, 9, 2)), new MaxTOptions(), null, source.Token));
    }

    [Fact]
    public void Run_WrongInput_IsRefused()
    {
        using var device = new CpuDevice(1);
        Assert.Throws<InvalidParameterException>(() => PearsonMaxT.Run(device, [[1, 2, 3]], [[1, 2]], new MaxTOptions()));
        Assert.Throws<InvalidParameterException>(() => PearsonMaxT.Run(device, [[1, 2, double.NaN]], [[1, 2, 3]], new MaxTOptions()));
        Assert.Throws<InvalidParameterException>(() => PearsonMaxT.Run(device, [[1, 2, 3]], [[1, 2, double.PositiveInfinity]], new MaxTOptions()));
        Assert.Throws<PreconditionException>(() => PearsonMaxT.Run(device, [[1]], [[1]], new MaxTOptions()));
    }

    [Fact]
    public void Interval_OfFisher_IsTheFormulaAndOpenAtAPerfectCorrelation()
    {
        Interval interval = Pearson.Fisher(0.6, 12);
        // atanh 0.6 = ln 2, half a width 1.959963984540054 / 3.
        Assert.Equal(Math.Tanh(Math.Log(2) - 0.653321328180018), interval.Low, 1e-14);
        Assert.Equal(Math.Tanh(Math.Log(2) + 0.653321328180018), interval.High, 1e-14);
        Interval perfect = Pearson.Fisher(Pearson.Correlation([0.1, 0.2, 0.3, 0.7, 1.1], [0.3, 0.6, 0.9, 2.1, 3.3]), 5);
        Assert.True(double.IsNaN(perfect.Low) && perfect.High == 1);
        Assert.True(double.IsNaN(Pearson.Fisher(0.5, 3).Low));
    }

    [Fact]
    public void LeaveOneOut_IsTheCorrelationOfTheOthers()
    {
        double[] r = Pearson.LeaveOneOut([1, 2, 3, 9], [2, 4, 6, 0]);
        Assert.Equal(1, r[3], 1e-15);
        Assert.Equal(Pearson.Correlation([1, 3, 9], [2, 6, 0]), r[1]);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, 2.0 / 120)]
    [InlineData(new[] { 1.0, 2, 3, 4, 6 }, 1.0 / 120)]
    [InlineData(new[] { 0.1, 0.1, 0.2, 0.3, 0.3 }, 8.0 / 120)]
    [InlineData(new[] { 0.1, 0.1, 0.2, 0.4, 0.4 }, 4.0 / 120)]
    public void SmallestP_OfAReadout_IsReachedByItself(double[] readout, double expected)
    {
        using var device = new CpuDevice(1);
        Assert.Equal(expected, DesignCheck.SmallestP(readout, CorrelationKind.Pearson), 1e-15);
        Assert.Equal(expected, PearsonMaxT.Run(device, [readout], [readout], new MaxTOptions())[0].P, 1e-15);
    }

    // r^2 = c^2 / v of whole numbers, compared by cross products.
    private static (long[] Raw, long[] Single, long[] Step) BruteForce(int[][] x, int[][] y)
    {
        int lots = y[0].Length, n = x.Length * y.Length;
        BigInteger Covariance(int[] a, int[] b) => ((BigInteger)lots * a.Zip(b).Sum(p => (long)p.First * p.Second)) - ((BigInteger)a.Sum() * b.Sum());
        int[] X(int h) => x[h % x.Length];
        int[] Y(int h) => y[h / x.Length];
        BigInteger[] scale = [.. Enumerable.Range(0, n).Select(h => Covariance(X(h), X(h)) * Covariance(Y(h), Y(h)))];
        BigInteger[] size = [.. Enumerable.Range(0, n).Select(h => BigInteger.Pow(Covariance(X(h), Y(h)), 2))];
        // Least extreme first: what is before is what step-down looks at.
        int[] ascending = [.. Enumerable.Range(0, n)];
        Array.Sort(ascending, (a, b) => (size[a] * scale[b]).CompareTo(size[b] * scale[a]));
        long[] raw = new long[n], single = new long[n], step = new long[n];
        SpearmanTests.Permute([.. Enumerable.Range(0, lots)], 0, order =>
        {
            BigInteger[] squares = [.. Enumerable.Range(0, n).Select(h => BigInteger.Pow(Covariance(X(h), [.. order.Select(l => Y(h)[l])]), 2))];
            for (int h = 0; h < n; h++)
            {
                bool Reached(int by) => squares[by] * scale[h] >= size[h] * scale[by];
                if (Reached(h)) raw[h]++;
                if (Enumerable.Range(0, n).Any(Reached)) single[h]++;
                if (Enumerable.Range(0, n).Where(by => size[by] * scale[h] <= size[h] * scale[by]).Any(Reached)) step[h]++;
            }
        });
        for (int i = n - 2; i >= 0; i--) step[ascending[i]] = Math.Max(step[ascending[i]], step[ascending[i + 1]]);
        return (raw, single, step);
    }

    // Vectors that vary, with ties where the spread is small.
    private static int[][] Numbers(int lots, int count, int spread, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        int[][] vectors = new int[count][];
        for (int k = 0; k < count; k++)
        {
            do
            {
                vectors[k] = new int[lots];
                for (int l = 0; l < lots; l++) vectors[k][l] = random.NextInt32((2 * spread) + 1) - spread;
            }
            while (vectors[k].Distinct().Count() == 1);
        }

        return vectors;
    }

    private static double[][] Tenths(int[][] numbers) => [.. numbers.Select(v => v.Select(i => i / 10.0).ToArray())];
}
