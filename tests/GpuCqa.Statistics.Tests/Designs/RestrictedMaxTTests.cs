using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Statistics.Tests.Designs;

public class RestrictedMaxTTests
{
    private const ulong Seed = 1403;

    public static TheoryData<string, bool, int> Designs => new()
    {
        { "0011222", false, 0 },
        { "0123012", false, 0 }, // blocks whose lots do not stand side by side
        { "0000111", true, 0 },
        { "01010101", true, 0 },
        { "00000012", true, 0 },
        { "0000000", false, 1 },
        { "0001112", false, 1 },
        { "00001111", false, 2 },
    };

    [Theory]
    [MemberData(nameof(Designs))]
    public void Run_BlocksAndCovariates_CountAsFloatingBruteForceInEveryWidth(string design, bool tied, int covariates)
    {
        int[] blocks = [.. design.Select(c => c - '0')];
        Philox random = new(Seed, RandomPurpose.Test, (ulong)(blocks.Length * 100 + covariates));
        double[] Vector(bool ties) => [.. blocks.Select(_ => ties ? random.NextInt32(3) : random.NextNormal())];
        double[][] fractions = [.. Enumerable.Range(0, 5).Select(_ => Vector(false))], readouts = [Vector(tied), Vector(tied)], adjusted = [.. Enumerable.Range(0, covariates).Select(_ => Vector(false))];
        var options = new MaxTOptions { BlockOf = blocks, Covariates = adjusted };
        (double[] rho, long[] raw, long[] any, long[] step, long orders) = BruteForce(blocks, fractions, readouts, adjusted);
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            using var device = new CpuDevice(2, width);
            MaxTResult result = MaxT.Run(device, fractions, readouts, options);
            long ties = orders / result.Orders;
            Assert.Equal(orders, ties * result.Orders);
            Assert.True(result.IsExact);
            for (int h = 0; h < rho.Length; h++)
            {
                MaxTHypothesis found = result.Hypotheses[h];
                if (double.IsNaN(rho[h]))
                {
                    Assert.True(double.IsNaN(found.Rho) && double.IsNaN(found.P));
                    continue;
                }

                Assert.Equal(rho[h], found.Rho, 1e-12);
                Assert.Equal((raw[h], any[h], step[h]), (ties * found.Count, ties * found.CountSingleStep, ties * found.CountStepDown));
                Assert.Equal((double)any[h] / orders, found.PSingleStep, 1e-15);
            }
        }
    }

    [Fact]
    public void Run_OneBlock_IsTheFreeTest()
    {
        double[] fraction = [3, 1, 4, 1.5, 9, 2.6, 5], readout = [2, 7, 1, 8, 2.5, 8.5, 1.5];
        using var device = new CpuDevice(1);
        Assert.Equal(MaxT.Run(device, [fraction], [readout], new MaxTOptions()).Hypotheses, MaxT.Run(device, [fraction], [readout], new MaxTOptions { BlockOf = new int[7] }).Hypotheses);
    }

    [Fact]
    public void Run_DrawnWithinBlocks_NearsTheExactP()
    {
        int[] blocks = [.. "0000111122223".Select(c => c - '0')];
        Philox random = new(Seed, RandomPurpose.Test, 7);
        double[][] fractions = [.. Enumerable.Range(0, 3).Select(_ => (double[])[.. blocks.Select(_ => random.NextNormal())])];
        double[] readout = [.. blocks.Select((b, i) => b + fractions[0][i] + (0.7 * random.NextNormal()))];
        using var device = new CpuDevice(2);
        MaxTResult exact = MaxT.Run(device, fractions, [readout], new MaxTOptions { BlockOf = blocks });
        MaxTResult drawn = MaxT.Run(device, fractions, [readout], new MaxTOptions { BlockOf = blocks, ExactLots = 0, ExactOrders = 0, Permutations = 50_000 });
        Assert.Equal((true, 13_824L, false), (exact.IsExact, exact.Orders, drawn.IsExact));
        foreach ((MaxTHypothesis e, MaxTHypothesis d) in exact.Hypotheses.Zip(drawn.Hypotheses))
            Assert.InRange(d.PSingleStep, e.PSingleStep - (1.6 * drawn.MonteCarloError(e.PSingleStep)) - 1e-4, e.PSingleStep + (1.6 * drawn.MonteCarloError(e.PSingleStep)) + 1e-4);
    }

    [Fact]
    public void Run_BlocksOfTwo_IsTheSignFlipTest()
    {
        // Within pairs an order turns a pair or not: the statistic is a sum of signed products, 2^n of them.
        double[] x = [1, 2, 5, 3, 4, 9, 7, 6, 10, 8], y = [10, 20, 60, 50, 30, 80, 90, 70, 200, 100];
        int[] pairs = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4];
        using var device = new CpuDevice(1);
        MaxTHypothesis found = MaxT.Run(device, [x], [y], new MaxTOptions { BlockOf = pairs }).Hypotheses[0];
        int[] a = Midranks.Doubled(x), b = Midranks.Doubled(y);
        int[] products = [.. Enumerable.Range(0, 5).Select(p => (a[2 * p] - a[(2 * p) + 1]) * (b[2 * p] - b[(2 * p) + 1]))];
        int observed = Math.Abs(products.Sum());
        Assert.Equal(Enumerable.Range(0, 32).Count(signs => Math.Abs(products.Select((v, p) => (signs >> p & 1) == 0 ? v : -v).Sum()) >= observed), found.Count);
    }

    private static (double[] Rho, long[] Raw, long[] Any, long[] Step, long Orders) BruteForce(int[] blocks, double[][] fractions, double[][] readouts, double[][] covariates)
    {
        int n = blocks.Length;
        double[][] x = [.. fractions.Select(f => Residual(Ranks(f), blocks, covariates))], y = [.. readouts.Select(r => Residual(Ranks(r), blocks, covariates))];
        double Partial(double[] a, double[] b)
        {
            double[] adjusted = Residual(b, blocks, covariates);
            double rho = a.Zip(adjusted, (p, q) => p * q).Sum() / Math.Sqrt(a.Sum(v => v * v) * adjusted.Sum(v => v * v));
            return a.All(v => Math.Abs(v) < 1e-9) || adjusted.All(v => Math.Abs(v) < 1e-9) ? double.NaN : rho;
        }

        double[] observed = [.. from r in y from f in x select Partial(f, r)];
        int[] byStep = [.. Enumerable.Range(0, observed.Length).Where(h => !double.IsNaN(observed[h])).OrderByDescending(h => Math.Abs(observed[h]))];
        long[] raw = new long[observed.Length], any = new long[observed.Length], step = new long[observed.Length];
        long orders = 0;
        SpearmanTests.Permute([.. Enumerable.Range(0, n)], 0, order =>
        {
            if (order.Where((lot, i) => blocks[lot] != blocks[i]).Any()) return;
            orders++;
            double[][] moved = [.. y.Select(v => (double[])[.. order.Select(lot => v[lot])])];
            double[] now = [.. from r in moved from f in x select Math.Abs(Partial(f, r))];
            for (int i = 0; i < byStep.Length; i++)
            {
                double cut = Math.Abs(observed[byStep[i]]) - 1e-10;
                if (now[byStep[i]] >= cut) raw[byStep[i]]++;
                if (byStep.Any(h => now[h] >= cut)) any[byStep[i]]++;
                if (byStep[i..].Any(h => now[h] >= cut)) step[byStep[i]]++;
            }
        });
        for (int i = 1; i < byStep.Length; i++) step[byStep[i]] = Math.Max(step[byStep[i]], step[byStep[i - 1]]);
        return (observed, raw, any, step, orders);
    }

    private static double[] Ranks(double[] values) => [.. values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2.0))];

    // Least squares on block indicators and ranks of covariates, by normal equations.
    private static double[] Residual(double[] values, int[] blocks, double[][] covariates)
    {
        double[][] columns = [.. blocks.Distinct().Select(b => (double[])[.. blocks.Select(o => o == b ? 1.0 : 0)]), .. covariates.Select(Ranks)];
        int k = columns.Length;
        double[,] a = new double[k, k + 1];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++) a[i, j] = columns[i].Zip(columns[j], (p, q) => p * q).Sum();
            a[i, k] = columns[i].Zip(values, (p, q) => p * q).Sum();
        }

        for (int i = 0; i < k; i++)
        {
            int pivot = Enumerable.Range(i, k - i).MaxBy(r => Math.Abs(a[r, i]));
            for (int c = 0; c <= k; c++) (a[i, c], a[pivot, c]) = (a[pivot, c], a[i, c]);
            for (int r = 0; r < k; r++)
            {
                if (r == i || a[i, i] == 0) continue;
                double factor = a[r, i] / a[i, i];
                for (int c = i; c <= k; c++) a[r, c] -= factor * a[i, c];
            }
        }

        return [.. values.Select((v, l) => v - Enumerable.Range(0, k).Sum(i => a[i, i] == 0 ? 0 : columns[i][l] * a[i, k] / a[i, i]))];
    }
}
