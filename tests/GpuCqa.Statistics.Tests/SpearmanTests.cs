using GpuCqa.Core.Errors;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class SpearmanTests
{
    [SharedDataFact]
    public void SpearmanNull_FourToElevenLots_EqualsFullEnumeration()
    {
        GzipCsv table = GzipCsv.Read(SharedData.Path("reference_python/spearman_exact_null_n4_11.csv.gz"));
        double[] lots = table.Numbers("n"), squares = table.Numbers("D"), orders = table.Numbers("count"), p = table.Numbers("p_two_sided");
        int rows = 0;
        for (int n = 4; n <= 11; n++)
        {
            int[] ranks = Midranks.Centered(Enumerable.Range(0, n).Select(i => (double)i).ToArray());
            SpearmanNull distribution = SpearmanNull.Of(ranks, ranks);
            Dictionary<long, long> atoms = distribution.Atoms.ToDictionary(a => a.Covariance, a => a.Orders);
            int[] mine = Enumerable.Range(0, lots.Length).Where(i => lots[i] == n).ToArray();
            Assert.Equal(mine.Length, atoms.Count);
            foreach (int i in mine)
            {
                long covariance = (long)n * (n * n - 1) / 3 - 2 * (long)squares[i];
                Assert.Equal((long)orders[i], atoms[covariance]);
                Assert.Equal(p[i], distribution.CountAsExtreme(covariance) / (double)distribution.Orders, 1e-11);
                rows++;
            }
        }

        Assert.Equal(table.Rows.Count, rows);
    }

    [Theory]
    [InlineData(new double[] { 1, 1, 2, 3, 3, 3 }, new double[] { 5, 4, 4, 4, 7, 9 })]
    [InlineData(new double[] { 0, 0, 0, 0, 0, 1 }, new double[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(new double[] { 3, 1, 2, 2, 5, 9, 1 }, new double[] { 0, 0, 0, 1, 1, 1, 1 })]
    [InlineData(new double[] { 2, 1 }, new double[] { 1, 2 })]
    public void SpearmanTest_WithTies_CountsEveryOrder(double[] x, double[] y)
    {
        int[] a = Midranks.Centered(x), b = Midranks.Centered(y);
        long observed = RankCorrelation.Of(a, b).Covariance, total = 0, atLeast = 0, atMost = 0, extreme = 0;
        Permute(b, 0, order =>
        {
            long c = RankCorrelation.Of(a, order).Covariance;
            total++;
            if (c >= observed) atLeast++;
            if (c <= observed) atMost++;
            if (Math.Abs(c) >= Math.Abs(observed)) extreme++;
        });

        SpearmanTest test = Spearman.Test(x, y);
        Assert.Equal(total, test.Orders);
        Assert.Equal(atLeast, test.CountAtLeast);
        Assert.Equal(atMost, test.CountAtMost);
        Assert.Equal(extreme, test.CountAsExtreme);
    }

    [Fact]
    public void Spearman_ConstantSide_IsNotEstimable()
    {
        SpearmanTest test = Spearman.Test([1, 2, 3, 4], [7, 7, 7, 7]);
        Assert.Equal(EstimateStatus.NotEstimable, test.Status);
        Assert.True(double.IsNaN(test.Rho));
        Assert.True(double.IsNaN(test.P()));
        Assert.Equal(0, test.Orders);
    }

    [Fact]
    public void SpearmanNull_SixteenLots_CountsAllOrders()
    {
        int[] ranks = Midranks.Centered(Enumerable.Range(0, 16).Select(i => (double)i).ToArray());
        SpearmanNull distribution = SpearmanNull.Of(ranks, ranks);
        Assert.Equal(20_922_789_888_000, distribution.Orders);
        Assert.Equal(2, distribution.CountAsExtreme(16 * 255 / 3));
    }

    [Fact]
    public void Spearman_WrongInput_IsRefused()
    {
        Assert.Throws<InvalidParameterException>(() => Spearman.Correlation([1, 2, 3], [1, 2]));
        Assert.Throws<InvalidParameterException>(() => Spearman.Correlation([1, double.NaN, 3], [1, 2, 3]));
        double[] many = Enumerable.Range(0, 19).Select(i => (double)i).ToArray();
        Assert.Throws<InvalidParameterException>(() => Spearman.Test(many, many));
        Assert.Throws<InvalidParameterException>(() => SpearmanNull.Of([0, 0, 0], [-2, 0, 2]));
        Assert.Throws<InvalidParameterException>(() => SpearmanNull.Of([-1, 1], [-2, 0, 2]));
    }

    [Fact]
    public void Spearman_PerfectOrder_IsExactlyOne()
    {
        double[] x = [0.1, 0.2, 0.2, 0.5, 0.9], y = [3, 8, 8, 9, 11];
        Assert.Equal(1.0, Spearman.Correlation(x, y));
        Assert.True(Spearman.Correlate(x, y).IsPerfect);
        Assert.Equal([1, 2, 1, 1], Midranks.TieSizes(x));
    }

    [Fact]
    public void LeaveOneOut_ConstantRemainder_IsNaN()
    {
        double[] rho = Spearman.LeaveOneOut([0, 0, 0, 1], [1, 2, 3, 4]);
        Assert.True(double.IsNaN(rho[3]));
        Assert.Equal(Spearman.Correlation([0, 0, 1], [2, 3, 4]), rho[0]);
    }

    internal static void Permute(int[] values, int from, Action<int[]> visit)
    {
        if (from == values.Length) { visit(values); return; }
        for (int i = from; i < values.Length; i++)
        {
            (values[from], values[i]) = (values[i], values[from]);
            Permute(values, from + 1, visit);
            (values[from], values[i]) = (values[i], values[from]);
        }
    }
}
