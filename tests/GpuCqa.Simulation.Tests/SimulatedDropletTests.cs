using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

/// <summary>Doublets and ambient molecules.</summary>
public class SimulatedDropletTests
{
    private const int Cells = 20_000;

    [Theory]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    public void Doublets_HaveTheStatedShareAndTheSecondCellsTheStatesOfTheLot(ulong seed)
    {
        SimulatedLot lot = CohortSimulator.Create(SimulationChecks.Plain(Cells) with { DoubletShare = 0.08, LibrarySd = 0.3 }, seed).Lots[0];
        CellTruth[] cells = Truth(lot);
        int doublets = cells.Count(c => c.Doublet);
        Assert.Equal(0.08, doublets / (double)Cells, 5 * Math.Sqrt(0.08 * 0.92 / Cells));
        var second = cells.Where(c => c.Doublet).GroupBy(c => c.SecondState).ToDictionary(g => g.Key, g => g.Count());
        SimulationChecks.AssertFits(second, lot.Truth.CapturedFractions, doublets);
        (double mean, double variance) = SimulationChecks.Moments(cells.Where(c => c.Doublet).Select(c => Math.Log(c.SecondLibrary)).ToArray());
        Assert.Equal(Math.Log(2000), mean, 5 * 0.3 / Math.Sqrt(doublets));
        Assert.Equal(0.3, Math.Sqrt(variance), 5 * 0.3 / Math.Sqrt(2 * doublets));
    }

    [Fact]
    public void Doublets_HoldTheMoleculesOfBothCells()
    {
        SimulatedCohort cohort = CohortSimulator.Create(SimulationChecks.Plain(4000) with { DoubletShare = 0.5, CompositionSd = 0, CqaCompositionSd = 0 }, 74);
        SimulatedLot lot = cohort.Lots[0];
        float[][] counts = SimulationChecks.Counts(lot);
        CellTruth[] cells = Truth(lot);
        foreach (int first in new[] { 0, 1 })
        {
            foreach (int second in new[] { -1, 0, 1 })
            {
                int[] chosen = Enumerable.Range(0, cells.Length).Where(c => cells[c].State == first && cells[c].SecondState == second).ToArray();
                double[] shares = SimulationChecks.Shares(cohort, first);
                double[] mu = second < 0 ? shares.Select(s => 2000 * s).ToArray() : shares.Zip(SimulationChecks.Shares(cohort, second), (a, b) => 2000 * (a + b)).ToArray();
                // Two negative binomials of one theta: their variances add, and cross terms do not appear.
                double[] variance = second < 0
                    ? mu.Select(m => m + (m * m / 2)).ToArray()
                    : shares.Zip(SimulationChecks.Shares(cohort, second), (a, b) => (2000 * (a + b)) + (2000 * 2000 * ((a * a) + (b * b)) / 2)).ToArray();
                AssertMeans(counts, chosen, mu, variance);
            }
        }
    }

    [Theory]
    [InlineData(75)]
    [InlineData(76)]
    [InlineData(77)]
    public void Ambient_Molecules_HaveTheStatedTypicalShareAndSpread(ulong seed)
    {
        SimulationParameters parameters = SimulationChecks.Plain(200) with { TrainLots = 400, AmbientShare = 0.1, AmbientSd = 0.3, DepthLow = 0.5, DepthHigh = 2 };
        SimulatedCohort cohort = CohortSimulator.Create(parameters, seed);
        double[] lots = cohort.Lots.Select(l => Math.Log(l.Truth.Ambient / (2000 * l.Truth.Depth * 0.1 / 0.9))).ToArray();
        (double mean, double variance) = SimulationChecks.Moments(lots);
        Assert.Equal(0, mean, 5 * 0.3 / Math.Sqrt(400));
        Assert.Equal(0.3, Math.Sqrt(variance), 5 * 0.3 / Math.Sqrt(800));
        double[] droplets = cohort.Lots.SelectMany(l => Truth(l).Select(c => Math.Log(c.Ambient / l.Truth.Ambient))).ToArray();
        (mean, variance) = SimulationChecks.Moments(droplets);
        Assert.Equal(0, mean, 5 * 0.3 / Math.Sqrt(droplets.Length));
        Assert.Equal(0.3, Math.Sqrt(variance), 5 * 0.3 / Math.Sqrt(2.0 * droplets.Length));
        // All cells are alike here, so the median share over droplets of all lots is the parameter.
        double[] shares = cohort.Lots.SelectMany(l => Truth(l).Select(c => c.AmbientShare)).Order().ToArray();
        double lotError = 0.1 * 0.9 * 0.3 * Math.Sqrt(Math.PI / 2 / 400);
        Assert.Equal(0.1, shares[shares.Length / 2], 5 * lotError);
    }

    [Theory]
    [InlineData(78)]
    [InlineData(79)]
    [InlineData(80)]
    public void Ambient_Counts_ShowTheGenesOfTheWholeLotInEveryState(ulong seed)
    {
        SimulatedCohort cohort = CohortSimulator.Create(SimulationChecks.Plain(5000) with { AmbientShare = 0.3, AmbientSd = 0 }, seed);
        SimulatedLot lot = cohort.Lots[0];
        float[][] counts = SimulationChecks.Counts(lot);
        CellTruth[] cells = Truth(lot);
        double[][] states = [SimulationChecks.Shares(cohort, 0), SimulationChecks.Shares(cohort, 1)];
        double ambient = 2000 * 0.3 / 0.7;
        Assert.All(cells, c => Assert.Equal(0.3, c.AmbientShare, 1e-12));
        foreach (int state in new[] { 0, 1 })
        {
            int[] chosen = Enumerable.Range(0, cells.Length).Where(c => cells[c].State == state).ToArray();
            double[] soup = states[0].Zip(states[1], (a, b) => ambient * ((lot.Truth.CapturedFractions[0] * a) + (lot.Truth.CapturedFractions[1] * b))).ToArray();
            double[] own = states[state].Select(s => 2000 * s).ToArray();
            AssertMeans(counts, chosen, own.Zip(soup, (a, b) => a + b).ToArray(), own.Zip(soup, (a, b) => a + (a * a / 2) + b).ToArray());
        }
    }

    /// <summary>Mean and variance of every gene against its law; the squared deviations of the means must average 1.</summary>
    private static void AssertMeans(float[][] counts, int[] cells, double[] means, double[] variances)
    {
        Assert.True(cells.Length > 300);
        double squares = 0;
        var ratios = new List<double>();
        int tested = 0;
        for (int g = 0; g < means.Length; g++)
        {
            if (means[g] < 0.02) continue;
            (double mean, double variance) = SimulationChecks.Moments(cells.Select(c => (double)counts[c][g]).ToArray());
            double z = (mean - means[g]) / Math.Sqrt(variances[g] / cells.Length);
            Assert.InRange(z, -5.5, 5.5);
            squares += z * z;
            tested++;
            if (means[g] > 0.5) ratios.Add(variance / variances[g]);
        }

        Assert.True(tested > 250);
        Assert.Equal(1, squares / tested, 5 * Math.Sqrt(2.0 / tested));
        Assert.Equal(1, ratios.Average(), 0.04);
    }

    private static CellTruth[] Truth(SimulatedLot lot) => Enumerable.Range(0, lot.CellCount).Select(lot.Cell).ToArray();
}
