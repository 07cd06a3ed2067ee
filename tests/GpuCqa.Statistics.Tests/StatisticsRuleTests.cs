using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests;

/// <summary>What may never be broken (docs/statistics.md): one test a rule.</summary>
public class StatisticsRuleTests
{
    private static readonly double[][] Counts = [[120, 300, 45], [90, 310, 80], [150, 260, 60], [200, 220, 5], [100, 220, 120], [110, 200, 140], [95, 260, 110]];
    private static readonly double[] Potency = [350, 520, 760, 300, 910, 610, 700];

    [Fact]
    public void LotIsTheReplicate_AThousandTimesTheCells_ChangesNoPValue()
    {
        double[][] more = Counts.Select(row => Array.ConvertAll(row, c => 1000 * c)).ToArray();
        Assert.Equal(Run(Fractions(Counts), Potency).Hypotheses, Run(Fractions(more), Potency).Hypotheses);
    }

    [Fact]
    public void FractionIsOfTheLot_DoublingOneLotsCells_ChangesNothing()
    {
        double[][] deeper = Counts.Select((row, l) => l == 3 ? Array.ConvertAll(row, c => 2 * c) : row).ToArray();
        Assert.Equal(Fractions(Counts), Fractions(deeper));
        Assert.NotEqual(Composition.LotShares(Counts), Composition.LotShares(deeper));
    }

    [Fact]
    public void SmallNumberOfLots_UpToEleven_IsExactByDefault()
    {
        Assert.All(Enumerable.Range(1, 11), lots => Assert.True(new MaxTOptions().PlanFor([Different(lots)]).IsExact));
        Assert.False(new MaxTOptions().PlanFor([Different(12)]).IsExact);
        Assert.Equal(39_916_800, new MaxTOptions().PlanFor([Different(11)]).Permutations);
    }

    private static double[] Different(int lots) => [.. Enumerable.Range(0, lots).Select(i => (double)i)];

    [Fact]
    public void Family_EveryReadoutAndClusterThatIsAdded_NeverLowersAPValue()
    {
        double[][] fractions = Fractions(Counts);
        double[] second = [3, 1, 4, 1, 5, 9, 2];
        MaxTResult small = Run([fractions[0]], Potency), clusters = Run(fractions, Potency), both = Run(fractions, Potency, second);
        Assert.True(small.At(0, 0).PSingleStep <= clusters.At(0, 0).PSingleStep);
        for (int k = 0; k < 3; k++) Assert.True(clusters.At(k, 0).PSingleStep < both.At(k, 0).PSingleStep || both.At(k, 0).PSingleStep == 1);
        Assert.Equal(6, both.FamilySize);
    }

    [Fact]
    public void FamilyWiseError_OverAllOrdersOfTheReadout_IsHeldWhereRawPIsNot()
    {
        double[][] fractions = [[1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5], [3, 6, 1, 5, 2, 4], [0, 0, 0, 1, 2, 3], [6, 2, 5, 1, 4, 3]];
        int raw = 0, family = 0, stepDown = 0;
        SpearmanTests.Permute([10, 20, 30, 40, 50, 60], 0, order =>
        {
            MaxTResult result = Run(fractions, order.Select(v => (double)v).ToArray());
            if (result.Hypotheses.Min(h => h.P) <= 0.05) raw++;
            if (result.Hypotheses.Min(h => h.PSingleStep) <= 0.05) family++;
            if (result.Hypotheses.Min(h => h.PStepDown) <= 0.05) stepDown++;
        });
        Assert.InRange(family, 1, 36);
        Assert.Equal(family, stepDown);
        Assert.InRange(raw, 2 * 36, 720);
    }

    [Fact]
    public void ImpossibleDesign_IsRefusedOrMarked()
    {
        Assert.Throws<PreconditionException>(() => DesignCheck.Check(["vegf"], [[1, 2, 3]], 0.05, new MaxTOptions()));
        Assert.False(DesignCheck.Check(["vegf"], [[1, 2, 3, 4]], 0.05, new MaxTOptions()).CanReachAlpha);
        Assert.True(DesignCheck.Check(["vegf"], [[1, 2, 3, 4, 5]], 0.05, new MaxTOptions()).CanReachAlpha);
    }

    [Fact]
    public void ZeroCount_IsAnUpperBoundNeverAnAbsence()
    {
        foreach (Interval interval in new[] { ProportionInterval.Wilson(0, 1000), ProportionInterval.ClopperPearson(0, 1000), ProportionInterval.Jeffreys(0, 1000) })
        {
            Assert.Equal(0, interval.Low);
            Assert.True(interval.High > 0);
        }
    }

    private static double[][] Fractions(double[][] counts)
    {
        double[][] byLot = Composition.Fractions(counts);
        return Enumerable.Range(0, byLot[0].Length).Select(k => byLot.Select(row => row[k]).ToArray()).ToArray();
    }

    private static MaxTResult Run(double[][] fractions, params double[][] readouts)
    {
        using var device = new CpuDevice(1);
        return MaxT.Run(device, fractions, readouts, new MaxTOptions());
    }
}
