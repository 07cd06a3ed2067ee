using GpuCqa.Core.Cohorts;
using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

public class SimulatedBatchTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void LotMeans_OfStrongGenes_DifferByTheBatchDeviation(double batchSd)
    {
        SimulationParameters parameters = SimulationChecks.Plain(1500) with
        {
            TrainLots = 2, BatchSd = batchSd, CompositionSd = 0, CqaCompositionSd = 0, CapturePrecision = double.PositiveInfinity, StateShares = [0.999, 0.001],
        };
        SimulatedCohort cohort = CohortSimulator.Create(parameters, 61);
        double[][] means = cohort.Lots.Select(l => Means(SimulationChecks.Counts(l))).ToArray();
        double[] ratios = Enumerable.Range(0, cohort.Genes.Count).Where(g => means[0][g] > 1 && means[1][g] > 1).Select(g => Math.Log(means[0][g] / means[1][g])).ToArray();
        Assert.True(ratios.Length > 150);
        // Sampling adds (1 / mu + 1 / theta) / cells per lot, at most 0.002 to the variance of the ratio.
        double expected = Math.Sqrt(2) * batchSd;
        Assert.Equal(expected, Math.Sqrt(SimulationChecks.Moments(ratios).Variance), batchSd == 0 ? 0.04 : 0.08);
    }

    [Fact]
    public void AnyValidParameters_MakeWholeCohorts()
    {
        var random = new Random(62);
        for (int round = 0; round < 25; round++)
        {
            int states = random.Next(2, 8);
            double[] raw = Enumerable.Range(0, states).Select(_ => 0.05 + random.NextDouble()).ToArray();
            var parameters = new SimulationParameters
            {
                TrainLots = random.Next(1, 4),
                TestLots = random.Next(0, 2),
                MinCellsPerLot = random.Next(1, 20),
                MaxCellsPerLot = random.Next(20, 90),
                StateShares = raw.Select(r => r / raw.Sum()).ToArray(),
                CqaState = random.Next(states),
                ProgramSize = random.Next(0, 30),
                GeneSetSize = random.Next(0, 120),
                MarkerGenes = random.Next(0, 25),
                Genes = random.Next(600, 900),
                BaseShape = 0.05 + random.NextDouble(),
                BaseLogSd = 3 * random.NextDouble(),
                LibrarySize = Math.Exp(9 * random.NextDouble()),
                LibrarySd = random.NextDouble(),
                Dispersion = Math.Exp(4 * (random.NextDouble() - 0.5)),
                BatchSd = random.NextDouble(),
                MitoShare = random.Next(3) == 0 ? 0 : 0.2 * random.NextDouble(),
                LowQualityShare = random.NextDouble(),
                CqaCompositionSd = 2 * random.NextDouble(),
                CapturePrecision = random.Next(3) == 0 ? double.PositiveInfinity : Math.Exp(9 * random.NextDouble()),
                DonorVarianceShare = random.NextDouble(),
            };
            SimulatedCohort cohort = CohortSimulator.Create(parameters, (ulong)round);
            Assert.Equal(1, cohort.Genes.BaseShares.Sum(), 1e-9);
            foreach (SimulatedLot lot in cohort.Lots)
            {
                Assert.Equal(1, lot.Truth.Fractions.Sum(), 1e-9);
                Assert.Equal(1, lot.Truth.CapturedFractions.Sum(), 1e-9);
                Assert.All(lot.Readouts, r => Assert.True(r > 0 && double.IsFinite(r)));
                int cells = 0;
                foreach (CellBlock block in lot.ReadBlocks(random.Next(1, 100)))
                {
                    block.Values.Validate();
                    Assert.All(block.Values.Values, v => Assert.True(v >= 1 && v == MathF.Floor(v)));
                    cells += block.Values.Rows;
                }

                Assert.Equal(lot.CellCount, cells);
            }
        }
    }

    private static double[] Means(float[][] counts) => Enumerable.Range(0, counts[0].Length).Select(g => counts.Average(r => (double)r[g])).ToArray();
}
