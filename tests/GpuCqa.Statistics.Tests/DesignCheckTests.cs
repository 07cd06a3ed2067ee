using GpuCqa.Core.Errors;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class DesignCheckTests
{
    private static readonly string[] Name = ["vegf"];

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void SmallestP_EveryTiePattern_IsReachedAndNeverUndercut(int lots)
    {
        foreach (double[] readout in Vectors(lots).Where(v => v.Distinct().Count() > 1 && v.SequenceEqual(v.Order())))
        {
            double reached = Vectors(lots).Where(x => x.Distinct().Count() > 1).Min(x => Spearman.Test(x, readout).P());
            Assert.Equal(reached, DesignCheck.SmallestP(readout), 1e-14);
        }
    }

    [Fact]
    public void Check_FourLots_CannotReachTwoSidedFivePercent()
    {
        DesignStatement design = DesignCheck.Check(Name, [[1, 2, 3, 4]], 0.05, new MaxTOptions());
        Assert.False(design.CanReachAlpha);
        Assert.Equal(2.0 / 24, design.SmallestP, 1e-15);
        Assert.Contains("no cluster can be significant", design.Sentence, StringComparison.Ordinal);
        Assert.Contains("24 orders", design.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ElevenLots_StatesAllOrders()
    {
        DesignStatement design = DesignCheck.Check(Name, [Enumerable.Range(0, 11).Select(i => (double)i).ToArray()], 0.05, new MaxTOptions());
        Assert.True(design is { CanReachAlpha: true, Exact: true, Lots: 11, Permutations: 39_916_800 });
        Assert.Equal("11 lots have 39,916,800 orders; all are evaluated. The smallest two-sided p that a cluster can reach is 5.0e-8, so alpha = 0.05 can be reached by one cluster alone; the correction over the family asks for more.", design.Sentence);
    }

    [Fact]
    public void Check_TwoGroupsOfSixLots_StatesTheirDistinctOrders()
    {
        DesignStatement design = DesignCheck.Check(Name, [[.. Enumerable.Range(0, 12).Select(i => (double)(i % 2))]], 0.05, new MaxTOptions());
        Assert.True(design is { CanReachAlpha: true, Exact: true, Lots: 12, Permutations: 924, Orders: 924, SmallestP: 2.0 / 924 });
        Assert.StartsWith("12 lots have 924 distinct orders, since some have the same readout; all are evaluated. The smallest two-sided p that a cluster can reach is 0.0022,", design.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_MoreDistinctOrdersThanAreEvaluated_AreDrawn()
    {
        double[] halves = [.. Enumerable.Range(0, 36).Select(i => (double)(i % 2))], fewer = halves[..34];
        Assert.True(DesignCheck.Check(Name, [fewer], 0.05, new MaxTOptions()) is { Exact: true, Permutations: 2_333_606_220 });
        Assert.True(DesignCheck.Check(Name, [halves], 0.05, new MaxTOptions { Permutations = 999 }) is { Exact: false, Permutations: 999, Orders: 9_075_135_300 });
        Assert.False(DesignCheck.Check(Name, [fewer], 0.05, new MaxTOptions { ExactOrders = 1_000_000 }).Exact);
        Assert.Throws<InvalidParameterException>(() => new MaxTOptions { ExactOrders = 4_000_000_001 }.PlanFor([fewer]));
    }

    [Fact]
    public void Check_DrawnPermutations_BoundTheSmallestP()
    {
        DesignStatement design = DesignCheck.Check(Name, [Enumerable.Range(0, 14).Select(i => (double)i).ToArray()], 0.05, new MaxTOptions { Permutations = 999 });
        Assert.False(design.Exact);
        Assert.Equal(0.001, design.SmallestP, 1e-15);
    }

    [Fact]
    public void Check_ImpossibleDesigns_AreRefused()
    {
        var error = Assert.Throws<PreconditionException>(() => DesignCheck.Check(Name, [[1, 2, 3]], 0.05, new MaxTOptions()));
        Assert.Contains("3 lots", error.Message, StringComparison.Ordinal);
        Assert.Throws<PreconditionException>(() => DesignCheck.Check(Name, [[2, 2, 2, 2, 2]], 0.05, new MaxTOptions()));
        Assert.Throws<InvalidParameterException>(() => DesignCheck.Check(Name, [[1, 2, 3, double.NaN]], 0.05, new MaxTOptions()));
        Assert.Throws<InvalidParameterException>(() => DesignCheck.Check([], [], 0.05, new MaxTOptions()));
        DesignStatement design = DesignCheck.Check(["vegf", "ido"], [[2, 2, 2, 2, 2], [1, 2, 3, 4, 5]], 0.05, new MaxTOptions());
        Assert.Contains("the same in all lots: vegf", design.Sentence, StringComparison.Ordinal);
        Assert.Equal(2.0 / 120, design.SmallestP, 1e-15);
    }

    private static IEnumerable<double[]> Vectors(int lots) =>
        Enumerable.Range(0, (int)Math.Pow(lots, lots)).Select(code => Enumerable.Range(0, lots).Select(i => (double)(code / (int)Math.Pow(lots, i) % lots)).ToArray())
            .Where(v => v.Max() == v.Distinct().Count() - 1);
}
