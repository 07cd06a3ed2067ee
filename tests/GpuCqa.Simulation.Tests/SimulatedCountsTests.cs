using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

public class SimulatedCountsTests
{
    private static readonly SimulatedCohort Cohort = CohortSimulator.Create(SimulationChecks.Plain(6000), 3);
    private static readonly float[][] Counts = SimulationChecks.Counts(Cohort.Lots[0]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Counts_OfOneState_HaveNegativeBinomialMeanVarianceAndZeros(int state)
    {
        int[] cells = Enumerable.Range(0, Cohort.Lots[0].CellCount).Where(c => Cohort.Lots[0].Cell(c).State == state).ToArray();
        Assert.InRange(cells.Length, 1500, 4500);
        double[] shares = SimulationChecks.Shares(Cohort, state);
        double theta = Cohort.Parameters.Dispersion, library = Cohort.Parameters.LibrarySize;
        double meanSquares = 0, zeroSquares = 0;
        var ratios = new List<double>();
        int tested = 0;
        for (int g = 0; g < shares.Length; g++)
        {
            double mu = library * shares[g];
            if (mu < 0.01) continue;
            double variance = mu + (mu * mu / theta);
            double zero = Math.Pow(1 + (mu / theta), -theta);
            double[] values = cells.Select(c => (double)Counts[c][g]).ToArray();
            (double mean, double found) = SimulationChecks.Moments(values);
            double meanZ = (mean - mu) / Math.Sqrt(variance / cells.Length);
            Assert.True(Math.Abs(meanZ) < 5, $"gene {g}: mean {mean}, expected {mu}");
            meanSquares += meanZ * meanZ;
            if (zero > 0.002)
            {
                double zeroZ = ((double)values.Count(v => v == 0) / cells.Length - zero) / Math.Sqrt(zero * (1 - zero) / cells.Length);
                Assert.True(Math.Abs(zeroZ) < 5, $"gene {g}: zeros, {zeroZ} deviations from {zero}");
                zeroSquares += zeroZ * zeroZ;
            }
            else zeroSquares += 1;

            if (mu > 0.2) ratios.Add(found / variance);
            tested++;
        }

        Assert.True(tested > 300);
        Assert.Equal(1, meanSquares / tested, 0.3);
        Assert.Equal(1, zeroSquares / tested, 0.3);
        Assert.Equal(1, ratios.Average(), 0.02);
        Assert.All(ratios, r => Assert.InRange(r, 0.7, 1.4));
    }

    [Fact]
    public void Genes_OfOneState_AreIndependent()
    {
        int[] cells = Enumerable.Range(0, Cohort.Lots[0].CellCount).Where(c => Cohort.Lots[0].Cell(c).State == 0).ToArray();
        double[] shares = SimulationChecks.Shares(Cohort, 0);
        int[] genes = Enumerable.Range(0, shares.Length).OrderByDescending(g => shares[g]).Take(200).Where((_, i) => i % 10 == 0).ToArray();
        double[][] values = genes.Select(g => cells.Select(c => (double)Counts[c][g]).ToArray()).ToArray();
        for (int a = 0; a < genes.Length; a++)
            for (int b = 0; b < a; b++) Assert.InRange(SimulationChecks.Pearson(values[a], values[b]) * Math.Sqrt(cells.Length), -5, 5);
    }

    [Fact]
    public void HiddenState_KeyMarkerAndSets_MoveAsPlanted()
    {
        SimulatedGenes genes = Cohort.Genes;
        int[] states = Enumerable.Range(0, Counts.Length).Select(c => Cohort.Lots[0].Cell(c).State).ToArray();
        double Mean(int gene, int state) => states.Select((s, c) => (s, c)).Where(x => x.s == state).Average(x => Counts[x.c][gene]);
        double LogRatio(int[] set) => Math.Log(set.Sum(g => Mean(g, 1)) / set.Sum(g => Mean(g, 0)));

        Assert.Equal("LRRC75A", genes.Features.Names[genes.KeyMarker]);
        double[] expected = [.. new[] { 0, 1 }.Select(s => SimulationChecks.Shares(Cohort, s)[genes.KeyMarker])];
        Assert.Equal(4e-5, genes.BaseShares[genes.KeyMarker], 1e-18);
        Assert.InRange(Math.Log(expected[1] / expected[0]), 2.3, 2.8);
        Assert.Equal(Math.Log(expected[1] / expected[0]), LogRatio([genes.KeyMarker]), 0.35);
        Assert.InRange(LogRatio(genes.Program("oxphos").Genes), 0.3, 1.1);
        Assert.InRange(LogRatio(genes.Program("ecm").Genes), -1.2, -0.3);
        Assert.InRange(LogRatio(genes.Program("marker").Genes), 0.9, 2.1);
        Assert.All(genes.Program("oxphos").Genes, g => Assert.Matches("^(NDUF|SDH|UQCR|CYC1|COX|ATP5)", genes.Features.Names[g]));
        Assert.Contains(genes.Program("ecm").Genes, g => genes.Features.Names[g].StartsWith("COL", StringComparison.Ordinal));
        Assert.Equal(20, genes.Program("marker").Genes.Length);
    }

    [Fact]
    public void Genes_Table_IsUniqueDisjointAndSumsToOne()
    {
        SimulatedGenes genes = CohortSimulator.Create(SimulationPresets.Get("msc-small"), 5).Genes;
        Assert.Equal(2500, genes.Features.Ids.Distinct().Count());
        Assert.Equal(2500, genes.Features.Names.Distinct().Count());
        Assert.Equal("ENSGSIM00000000001", genes.Features.Ids[0]);
        Assert.Equal(1, genes.BaseShares.Sum(), 1e-12);
        Assert.Equal(0.06, genes.Mitochondrial.Sum(g => genes.BaseShares[g]), 1e-12);
        Assert.All(genes.Mitochondrial, g => Assert.StartsWith("MT-", genes.Features.Names[g], StringComparison.Ordinal));
        Assert.Equal(13, genes.Features.Names.Count(n => n.StartsWith("MT-", StringComparison.Ordinal)));
        int[] planted = genes.Programs.SelectMany(p => p.Genes).Concat(genes.Mitochondrial).ToArray();
        Assert.Equal(planted.Length, planted.Distinct().Count());
        GeneProgram program = genes.Program("state_0");
        Assert.All(program.LogEffects, e => Assert.InRange(Math.Abs(e), 0.5, 1.0));
        Assert.InRange(program.LogEffects.Count(e => e > 0), 40, 72);
    }
}
