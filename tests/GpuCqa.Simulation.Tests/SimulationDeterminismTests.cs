using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

public class SimulationDeterminismTests
{
    private static readonly SimulationParameters Small = new() { TrainLots = 3, MinCellsPerLot = 150, MaxCellsPerLot = 200, LibrarySize = 800 };

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Cells_AnyBlockSize_AreTheSame(int block)
    {
        SimulatedLot lot = CohortSimulator.Create(Small, 41).Lots[1];
        float[][] expected = SimulationChecks.Counts(lot, 50);
        float[][] found = SimulationChecks.Counts(lot, block);
        Assert.Equal(expected.Length, found.Length);
        for (int c = 0; c < expected.Length; c++) Assert.Equal(expected[c], found[c]);
        Assert.All(lot.ReadBlocks(block).SkipLast(1), b => Assert.Equal(block, b.Values.Rows));
        Assert.Equal(Enumerable.Range(0, lot.CellCount).Select(lot.Barcode), lot.ReadBlocks(block).SelectMany(b => b.Barcodes));
    }

    [Fact]
    public void Lots_AnyOrderOrAlone_AreTheSame()
    {
        SimulatedCohort first = CohortSimulator.Create(Small, 42);
        float[][][] forward = first.Lots.Select(l => SimulationChecks.Counts(l)).ToArray();
        SimulatedCohort second = CohortSimulator.Create(Small, 42);
        for (int l = 2; l >= 0; l--)
        {
            Assert.Equal(forward[l], SimulationChecks.Counts(second.Lots[l]));
            Assert.Equal(first.Lots[l].Readouts, second.Lots[l].Readouts);
        }
    }

    [Fact]
    public void Lots_OfALargerCohort_BeginWithThoseOfASmallerOne()
    {
        SimulatedLot alone = CohortSimulator.Create(Small with { TrainLots = 1 }, 43).Lots[0];
        SimulatedLot among = CohortSimulator.Create(Small with { TrainLots = 9, TestLots = 3 }, 43).Lots[0];
        Assert.Equal(alone.Truth.Fractions, among.Truth.Fractions);
        Assert.Equal(alone.Readouts, among.Readouts);
        Assert.Equal(SimulationChecks.Counts(alone), SimulationChecks.Counts(among));
    }

    [Fact]
    public void Seeds_ThatDiffer_GiveOtherGenesLotsAndCells()
    {
        SimulatedCohort a = CohortSimulator.Create(Small, 44);
        SimulatedCohort b = CohortSimulator.Create(Small, 45);
        Assert.NotEqual(a.Genes.BaseShares, b.Genes.BaseShares);
        Assert.NotEqual(a.Genes.Program("marker").Genes, b.Genes.Program("marker").Genes);
        Assert.NotEqual(a.Lots[0].Truth.Fractions, b.Lots[0].Truth.Fractions);
        Assert.NotEqual(a.Lots[0].Readouts, b.Lots[0].Readouts);
        Assert.NotEqual(SimulationChecks.Counts(a.Lots[0])[0], SimulationChecks.Counts(b.Lots[0])[0]);
        Assert.NotEqual(SimulationChecks.Counts(a.Lots[0])[0], SimulationChecks.Counts(a.Lots[1])[0]);
        Assert.NotEqual(SimulationChecks.Counts(a.Lots[0])[0], SimulationChecks.Counts(a.Lots[0])[1]);
    }

    [Theory]
    [InlineData("cpu", 1)]
    [InlineData("cpu", 4)]
    [InlineData("cpu:reference", null)]
    public void Cells_AnyDeviceAndThreads_AreTheSame(string name, int? threads)
    {
        SimulatedLot lot = CohortSimulator.Create(Small with { MinCellsPerLot = 500, MaxCellsPerLot = 500 }, 47).Lots[0];
        using ComputeDevice device = ComputeDevices.Open(name, threads);
        var source = new SimulatedCellSource(lot, device);
        Assert.Equal(500, source.CellCount);
        Assert.Equal(SimulationChecks.Counts(lot.ReadBlocks(500)), SimulationChecks.Counts(source.ReadBlocks(333)));
    }

    [Fact]
    public void Reading_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        SimulatedLot lot = CohortSimulator.Create(Small, 46).Lots[0];
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (CellBlock block in lot.ReadBlocks(10, cancellation: source.Token)) source.Cancel();
        });
    }

    [Fact]
    public void TotalCells_OverLots_AreSpreadEvenly()
    {
        SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Scale(100_003, 2000), 1);
        Assert.Equal(100_003, cohort.CellCount);
        Assert.Equal(11, cohort.Lots.Count);
        Assert.True(cohort.Lots.Max(l => l.CellCount) - cohort.Lots.Min(l => l.CellCount) <= 1);
    }
}
