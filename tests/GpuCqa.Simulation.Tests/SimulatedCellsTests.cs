using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

public class SimulatedCellsTests
{
    private static readonly SimulationParameters Wide = new() { TrainLots = 3, MinCellsPerLot = 20_000, MaxCellsPerLot = 20_000 };

    [Fact]
    public void Libraries_OfIntactCells_AreLognormalAroundTheDepthOfTheLot()
    {
        SimulatedCohort cohort = CohortSimulator.Create(Wide, 21);
        foreach (SimulatedLot lot in cohort.Lots)
        {
            Assert.InRange(lot.Truth.Depth, 0.5, 2.0);
            double[] logs = Cells(lot).Where(c => !c.Damaged).Select(c => Math.Log(c.Library)).ToArray();
            (double mean, double variance) = SimulationChecks.Moments(logs);
            Assert.Equal(Math.Log(4000 * lot.Truth.Depth), mean, 0.015);
            Assert.Equal(0.35, Math.Sqrt(variance), 0.01);
            double skew = logs.Average(x => Math.Pow((x - mean) / Math.Sqrt(variance), 3));
            Assert.Equal(0, skew, 0.1);
        }

        Assert.Equal(3, cohort.Lots.Select(l => l.Truth.Depth).Distinct().Count());
    }

    [Fact]
    public void TotalCounts_FollowLibraryAndMitoShare()
    {
        SimulatedCohort cohort = CohortSimulator.Create(Wide with { MinCellsPerLot = 600, MaxCellsPerLot = 600, TrainLots = 1 }, 22);
        SimulatedLot lot = cohort.Lots[0];
        float[][] counts = SimulationChecks.Counts(lot);
        int[] mito = cohort.Genes.Mitochondrial;
        double[] totals = counts.Select(r => (double)r.Sum()).ToArray();
        CellTruth[] cells = Cells(lot);
        double[] ratio = totals.Select((t, c) => t / cells[c].Library).ToArray();
        Assert.Equal(1, ratio.Average(), 0.02);
        Assert.True(SimulationChecks.Pearson(totals, cells.Select(c => c.Library).ToArray()) > 0.95);
        double[] shares = counts.Select(r => mito.Sum(g => r[g]) / (double)r.Sum()).ToArray();
        double intact = shares.Where((_, c) => !cells[c].Damaged).Average();
        double damaged = shares.Where((_, c) => cells[c].Damaged).Average();
        Assert.Equal(0.06 * Math.Exp(0.25 * 0.25 / 2), intact, 0.004);
        Assert.Equal(0.375, damaged, 0.07);
    }

    [Fact]
    public void DamagedCells_AreAMinorityWithFewMolecules()
    {
        SimulatedLot lot = CohortSimulator.Create(Wide, 23).Lots[1];
        CellTruth[] cells = Cells(lot);
        Assert.Equal(0.04, cells.Count(c => c.Damaged) / (double)cells.Length, 0.007);
        Assert.All(cells.Where(c => c.Damaged), c => Assert.InRange(c.MitoShare, 0.25, 0.5));
        Assert.All(cells.Where(c => !c.Damaged), c => Assert.InRange(c.MitoShare, 0.0, 0.2));
        Assert.True(cells.Where(c => c.Damaged).Average(c => c.Library) < 0.3 * cells.Where(c => !c.Damaged).Average(c => c.Library));
    }

    [Fact]
    public void States_OfCells_FollowTheCapturedFractions()
    {
        SimulatedLot lot = CohortSimulator.Create(Wide, 24).Lots[0];
        var observed = Cells(lot).GroupBy(c => c.State).ToDictionary(g => g.Key, g => g.Count());
        SimulationChecks.AssertFits(observed, lot.Truth.CapturedFractions, lot.CellCount);
    }

    [Fact]
    public void Barcodes_OfALot_AreUnique()
    {
        SimulatedLot lot = CohortSimulator.Create(Wide, 25).Lots[2];
        string[] names = Enumerable.Range(0, lot.CellCount).Select(lot.Barcode).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names.Take(100), n => Assert.Matches("^[ACGT]{16}-1$", n));
        Assert.NotEqual(lot.Barcode(0), CohortSimulator.Create(Wide, 25).Lots[0].Barcode(0));
    }

    [Fact]
    public void Cells_OfTwoLots_AreIndependent()
    {
        SimulatedCohort cohort = CohortSimulator.Create(Wide with { LowQualityShare = 0 }, 26);
        double[][] logs = cohort.Lots.Select(l => Cells(l).Select(c => Math.Log(c.Library)).ToArray()).ToArray();
        double[][] mito = cohort.Lots.Select(l => Cells(l).Select(c => Math.Log(c.MitoShare)).ToArray()).ToArray();
        double root = Math.Sqrt(logs[0].Length);
        Assert.InRange(SimulationChecks.Pearson(logs[0], logs[1]) * root, -5, 5);
        Assert.InRange(SimulationChecks.Pearson(logs[1], logs[2]) * root, -5, 5);
        Assert.InRange(SimulationChecks.Pearson(mito[0], mito[2]) * root, -5, 5);
        Assert.InRange(SimulationChecks.Pearson(logs[0], mito[0]) * root, -5, 5);
    }

    private static CellTruth[] Cells(SimulatedLot lot) => Enumerable.Range(0, lot.CellCount).Select(lot.Cell).ToArray();
}
