using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class StratifiedTests
{
    [Fact]
    public void Stratified_AnyTies_CountsEveryJointOrder()
    {
        Gen<(int[] X, int[] Y)> set = from n in Gen.Choose(2, 4) from x in Gen.Choose(0, 3).ArrayOf(n) from y in Gen.Choose(0, 3).ArrayOf(n) select (x, y);
        Gen<((int[] X, int[] Y)[] Sets, bool Up)> inputs = from k in Gen.Choose(1, 3) from sets in set.ArrayOf(k) from up in Gen.Elements(true, false) select (sets, up);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            StratifiedSet[] sets = [.. input.Sets.Where(s => s.X.Distinct().Count() > 1 && s.Y.Distinct().Count() > 1)
                .Select((s, i) => new StratifiedSet($"S{i}", [.. s.X.Select(v => (double)v)], [.. s.Y.Select(v => (double)v)]))];
            if (sets.Length == 0) return;
            StratifiedRho test = Stratified.Test(sets, input.Up ? 1 : -1);
            double observed = Statistic(sets);
            Close.Relative(observed, test.Combined, 1e-12, 1e-12);
            long total = 0, extreme = 0;
            Visit(sets, 0, [.. sets.Select(s => s.Readouts)], order =>
            {
                total++;
                double t = Statistic([.. sets.Select((s, i) => s with { Readouts = order[i] })]);
                if (input.Up ? t >= observed - 1e-10 : t <= observed + 1e-10) extreme++;
            });
            Assert.True(test.IsExact);
            Assert.Equal((new BigInteger(total), new BigInteger(extreme)), (test.Orders, test.CountAsExtreme));
            Assert.True(test.SmallestP <= test.P);
        }).CheckSeeds(30);
    }

    [Fact]
    public void Stratified_OneSet_IsItsOwnTest()
    {
        double[] x = [0.1, 0.4, 0.2, 0.2, 0.9, 0.5], y = [3, 4, 1, 2, 9, 4];
        SpearmanTest alone = Spearman.Test(x, y);
        StratifiedRho up = Stratified.Test([new("a", x, y)], 1), down = Stratified.Test([new("a", x, y)], -1);
        Assert.Equal((alone.CountAtLeast, alone.CountAtMost), ((long)up.CountAsExtreme, (long)down.CountAsExtreme));
        Assert.Equal(alone.P(PermutationAlternative.Greater), up.P);
        Close.Relative(alone.Rho, down.Combined, 1e-14);
    }

    [Fact]
    public void Stratified_FourFourFive_ReachesTheCriticalValueOfTheDomain()
    {
        // Domain 2.11: critical T = 0.54 with alpha 0.048 over 69,120 orders.
        Assert.InRange(P(0.54), 0.0475, 0.0485);

        static double P(double threshold)
        {
            long reached = 0, total = 0;
            int[] four = [-3, -1, 1, 3], five = [-4, -2, 0, 2, 4];
            (long C, long Orders)[] a = [.. SpearmanNull.Of(four, four).Atoms], b = [.. SpearmanNull.Of(five, five).Atoms];
            foreach ((long c1, long o1) in a)
            {
                foreach ((long c2, long o2) in a)
                {
                    foreach ((long c3, long o3) in b)
                    {
                        total += o1 * o2 * o3;
                        if (((3 * c1 / 20.0) + (3 * c2 / 20.0) + (4 * c3 / 40.0)) / 10 >= threshold - 1e-9) reached += o1 * o2 * o3;
                    }
                }
            }

            Assert.Equal(69_120, total);
            return (double)reached / total;
        }
    }

    [Fact]
    public void Stratified_TissuesThatDifferInBoth_AreNeverPooled()
    {
        // No relation within either tissue; pooled, rho is large and "significant".
        StratifiedSet bone = new("BM", [0.30, 0.31, 0.32, 0.33], [900, 920, 910, 905]), cord = new("UC", [0.05, 0.06, 0.07, 0.08], [100, 105, 110, 90]);
        double pooled = Spearman.Test([.. bone.Fractions, .. cord.Fractions], [.. bone.Readouts, .. cord.Readouts]).P(PermutationAlternative.Greater);
        Assert.True(pooled < 0.05);
        Assert.True(Stratified.Test([bone, cord], 1).P > 0.3);
    }

    [Fact]
    public void Stratified_SetBeyondTheCount_IsDrawn()
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => (double)i)], y = [.. Enumerable.Range(0, 20).Select(i => (double)(i * 7 % 20))];
        StratifiedRho test = Stratified.Test([new("many", x, y), new("few", [1, 2, 3, 4], [1, 2, 3, 4])], 1, 5000, 3);
        Assert.False(test.IsExact);
        Assert.Equal(new BigInteger(5000), test.Orders);
        Assert.Equal(((double)test.CountAsExtreme + 1) / 5001, test.P);
        Assert.Equal(test.CountAsExtreme, Stratified.Test([new("many", x, y), new("few", [1, 2, 3, 4], [1, 2, 3, 4])], 1, 5000, 3).CountAsExtreme);
    }

    [Fact]
    public void Stratified_LargeSetsWithoutTies_AgreesWithWholeNumbers()
    {
        // Without ties T x 10 x 11 x 12 x 13 ... is whole: the tail is counted again in integers.
        double[] up = [.. Enumerable.Range(0, 10).Select(i => (double)i)], mixed = [3, 1, 0, 2, 7, 4, 5, 9, 6, 8], other = [2, 0, 1, 5, 3, 4, 8, 6, 7];
        StratifiedSet[] sets = [new("a", up, mixed), new("b", up[..9], other), new("c", up[..8], [1, 0, 3, 2, 5, 4, 7, 6])];
        StratifiedRho test = Stratified.Test(sets, 1);
        // (n - 1) rho = 3 C / (n (n + 1)); common denominator 110 x 90 x 72.
        BigInteger[] factors = [90 * 72, 110 * 72, 110 * 90];
        var tail = new Dictionary<BigInteger, BigInteger> { [0] = 1 };
        BigInteger observed = 0;
        for (int s = 0; s < 3; s++)
        {
            int[] x = Midranks.Centered(sets[s].Fractions), y = Midranks.Centered(sets[s].Readouts);
            observed += factors[s] * RankCorrelation.Of(x, y).Covariance;
            var next = new Dictionary<BigInteger, BigInteger>();
            foreach ((long c, long orders) in SpearmanNull.Of(x, y).Atoms)
            {
                foreach ((BigInteger value, BigInteger count) in tail) next[value + (factors[s] * c)] = next.GetValueOrDefault(value + (factors[s] * c)) + (count * orders);
            }

            tail = next;
        }

        Assert.Equal(tail.Where(t => t.Key >= observed).Aggregate(BigInteger.Zero, (sum, t) => sum + t.Value), test.CountAsExtreme);
        Assert.Equal(tail.Values.Aggregate(BigInteger.Zero, (a, b) => a + b), test.Orders);
    }

    [Fact]
    public void Stratified_ConstantSide_IsRefused() => Assert.Throws<InvalidParameterException>(() => Stratified.Test([new("a", [1, 1, 1], [1, 2, 3])], 1));

    [Fact]
    public void MetaAnalysis_SetsThatDisagree_HaveAVarianceBetween()
    {
        MetaAnalysis meta = MetaAnalysis.Of([0.9, -0.2], [20, 20])!;
        Assert.True(meta.Tau2 > 0 && meta.I2 is > 0 and < 1);
        Assert.True(meta.RandomInterval.High - meta.RandomInterval.Low > meta.FixedInterval.High - meta.FixedInterval.Low);
        Assert.Null(MetaAnalysis.Of([1.0, 0.5], [4, 5]));
        Assert.Null(MetaAnalysis.Of([0.5], [3]));
    }

    [Fact]
    public void CombinedP_OutOfRange_IsRefused()
    {
        Assert.Throws<InvalidParameterException>(() => CombinedP.Fisher([0.5, double.NaN]));
        Assert.Throws<InvalidParameterException>(() => CombinedP.Stouffer([0.5], [3, 4]));
        Close.Relative(1, CombinedP.Stouffer([1, 0.5], [4, 4]).P);
    }

    private static double Statistic(IReadOnlyList<StratifiedSet> sets) =>
        sets.Sum(s => (s.Readouts.Length - 1) * Spearman.Correlation(s.Fractions, s.Readouts)) / sets.Sum(s => s.Readouts.Length - 1);

    private static void Visit(StratifiedSet[] sets, int at, double[][] orders, Action<double[][]> visit)
    {
        if (at == sets.Length)
        {
            visit(orders);
            return;
        }

        int[] places = [.. Enumerable.Range(0, sets[at].Readouts.Length)];
        SpearmanTests.Permute(places, 0, order =>
        {
            orders[at] = [.. order.Select(i => sets[at].Readouts[i])];
            Visit(sets, at + 1, orders, visit);
        });
    }
}
