using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class PlannerTests
{
    /// <summary>SPEAR-09: exact critical values of the vectors.</summary>
    [Theory]
    [InlineData(5, 6, 1.0, double.NaN)]
    [InlineData(7, 6, 0.785714285714, 0.928571428571)]
    [InlineData(9, 30, 0.7, 0.916666666667)]
    [InlineData(11, 6, 0.618181818182, 0.772727272727)]
    [InlineData(12, 30, 0.587412587413, 0.825174825175)]
    public void Plan_CriticalCorrelations_AreThoseOfTheVectors(int lots, int clusters, double alone, double family)
    {
        AssociationDesign design = AssociationPlanner.Of(new PlanParameters { Lots = lots, Clusters = clusters });
        Close.Relative(alone, design.CriticalAlone, 1e-10);
        Close.Relative(family, design.CriticalFamily, 1e-10);
        Assert.True(design.Exact);
    }

    /// <summary>Domain 2.3: 11 lots and 6 clusters find 0.55 at 0.8 and 0.84 at 0.9, one cluster 0.83 and 0.97 (20,000 draws of another program).</summary>
    [Theory]
    [InlineData(11, 0.8, 0.83, 0.55)]
    [InlineData(11, 0.9, 0.97, 0.84)]
    [InlineData(8, 0.7, 0.44, 0.15)]
    [InlineData(20, 0.5, 0.61, 0.32)]
    public void Plan_Power_IsThatOfAnotherProgram(int lots, double rho, double alone, double family)
    {
        AssociationDesign design = AssociationPlanner.Of(new PlanParameters { Lots = lots, Clusters = 6, Rho = rho });
        Assert.InRange(design.PowerAlone, alone - 0.02, alone + 0.02);
        Assert.InRange(design.PowerFamily, family - 0.02, family + 0.02);
    }

    [Fact]
    public void Plan_ElevenLotsSixClusters_NeedsACorrelationOfAbout089()
    {
        PlanResult plan = Planner.Plan(new PlanParameters { Rho = 0.8 });
        Assert.InRange(plan.Association.DetectableFamily, 0.87, 0.90);
        Assert.InRange(plan.Association.DetectableAlone, 0.77, 0.81);
        Assert.InRange(plan.LotsNeeded!.Value, 14, 16);
        Assert.Equal(DesignVerdict.LowPower, plan.AssociationVerdict);
    }

    [Fact]
    public void Plan_FivePairs_HasTheFloorOfSignFlips()
    {
        PlanResult plan = Planner.Plan(new PlanParameters { Blocks = [2, 2, 2, 2, 2], Clusters = 1 });
        Assert.Equal(0.0625, plan.Association.SmallestP);
        Assert.Equal(DesignVerdict.CannotPass, plan.AssociationVerdict);
        Assert.Contains(plan.Warnings, w => w.Contains("cannot find", StringComparison.Ordinal));
        Assert.True(plan.Impossible);
    }

    [Fact]
    public void Plan_FourLots_CannotBeSignificant() => Assert.Equal(DesignVerdict.CannotPass, Planner.Plan(new PlanParameters { Lots = 4, Clusters = 1 }).AssociationVerdict);

    [Fact]
    public void Plan_TwoGroups_HasTheFloorOfRankSums()
    {
        AssociationDesign design = AssociationPlanner.Of(new PlanParameters { Groups = [4, 5], Clusters = 1 });
        Close.Relative(2.0 / 126, design.SmallestP);
        Assert.False(double.IsNaN(design.CriticalAlone));
    }

    [Fact]
    public void Plan_ThreeAgainstThreeAtOneAndAHalfEstimatedDeviations_CannotPass()
    {
        EquivalenceDesign design = Assert.Single(EquivalencePlanner.Of(new PlanParameters { Margin = 1.5, MarginEstimated = true, Before = 3, After = 3 }));
        Assert.Equal(DesignVerdict.CannotPass, design.Verdict);
        Close.Relative(1.5288315952652258, design.SmallestHalfWidth, 1e-6);
        Assert.Equal(0, design.Power);
    }

    /// <summary>Domain 3.2: an estimated margin, power at no difference and size at the margin (100,000 simulations of another program).</summary>
    [Theory]
    [InlineData(6, 6, 0.48, double.NaN)]
    [InlineData(10, 3, 0.34, double.NaN)]
    [InlineData(10, 10, 0.81, 0.061)]
    [InlineData(20, 10, 0.93, 0.064)]
    public void Plan_EstimatedMargin_HasThePowerOfAnotherProgram(int before, int after, double power, double size)
    {
        EquivalenceDesign design = Assert.Single(EquivalencePlanner.Of(new PlanParameters { Margin = 1.5, MarginEstimated = true, Before = before, After = after }));
        Assert.InRange(design.Power, power - 0.02, power + 0.02);
        if (!double.IsNaN(size)) Assert.InRange(design.PassAtMargin, size - 0.01, size + 0.01);
    }

    /// <summary>Domain 3.3: pairs against the donor's share of the variance, margin 1.5 SD between lots.</summary>
    [Theory]
    [InlineData(0.0, 3, 0.15)]
    [InlineData(0.0, 8, 0.71)]
    [InlineData(0.5, 3, 0.33)]
    [InlineData(0.5, 5, 0.73)]
    [InlineData(0.5, 8, 0.97)]
    [InlineData(0.9, 3, 0.93)]
    public void Plan_Pairs_HaveThePowerOfAnotherProgram(double donorShare, int pairs, double power)
    {
        EquivalenceDesign design = Assert.Single(EquivalencePlanner.Of(new PlanParameters { Margin = 1.5, Pairs = pairs, DonorShare = donorShare }));
        Assert.InRange(design.Power, power - 0.01, power + 0.01);
    }

    [Fact]
    public void Plan_HistoricLots_HelpWhereDonorsVaryLittle()
    {
        IReadOnlyList<EquivalenceDesign> designs = EquivalencePlanner.Of(new PlanParameters { Margin = 1.5, Pairs = 4, Before = 12, DonorShare = 0.2 });
        Assert.Equal(["pairs", "pairs and historic"], designs.Select(d => d.Design));
        Assert.True(designs[1].Power > designs[0].Power + 0.1);
        Assert.True(designs[1].DegreesOfFreedom < 4 + 4 + 12);
    }

    /// <summary>The planned power with historic lots is that of the test on drawn lots, fitted lot by lot; it was 0.55 for 0.49 when the variances were taken as known.</summary>
    [Theory]
    [InlineData(3, 12, 0.5)]
    [InlineData(5, 12, 0.2)]
    public void Plan_PairsWithHistoricLots_HaveThePowerOfTheTestOnDrawnLots(int pairs, int historic, double share) => Seeds.Each(seed =>
    {
        const int Runs = 1500;
        EquivalenceDesign design = EquivalencePlanner.Of(new PlanParameters { Margin = 1.5, Pairs = pairs, Before = historic, DonorShare = share })[1];
        int passed = 0;
        for (int run = 0; run < Runs; run++)
        {
            var random = new Philox(seed, RandomPurpose.Test, (ulong)run);
            double[] before = new double[pairs], after = new double[pairs], old = new double[historic];
            for (int i = 0; i < pairs; i++)
            {
                double donor = Math.Sqrt(share) * random.NextNormal();
                before[i] = donor + (Math.Sqrt(1 - share) * random.NextNormal());
                after[i] = donor + (Math.Sqrt(1 - share) * random.NextNormal());
            }

            for (int i = 0; i < historic; i++) old[i] = random.NextNormal();
            SplitLotModel model = SplitLotModel.Fit(before, after, old);
            if (Math.Abs(model.Difference) + (StudentDistribution.Quantile(0.95, model.DegreesOfFreedom) * model.StandardError) < 1.5) passed++;
        }

        double found = (double)passed / Runs, error = Math.Sqrt(design.Power * (1 - design.Power) * ((1.0 / Runs) + (1.0 / EquivalencePlanner.Cohorts)));
        Assert.True(Math.Abs(found - design.Power) < 4.5 * error, $"promised {design.Power}, found {found}");
        Assert.True(design.PassAtMargin < 0.06, $"at the margin {design.PassAtMargin}");
    });

    /// <summary>Domain 3.4: P(pass) at shifts of 0, 1, 2, 3 SD; 90 % of the lots after have to lie within.</summary>
    [Theory]
    [InlineData(3, 3, 3, 0.76, 0.65, 0.43, 0.23)]
    [InlineData(3, 10, 3, 0.95, 0.84, 0.53, 0.19)]
    [InlineData(3, 10, 6, 0.91, 0.74, 0.36, 0.09)]
    [InlineData(2, 10, 3, 0.77, 0.54, 0.17, 0.02)]
    public void QualityRange_Passes_AsOftenAsSimulated(double k, int before, int after, params double[] expected)
    {
        for (int shift = 0; shift < 4; shift++) Assert.InRange(QualityRangePower.Pass(before, after, k, shift), expected[shift] - 0.0075, expected[shift] + 0.0075);
    }

    [Fact]
    public void QualityRange_OfThreeDeviationsAndTenLots_LetsAShiftOfTwoThrough()
    {
        EquivalenceDesign design = Assert.Single(EquivalencePlanner.Of(new PlanParameters { QualityRange = 3, Before = 10, After = 3 }));
        Assert.Equal(DesignVerdict.CannotFail, design.Verdict);
    }

    [Fact]
    public void Plan_LotsBeforeAndAfterWithoutAMargin_AreRefused() => Assert.Contains("no margin", Assert.Throws<InvalidParameterException>(() => Planner.Plan(new PlanParameters { Before = 6, After = 6 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Plan_Hazard_SaysCellsAndLots()
    {
        PlanResult plan = Planner.Plan(new PlanParameters { Frequency = 1e-4, CellsPerLot = 10_000, Efficiency = 0.6, Icc = 0.001, Lots = 6, Clusters = 1 });
        Close.Relative(0.6887552021514518, plan.Hazard!.InAllLots, 1e-9);
        Close.Relative(0.45120482910573, plan.Hazard.InOneLot, 1e-9);
        Assert.Equal(49_927, plan.Hazard.CellsInOneLot);
        Assert.Equal(DesignVerdict.LowPower, plan.Hazard.Verdict);
        Assert.True(HazardDetection.InLots(1e-4, 6000, plan.Hazard.LotsNeeded!.Value, 1, 0.001) >= 0.95);
        Assert.True(HazardDetection.InLots(1e-4, 6000, plan.Hazard.LotsNeeded.Value - 1, 1, 0.001) < 0.95);
    }
}
