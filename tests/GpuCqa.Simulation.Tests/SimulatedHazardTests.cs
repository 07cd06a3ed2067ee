using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

public class SimulatedHazardTests
{
    private const int Lots = 3000, Cells = 20_000;

    [Theory]
    [InlineData(1e-2, 81)]
    [InlineData(1e-3, 82)]
    [InlineData(1e-4, 83)]
    [InlineData(1e-5, 84)]
    [InlineData(1e-3, 85)]
    [InlineData(1e-3, 86)]
    public void Independent_Hazards_AreBinomial(double frequency, ulong seed)
    {
        double[] found = Counts(frequency, new HazardParameters(), seed);
        AssertMoments(found, Cells * frequency, Cells * frequency * (1 - frequency));
    }

    [Theory]
    [InlineData(1e-3, 3, 87)]
    [InlineData(1e-4, 3, 88)]
    [InlineData(1e-3, 8, 89)]
    public void Clumped_Hazards_VaryAsNeymansTypeA(double frequency, double clump, ulong seed)
    {
        double[] found = Counts(frequency, new HazardParameters { ClumpMean = clump }, seed);
        AssertMoments(found, Cells * frequency, Cells * frequency * (1 + clump));
    }

    [Theory]
    [InlineData(1e-2, 1e-3, 90)]
    [InlineData(1e-3, 1e-3, 91)]
    [InlineData(1e-3, 1e-2, 92)]
    public void Lots_WithIntraclassCorrelation_AreBetaBinomial(double frequency, double correlation, ulong seed)
    {
        double[] found = Counts(frequency, new HazardParameters { LotCorrelation = correlation }, seed);
        double binomial = Cells * frequency * (1 - frequency);
        AssertMoments(found, Cells * frequency, binomial * (1 + ((Cells - 1) * correlation)));
        // The share of lots without any, which is what a zero count has to be judged by: B(a, n + b) / B(a, b).
        double precision = (1 / correlation) - 1, logZero = 0;
        for (int i = 0; i < Cells; i++) logZero += Math.Log((((1 - frequency) * precision) + i) / (precision + i));
        double zero = Math.Exp(logZero);
        Assert.Equal(zero, found.Count(h => h == 0) / (double)Lots, (5 * Math.Sqrt(zero * (1 - zero) / Lots)) + (5.0 / Lots));
    }

    [Fact]
    public void HazardCells_AreWhereTheTruthSaysAndExpressTheProgram()
    {
        SimulationParameters parameters = SimulationChecks.Plain(3000) with
        {
            Genes = 600,
            Groups = [new() { Role = "spike", Lots = 1, CellsPerLot = 3000, HazardFrequency = 0.3 }],
            Hazard = new HazardParameters { BaseShare = 1e-4, ClumpMean = 3 },
        };
        SimulatedCohort cohort = CohortSimulator.Create(parameters, 93);
        SimulatedLot lot = cohort.Lots[0];
        int[] cells = lot.Truth.HazardCells.ToArray();
        Assert.InRange(cells.Length, 600, 1200);
        Assert.Equal(cells, cells.Distinct().Order());
        Assert.Equal(cells, Enumerable.Range(0, 3000).Where(c => lot.Cell(c).Hazard));
        GeneProgram program = cohort.Genes.Program(GeneProgram.Hazard);
        Assert.Equal(30, program.Genes.Length);
        Assert.Contains(program.Genes, g => cohort.Genes.Features.Names[g] == "LIN28A");
        Assert.All(program.LogEffects, e => Assert.InRange(e, 2, 3));
        Assert.All(program.Genes, g => Assert.Equal(1e-4, cohort.Genes.BaseShares[g], 1e-18));
        float[][] counts = SimulationChecks.Counts(lot);
        double[] totals = counts.Select(r => program.Genes.Sum(g => (double)r[g])).ToArray();
        double[] shares = SimulationChecks.Shares(cohort, 0);
        double raised = program.Genes.Select((g, i) => shares[g] * Math.Exp(program.LogEffects[i])).Sum(), plain = program.Genes.Sum(g => shares[g]);
        double rescaled = raised / (1 + (raised - plain));
        // Programs of the two states move the norm of a profile by a few percent.
        Assert.Equal(1, cells.Average(c => totals[c]) / (2000 * rescaled), 0.1);
        Assert.Equal(1, Enumerable.Range(0, 3000).Except(cells).Average(c => totals[c]) / (2000 * plain), 0.1);
    }

    [Fact]
    public void Preset_Hazard_HasBlanksAndTiersAndAnyNumberOfCells()
    {
        SimulatedCohort cohort = CohortSimulator.Create(HazardPresets.Hazard(10_000_000), 1);
        Assert.InRange(cohort.CellCount, 9_999_000, 10_000_000);
        Assert.All(cohort.Lots.Where(l => l.Role == "blank"), l => Assert.Empty(l.Truth.HazardCells));
        Assert.Equal(5, cohort.Lots.Count(l => l.Role == "blank"));
        double[] expected = [1e-2, 1e-2, 1e-3, 1e-3, 1e-4, 1e-4, 1e-5, 1e-5];
        SimulatedLot[] spiked = cohort.Lots.Where(l => l.Role == "spike").ToArray();
        Assert.Equal(8, spiked.Length);
        // Beta lots with precision 999 make the frequency of one lot vary; only the common ones are near their tier.
        Assert.All(spiked.Take(2), l => Assert.InRange(l.Truth.HazardFrequency, 1e-3, 3e-2));
        Assert.All(spiked, l => Assert.InRange(l.Truth.HazardCells.Count, 0, 3e-2 * l.CellCount));
        Assert.Equal(expected.Length, spiked.Length);
    }

    private static double[] Counts(double frequency, HazardParameters hazard, ulong seed)
    {
        var parameters = new SimulationParameters { Groups = [new() { Role = "spike", Lots = Lots, CellsPerLot = Cells, HazardFrequency = frequency }], Hazard = hazard };
        return CohortSimulator.Create(parameters, seed).Lots.Select(l => (double)l.Truth.HazardCells.Count).ToArray();
    }

    /// <summary>Within five standard errors; that of the variance from the fourth moment found.</summary>
    private static void AssertMoments(double[] found, double mean, double variance)
    {
        (double m, double v) = SimulationChecks.Moments(found);
        Assert.Equal(mean, m, 5 * Math.Sqrt(variance / found.Length));
        double fourth = found.Average(x => Math.Pow(x - m, 4));
        Assert.Equal(variance, v, 5 * Math.Sqrt(Math.Max(fourth - (v * v), v) / found.Length));
    }
}
