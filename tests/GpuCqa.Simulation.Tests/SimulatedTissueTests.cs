using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

/// <summary>Tissues, donors and batches.</summary>
public class SimulatedTissueTests
{
    [Fact]
    public void MscMiura_Design_IsThatOfTheStudy()
    {
        SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Get("msc-miura"), 1);
        Assert.Equal([("train", "BM", 11), ("test", "BM", 4), ("test", "AD", 4), ("test", "UC", 5)], cohort.Lots.GroupBy(l => (l.Role, l.Tissue)).Select(g => (g.Key.Role, g.Key.Tissue, g.Count())));
        Assert.Equal(24, cohort.Lots.Select(l => l.Donor).Distinct().Count());
        Assert.Equal([4, 4, 3, 4, 4, 5], cohort.Lots.GroupBy(l => l.Batch).Select(g => g.Count()));
        Assert.All(cohort.Lots, l => Assert.Null(l.Process));
    }

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public void UmbilicalCord_LacksMarkerHighCellsAndSecretesLess(ulong seed)
    {
        SimulationParameters preset = SimulationPresets.Get("msc-miura").Parameters;
        SimulationParameters many = preset with { Groups = [.. preset.Groups.Select(g => g with { Lots = 300, CellsPerLot = 400 })] };
        SimulatedCohort cohort = CohortSimulator.Create(many, seed);
        foreach ((string tissue, double share, double shift) in new[] { ("BM", 1.0, 0.0), ("AD", 1.0, 0.0), ("UC", 0.1, -1.5) })
        {
            SimulatedLot[] lots = cohort.Lots.Where(l => l.Tissue == tissue).ToArray();
            CellTruth[] hidden = lots.SelectMany(l => Enumerable.Range(0, l.CellCount).Select(l.Cell)).Where(c => c.State == 3).ToArray();
            Assert.Equal(share, hidden.Count(c => c.MarkerHigh) / (double)hidden.Length, 5 * Math.Sqrt(share * (1 - share) / hidden.Length));
            // A tissue moves the composition of all its lots alike; the readout follows the fraction and the tissue's own shift.
            double expected = lots.Average(l => Math.Log(700) + (0.98 * 0.5 * CompositionModel.StandardizedLogit(many, l.Truth.Fractions[3]))) + shift;
            double spread = Math.Sqrt((0.5 * 0.5 * (1 - (0.98 * 0.98))) + 0.01);
            Assert.Equal(expected, lots.Average(l => Math.Log(l.Readouts[0])), 5 * spread / Math.Sqrt(lots.Length));
            Assert.All(lots, l => Assert.All(l.Readouts, r => Assert.True(r >= 30)));
        }
    }

    [Fact]
    public void MarkerLowCells_KeepTheProgramWithoutTheKeyMarker()
    {
        SimulationParameters parameters = SimulationChecks.Plain(6000) with { Tissues = [new() { Name = "UC", MarkerHighShare = 0.5 }], KeyMarkerShare = 2e-3 };
        SimulatedCohort cohort = CohortSimulator.Create(parameters, 104);
        SimulatedLot lot = cohort.Lots[0];
        float[][] counts = SimulationChecks.Counts(lot);
        CellTruth[] cells = Enumerable.Range(0, lot.CellCount).Select(lot.Cell).ToArray();
        double Mean(Func<CellTruth, bool> of, int[] genes) => Enumerable.Range(0, cells.Length).Where(c => of(cells[c])).Average(c => genes.Sum(g => (double)counts[c][g]));
        int[] key = [cohort.Genes.KeyMarker], markers = cohort.Genes.Program("marker").Genes;
        double other = Mean(c => c.State == 0, key), low = Mean(c => c.State == 1 && !c.MarkerHigh, key), high = Mean(c => c.MarkerHigh, key);
        Assert.Equal(2.6, Math.Log(high / low), 0.15);
        Assert.Equal(0, Math.Log(low / other), 0.3);
        Assert.Equal(0, Math.Log(Mean(c => c.MarkerHigh, markers) / Mean(c => c.State == 1 && !c.MarkerHigh, markers)), 0.1);
        Assert.DoesNotContain(cells, c => c.State == 0 && c.MarkerHigh);
    }

    [Theory]
    [InlineData(105)]
    [InlineData(106)]
    [InlineData(107)]
    public void LotMeans_VaryByTheDeviationsOfLotBatchDonorAndTissue(ulong seed)
    {
        SimulationParameters parameters = SimulationChecks.Plain(800) with
        {
            StateShares = [0.999, 0.001],
            CompositionSd = 0,
            CqaCompositionSd = 0,
            CapturePrecision = double.PositiveInfinity,
            BatchSd = 0.05,
            SharedBatchSd = 0.1,
            DonorSd = 0.15,
            Tissues = [new() { Name = "BM" }, new() { Name = "AD", ExpressionSd = 0.2 }],
            Groups =
            [
                new() { Role = "train", Lots = 4, LotsPerBatch = 2, LotsPerDonor = 4 },
                new() { Role = "test", Lots = 2, LotsPerBatch = 2 },
                new() { Role = "test", Lots = 2, Tissue = "AD", DonorsOf = 1, BatchesOf = 1 },
            ],
        };
        SimulatedCohort cohort = CohortSimulator.Create(parameters, seed);
        Assert.Equal(["D01", "D01", "D01", "D01", "D05", "D06", "D05", "D06"], cohort.Lots.Select(l => l.Donor));
        Assert.Equal(["B01", "B01", "B02", "B02", "B03", "B03", "B03", "B03"], cohort.Lots.Select(l => l.Batch));
        double[][] means = cohort.Lots.Select(l => SimulationChecks.GeneMeans(l)).ToArray();
        double lot = 2 * 0.05 * 0.05, batch = 2 * 0.1 * 0.1, donor = 2 * 0.15 * 0.15, tissue = 0.2 * 0.2;
        AssertVariance(means, 0, 1, lot);
        AssertVariance(means, 0, 2, lot + batch);
        AssertVariance(means, 4, 5, lot + donor);
        AssertVariance(means, 0, 4, lot + batch + donor);
        AssertVariance(means, 4, 6, lot + tissue);
        AssertVariance(means, 4, 7, lot + donor + tissue);
    }

    // Log ratios of strong genes between two lots of 800 cells: what sampling adds is known, (1 / mu + 1 / theta) / cells for each.
    private static void AssertVariance(double[][] means, int a, int b, double expected)
    {
        int[] genes = Enumerable.Range(0, means[0].Length).Where(g => means[a][g] > 1 && means[b][g] > 1).ToArray();
        Assert.True(genes.Length > 150);
        double sampling = genes.Average(g => ((1 / means[a][g]) + (1 / means[b][g]) + 1) / 800);
        double found = SimulationChecks.Moments(genes.Select(g => Math.Log(means[a][g] / means[b][g])).ToArray()).Variance;
        Assert.Equal(1, found / (expected + sampling), 5 * Math.Sqrt(2.0 / genes.Length));
    }
}
