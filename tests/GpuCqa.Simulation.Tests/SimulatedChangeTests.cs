using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

/// <summary>Lots before and after a change of the process.</summary>
public class SimulatedChangeTests
{
    private const int Lots = 1500;

    [Theory]
    [InlineData("none", 0.0, 1.0, 111)]
    [InlineData("small", 0.5, 1.0, 112)]
    [InlineData("large", 2.0, 1.0, 113)]
    [InlineData("large", 2.0, 1.0, 114)]
    [InlineData("spread", 0.0, 4.0, 115)]
    public void HiddenState_AfterTheChange_ShiftsAndSpreadsAsStated(string change, double shift, double factor, ulong seed)
    {
        (double[] before, double[] after) = Split(Many(ChangePresets.Shift(change, false).Parameters, seed), Ratio);
        // Log ratio of two states: the difference of their effects.
        double variance = (0.6 * 0.6) + (0.35 * 0.35);
        (double meanBefore, double varianceBefore) = SimulationChecks.Moments(before);
        (double meanAfter, double varianceAfter) = SimulationChecks.Moments(after);
        Assert.Equal(shift * 0.6, meanAfter - meanBefore, 5 * Math.Sqrt(variance * (1 + factor) / Lots));
        Assert.Equal(1, varianceBefore / variance, 5 * Math.Sqrt(2.0 / Lots));
        Assert.Equal(factor, varianceAfter / variance, factor * 5 * Math.Sqrt(2.0 / Lots));
    }

    [Theory]
    [InlineData(116)]
    [InlineData(117)]
    [InlineData(118)]
    public void SplitDonors_ShareTheirPartOfTheVariance(ulong seed)
    {
        (double[] before, double[] after) = Split(Many(ChangePresets.Shift("small", true).Parameters, seed), Ratio);
        Assert.Equal(0.5, SimulationChecks.Pearson(before, after), 5 * 0.75 / Math.Sqrt(Lots));
        (before, after) = Split(Many(ChangePresets.Shift("small", false).Parameters, seed), Ratio);
        Assert.Equal(0, SimulationChecks.Pearson(before, after), 5 / Math.Sqrt(Lots));
    }

    [Fact]
    public void NewState_IsInTheLotsAfterTheChangeAlone()
    {
        (double[] before, double[] after) = Split(Many(ChangePresets.Shift("new-state", false).Parameters, 119), l => l.Truth.Fractions[6]);
        Assert.All(before, f => Assert.Equal(0, f));
        double[] logits = after.Select(f => Math.Log(f / (1 - f))).ToArray();
        (double mean, double variance) = SimulationChecks.Moments(logits);
        Assert.Equal(Math.Log(0.03 / 0.97), mean, 5 * 0.35 / Math.Sqrt(Lots));
        Assert.Equal(0.35, Math.Sqrt(variance), 5 * 0.35 / Math.Sqrt(2 * Lots));
        SimulatedCohort cohort = CohortSimulator.Create(ChangePresets.Shift("new-state", false), 120);
        Assert.All(cohort.Lots, l => Assert.Equal(1, l.Truth.Fractions.Sum(), 1e-12));
        Assert.DoesNotContain(cohort.Lots.Take(8).SelectMany(l => Enumerable.Range(0, l.CellCount).Select(l.Cell)), c => c.State == 6 || c.SecondState == 6);
        Assert.Contains(cohort.Lots.Skip(8).SelectMany(l => Enumerable.Range(0, l.CellCount).Select(l.Cell)), c => c.State == 6);
        Assert.All(cohort.Lots, l => Assert.True(l.ReadBlocks(1000).Sum(b => b.Values.Rows) == l.CellCount));
    }

    [Fact]
    public void Program_AfterTheChange_MovesItsGenesInEveryStateAndNothingElse()
    {
        SimulationParameters parameters = SimulationChecks.Plain(2500) with
        {
            Groups = [new() { Role = "train", Lots = 1, Process = "pre" }, new() { Role = "test", Lots = 1, Process = "post", Changed = true, DonorsOf = 0 }],
            Change = new ProcessChange { ProgramGenes = 60, ProgramEffect = 0.5 },
            Genes = 600,
            CompositionSd = 0,
            CqaCompositionSd = 0,
            CapturePrecision = double.PositiveInfinity,
        };
        SimulatedCohort cohort = CohortSimulator.Create(parameters, 121);
        Assert.Equal(cohort.Lots[0].Truth.Fractions, cohort.Lots[1].Truth.Fractions);
        GeneProgram program = cohort.Genes.Program(GeneProgram.Process);
        Assert.All(program.LogEffects, e => Assert.Equal(0.5, Math.Abs(e)));
        Assert.InRange(program.LogEffects.Count(e => e > 0), 15, 45);
        foreach (int state in new[] { 0, 1 })
        {
            double[] pre = SimulationChecks.GeneMeans(cohort.Lots[0], state), post = SimulationChecks.GeneMeans(cohort.Lots[1], state);
            double[] inside = program.Genes.Select((g, i) => (Math.Log(post[g] / pre[g]) - program.LogEffects[i])).ToArray();
            int[] rest = Enumerable.Range(0, pre.Length).Except(program.Genes).Where(g => pre[g] > 1 && post[g] > 1).ToArray();
            double[] outside = rest.Select(g => Math.Log(post[g] / pre[g])).ToArray();
            // All move together by what the norm of the profile changed.
            Assert.Equal(outside.Average(), inside.Average(), 0.05);
            Assert.True(Math.Sqrt(SimulationChecks.Moments(outside).Variance) < 0.06);
            Assert.True(Math.Sqrt(SimulationChecks.Moments(inside).Variance) < 0.15);
        }
    }

    [Fact]
    public void Drift_OfTheMethod_LeavesTheProductAlone()
    {
        SimulatedCohort none = CohortSimulator.Create(ChangePresets.Shift("none", true), 122);
        SimulatedCohort drift = CohortSimulator.Create(ChangePresets.Shift("drift", true), 122);
        for (int l = 0; l < 16; l++)
        {
            Assert.Equal(none.Lots[l].Truth.Fractions, drift.Lots[l].Truth.Fractions);
            Assert.Equal(none.Lots[l].Readouts, drift.Lots[l].Readouts);
            Assert.Equal(l < 8 ? 1 : 0.5, drift.Lots[l].Truth.Depth / none.Lots[l].Truth.Depth, 1e-12);
            double soup = l < 8 ? 1 : 0.5 * (0.15 / 0.85) / (0.05 / 0.95);
            Assert.Equal(soup, drift.Lots[l].Truth.Ambient / none.Lots[l].Truth.Ambient, 1e-9);
        }
    }

    private static double Ratio(SimulatedLot lot) => Math.Log(lot.Truth.Fractions[3] / lot.Truth.Fractions[0]);

    private static SimulatedCohort Many(SimulationParameters parameters, ulong seed) =>
        CohortSimulator.Create(parameters with { Groups = [.. parameters.Groups.Select(g => g with { Lots = Lots })] }, seed);

    private static (double[] Before, double[] After) Split(SimulatedCohort cohort, Func<SimulatedLot, double> value) =>
        (cohort.Lots.Where(l => l.Process == "pre").Select(value).ToArray(), cohort.Lots.Where(l => l.Process == "post").Select(value).ToArray());
}
