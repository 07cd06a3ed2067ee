using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;
using static GpuCqa.Statistics.Tests.ReplicationCases;

namespace GpuCqa.Statistics.Tests;

public class ReplicationTestTests
{
    [Fact]
    public void Replication_AnyTiesAndDirection_CountsEveryOrder()
    {
        Gen<(int[] X, int[] Y, bool Up)> inputs = from n in Gen.Choose(3, 7)
                                                  from x in Gen.Choose(0, 4).ArrayOf(n)
                                                  from y in Gen.Choose(0, 4).ArrayOf(n)
                                                  from up in Gen.Elements(true, false)
                                                  select (x, y, up);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            double[] x = [.. input.X.Select(v => (double)v)], y = [.. input.Y.Select(v => (double)v)];
            int direction = input.Up ? 1 : -1;
            ReplicationTest test = Run(Hypothesis(direction), Set("test", x, y));
            double observed = Pearson(Ranks(x), Ranks(y));
            if (double.IsNaN(observed))
            {
                Assert.Equal(ReplicationVerdict.NotTestable, test.Verdict);
                Assert.True(double.IsNaN(test.P));
                return;
            }

            long total = 0, extreme = 0, best = 0;
            double largest = double.NegativeInfinity;
            var seen = new List<double>();
            SpearmanTests.Permute([.. Enumerable.Range(0, y.Length)], 0, order => seen.Add(direction * Pearson(Ranks(x), Ranks([.. order.Select(i => y[i])]))));
            foreach (double rho in seen)
            {
                total++;
                if (rho >= (direction * observed) - 1e-10) extreme++;
                largest = Math.Max(largest, rho);
            }

            best = seen.Count(r => r >= largest - 1e-10);
            Close.Relative(observed, test.Rho, 1e-12, 1e-12);
            Assert.Equal((total, extreme), (test.Orders, test.CountAsExtreme));
            Assert.Equal((double)extreme / total, test.P);
            Assert.Equal((double)best / total, test.SmallestP);
            ReplicationVerdict expected = (double)best / total > 0.05 ? ReplicationVerdict.NotTestable
                : direction * observed < 1e-10 ? ReplicationVerdict.NotReplicated
                : (double)extreme / total <= 0.05 ? ReplicationVerdict.Replicated : ReplicationVerdict.DirectionOnly;
            Assert.Equal(expected, test.Verdict);
            Assert.Equal(test.Verdict == ReplicationVerdict.NotTestable, test.Reason is not null);
        }).CheckSeeds(40);
    }

    [Fact]
    public void Replication_OverAllOrdersOfTheReadout_PIsUniformOverItsAtoms()
    {
        // Under the null every order is as likely: P(p <= t) must equal t at every attained t, and the level is never exceeded.
        double[] x = [0.1, 0.2, 0.3, 0.4, 0.5];
        var p = new List<double>();
        SpearmanTests.Permute([1, 2, 3, 4, 5], 0, order => p.Add(Run(Hypothesis(), Set("test", x, [.. order.Select(v => (double)v)])).P));
        foreach (double t in p.Distinct()) Assert.Equal(t, p.Count(v => v <= t) / 120.0);
        Assert.True(p.Count(v => v <= 0.05) <= 6);
    }

    [Fact]
    public void Replication_FourLots_NeedsThePerfectOrder()
    {
        ReplicationTest perfect = Run(Hypothesis(), Set("test", [0.1, 0.2, 0.3, 0.4], [1, 2, 3, 4])), next = Run(Hypothesis(), Set("test", [0.1, 0.2, 0.3, 0.4], [1, 3, 2, 4]));
        Assert.Equal((ReplicationVerdict.Replicated, 1L, 24L), (perfect.Verdict, perfect.CountAsExtreme, perfect.Orders));
        Assert.Equal((ReplicationVerdict.DirectionOnly, 4L), (next.Verdict, next.CountAsExtreme));
        Assert.Equal(ReplicationVerdict.NotReplicated, Run(Hypothesis(-1), Set("test", [0.1, 0.2, 0.3, 0.4], [1, 2, 3, 4])).Verdict);
        Assert.Equal(ReplicationVerdict.Replicated, Run(Hypothesis(-1), Set("test", [0.1, 0.2, 0.3, 0.4], [4, 3, 2, 1])).Verdict);
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.2 }, new[] { 1.0, 2 }, "2 lots have both a fraction and vegf; at least 3 are needed")]
    [InlineData(new[] { 0.1, 0.2, double.NaN, 0.4 }, new[] { 1, 2, 3, double.NaN }, "2 of 4 lots have both a fraction and vegf; at least 3 are needed")]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 7.0, 7, 7 }, "vegf is the same in all 3 lots")]
    [InlineData(new[] { 0.0, 0, 0, 0 }, new[] { 1.0, 2, 3, 4 }, "the fraction is the same in all 4 lots")]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 1.0, 2, 3 }, "no order of 3 lots can reach alpha = 0.05; the smallest p is 0.1667")]
    [InlineData(new[] { 0.0, 0, 0.3, 0.4 }, new[] { 1.0, 2, 3, 4 }, "no order of 4 lots with these ties can reach alpha = 0.05; the smallest p is 0.0833")]
    public void Replication_DesignThatCannotShow_SaysWhich(double[] fractions, double[] readouts, string reason)
    {
        ReplicationTest test = Run(Hypothesis(), Set("test", fractions, readouts));
        Assert.Equal((ReplicationVerdict.NotTestable, reason), (test.Verdict, test.Reason));
    }

    [Fact]
    public void Replication_NineteenLots_IsDrawnWithTheObservedOrderCounted()
    {
        double[] x = [.. Enumerable.Range(0, 19).Select(i => (double)i)];
        ReplicationTest test = Run(Hypothesis(), Set("test", x, x), new ReplicationOptions { Permutations = 2000, Seed = 4 });
        Assert.False(test.IsExact);
        Assert.Equal((2000L, 0L), (test.Orders, test.CountAsExtreme));
        Assert.Equal(1 / 2001.0, test.P);
        Assert.Equal(ReplicationVerdict.Replicated, test.Verdict);
        double[] weak = [.. x.Select(i => i * 7 % 19)];
        ReplicationTest drawn = Run(Hypothesis(), Set("test", x, weak), new ReplicationOptions { Permutations = 20_000, Seed = 4 });
        double approximate = StudentDistribution.TwoSided(drawn.Rho * Math.Sqrt(17 / (1 - (drawn.Rho * drawn.Rho))), 17) / 2;
        double expected = drawn.Rho > 0 ? approximate : 1 - approximate;
        Assert.InRange(drawn.P, expected - 0.02, expected + 0.02);
    }

    [Fact]
    public void Replication_WrongInput_IsRefusedWithTheSet()
    {
        Assert.Contains("Set test: expected readouts of 1 hypotheses", Refused(Set("test", [1], [1]) with { Readouts = [] }), StringComparison.Ordinal);
        Assert.Contains("Set test: expected fractions of 1 lots; found 2", Refused(Set("test", [1], [1]) with { Fractions = [[1, 2]] }), StringComparison.Ordinal);
        Assert.Contains("infinite", Refused(Set("test", [1, 2], [1, double.PositiveInfinity])), StringComparison.Ordinal);
        Assert.Contains("locked to the test 'pearson'", Assert.Throws<InvalidParameterException>(() => Run(Hypothesis() with { Test = "pearson" }, Perfect("test"))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidParameterException>(() => Statistics.Replications.Run([Hypothesis()], Train(), [Perfect("test"), Perfect("test")], Options));
        Assert.Throws<InvalidParameterException>(() => Run(Hypothesis(), Perfect("test"), Options with { ReferenceHash = "abc" }));

        static string Refused(ReplicationSet set) => Assert.Throws<InvalidParameterException>(() => Run(Hypothesis(), set)).Message;
    }

    private static ReplicationTest Run(LockedHypothesis hypothesis, ReplicationSet set, ReplicationOptions? options = null) =>
        Statistics.Replications.Run([hypothesis], Train(), [set], options ?? Options).Tests[0];

    // Midranks and correlation in floating point, apart from the program's integers.
    private static double[] Ranks(double[] values) => [.. values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2.0))];

    private static double Pearson(double[] a, double[] b)
    {
        double ma = a.Average(), mb = b.Average(), sab = 0, saa = 0, sbb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sab += (a[i] - ma) * (b[i] - mb);
            saa += (a[i] - ma) * (a[i] - ma);
            sbb += (b[i] - mb) * (b[i] - mb);
        }

        return saa > 0 && sbb > 0 ? sab / Math.Sqrt(saa * sbb) : double.NaN;
    }
}
