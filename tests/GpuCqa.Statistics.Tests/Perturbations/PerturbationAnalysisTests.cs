using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Statistics.Tests.Perturbations;

public class PerturbationAnalysisTests
{
    private static readonly PerturbParameters Usual = new() { Readout = "vegf", NonTargeting = ["NT"], PositiveControl = "VEGFA" };

    // Dunnett (1964), Biometrics 20, table II: two-sided 5 % points.
    [Theory]
    [InlineData(1, 10, 2.23)]
    [InlineData(2, 10, 2.57)]
    [InlineData(3, 20, 2.54)]
    [InlineData(4, 20, 2.65)]
    [InlineData(9, 20, 2.95)]
    [InlineData(5, double.PositiveInfinity, 2.51)]
    [InlineData(9, double.PositiveInfinity, 2.69)]
    public void Dunnett_TabulatedPoints_HaveFivePercent(int comparisons, double freedom, double point) =>
        Assert.True(DunnettDistribution.TwoSided(point - 0.006, comparisons, freedom) > 0.05 && DunnettDistribution.TwoSided(point + 0.006, comparisons, freedom) < 0.05);

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(2.5, 37)]
    [InlineData(9, 3)]
    public void Dunnett_OneComparison_IsStudentsT(double t, double freedom) => Assert.Equal(1, DunnettDistribution.TwoSided(t, 1, freedom) / StudentDistribution.TwoSided(t, freedom), 1e-9);

    [Fact]
    public void Dunnett_FourComparisonsOnSixDegrees_AgreesWithDraws()
    {
        ulong seed = (ulong)Random.Shared.Next();
        var random = new Philox(seed, RandomPurpose.Test);
        int beyond = 0, draws = 60_000;
        for (int i = 0; i < draws; i++)
        {
            double control = random.NextNormal(), s = Math.Sqrt(Enumerable.Range(0, 6).Sum(_ => Math.Pow(random.NextNormal(), 2)) / 6), most = Enumerable.Range(0, 4).Max(_ => Math.Abs(random.NextNormal() - control)) / Math.Sqrt(2) / s;
            if (most >= 2.3) beyond++;
        }

        double expected = DunnettDistribution.TwoSided(2.3, 4, 6), error = Math.Sqrt(expected * (1 - expected) / draws);
        Assert.True(Math.Abs((beyond / (double)draws) - expected) < 4.5 * error, $"seed {seed}: {beyond / (double)draws} against {expected}");
    }

    [Fact]
    public void SignFlip_FiveDifferences_IsTheShareOfAllPatterns()
    {
        double[] d = [1.2, -0.3, 0.8, 2.1, 0.4];
        int at = Enumerable.Range(0, 32).Count(m => Math.Abs(d.Select((v, i) => (m >> i & 1) == 0 ? v : -v).Sum()) >= Math.Abs(d.Sum()) - 1e-12);
        Assert.Equal(at / 32.0, LotTests.SignFlip(d));
        Assert.Equal(0.25, LotTests.SignFlip([1, 2, 3]));
        Assert.Equal(1, LotTests.SignFlip([0, 0, 0]));
    }

    [Fact]
    public void Floor_ThreeLots_SaysThatSignsCannotReachTheLevel()
    {
        PerturbationFloor floor = PerturbationFloor.Of(3, 20, 0.05);
        Assert.Equal((0.25, 6, 10), (floor.SignFlip, floor.Needed, floor.NeededFamily));
        Assert.Contains("rests on the t tests", floor.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PlantedGenes_GetTheirCodes()
    {
        PerturbationResult result = PerturbationAnalysis.Run(Planted(seed: 5), Usual);
        Dictionary<string, GeneEffect> genes = result.Genes.ToDictionary(g => g.Gene);
        Assert.True(result.ControlWorked);
        Assert.Equal("VEGFA", result.Genes[0].Gene);
        Assert.Equal("KD+", genes["LRRC75A"].CodeText);
        Assert.Equal("KD-", genes["FLAT"].CodeText);
        Assert.Equal("NT", genes["DEAD"].CodeText);
        Assert.Contains("VIABILITY_EXPLAINS", genes["DEAD"].Flags);
        Assert.Equal("NT", genes["WEAK"].CodeText);
        Assert.Contains("KNOCKDOWN_LOW", genes["WEAK"].Flags);
        Assert.Equal("NT", genes["ONE"].CodeText);
        Assert.Contains("SIRNAS_DISAGREE", genes["ONE"].Flags);
        Assert.Equal("NT", genes["UP"].CodeText);
        Assert.Contains("against the expected direction", genes["UP"].Reasons[0], StringComparison.Ordinal);
        Assert.InRange(Math.Exp(genes["LRRC75A"].Test.Mean), 0.4, 0.6);
    }

    [Fact]
    public void Run_PositiveControlThatDoesNothing_SaysNothingOfAnyGene()
    {
        PerturbationResult result = PerturbationAnalysis.Run([.. Planted(seed: 6).Select(r => r.Gene == "VEGFA" ? r with { Value = 700 } : r)], Usual);
        Assert.False(result.ControlWorked);
        Assert.All(result.Genes.Where(g => !g.IsPositiveControl), g => Assert.Equal(EvidenceCode.NotTold, g.Code));
        Assert.Contains(result.Warnings, w => w.Contains("positive control failed", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_WithoutViabilityOrKnockdown_CallsNothing()
    {
        PerturbationRow[] rows = Planted(seed: 7);
        Assert.All(PerturbationAnalysis.Run([.. rows.Select(r => r with { Viability = double.NaN })], Usual).Genes.Where(g => !g.IsPositiveControl), g => Assert.Equal(EvidenceCode.NotTold, g.Code));
        Assert.All(PerturbationAnalysis.Run([.. rows.Select(r => r with { Knockdown = double.NaN })], Usual).Genes, g => Assert.Equal(EvidenceCode.NotTold, g.Code));
    }

    [Fact]
    public void Run_PairedAndHolm_AgreeWithTheirDefinition()
    {
        PerturbationResult result = PerturbationAnalysis.Run(Planted(seed: 8), Usual);
        GeneEffect gene = result.Genes.First(g => g.Gene == "LRRC75A");
        double[] d = [.. result.Effects.Where(e => e.Gene == gene.Gene).GroupBy(e => e.Lot).Select(l => l.Average(e => e.LogRatio))];
        double mean = d.Average(), error = Math.Sqrt(d.Sum(v => (v - mean) * (v - mean)) / (d.Length - 1) / d.Length);
        Assert.Equal(mean, gene.Test.Mean, 1e-12);
        Assert.Equal(StudentDistribution.TwoSided(mean / error, d.Length - 1), gene.Test.PairedP, 1e-12);
        GeneEffect[] family = [.. result.Genes.Where(g => !g.IsPositiveControl).OrderBy(g => g.Test.P)];
        Assert.Equal(Math.Min(1, family.Length * family[0].Test.P), family[0].HolmP, 1e-12);
        Assert.All(family, g => Assert.True(g.HolmP >= g.Test.P));
    }

    [Fact]
    public void Run_WithoutItsControls_IsRefused()
    {
        PerturbationRow[] rows = Planted(seed: 9);
        Assert.Throws<PreconditionException>(() => PerturbationAnalysis.Run([.. rows.Where(r => r.Gene != "NT")], Usual));
        Assert.Throws<PreconditionException>(() => PerturbationAnalysis.Run([.. rows.Where(r => r.Gene != "VEGFA")], Usual));
        Assert.Throws<PreconditionException>(() => PerturbationAnalysis.Run([.. rows.Where(r => r.Gene is "NT" or "VEGFA")], Usual));
        Assert.Throws<PreconditionException>(() => PerturbationAnalysis.Run([.. rows.Where(r => r.Lot == "L0")], Usual));
    }

    // No gene acts; the control's noise is shared by all.
    [Theory]
    [InlineData(3, 5)]
    [InlineData(3, 20)]
    [InlineData(5, 10)]
    public void FamilyP_NullExperiments_KeepTheLevel(int lots, int genes)
    {
        ulong seed = (ulong)Random.Shared.Next();
        var random = new Philox(seed, RandomPurpose.Test);
        int holm = 0, runs = 800;
        for (int i = 0; i < runs; i++)
        {
            double[] control = [.. Enumerable.Range(0, lots).Select(_ => random.NextNormal())];
            LotTest[] tests = LotTests.Of([.. Enumerable.Range(0, genes).Select(_ => control.Select(c => random.NextNormal() - c).ToArray())]);
            if (MultipleTesting.Holm([.. tests.Select(t => t.P)]).Min() <= 0.05) holm++;
        }

        // 0.05 and four standard errors of 800 experiments.
        Assert.True(holm / (double)runs <= 0.081, $"seed {seed}: {holm} of {runs}");
    }

    internal static PerturbationRow[] Planted(ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        var rows = new List<PerturbationRow>();
        (string Gene, double[] Effects, double Viability, double Knockdown)[] genes =
        [
            ("NT", [1, 1], 1, double.NaN), ("VEGFA", [0.2, 0.2], 1, 90), ("LRRC75A", [0.5, 0.5], 1, 80), ("FLAT", [1, 1], 1, 85), ("DEAD", [0.4, 0.4], 0.4, 80), ("WEAK", [0.6, 0.6], 1, 20), ("ONE", [0.25, 0.98], 1, 80), ("UP", [1.9, 1.9], 1, 80),
        ];
        for (int l = 0; l < 5; l++)
        {
            double lot = 700 * Math.Exp(0.4 * random.NextNormal());
            foreach ((string gene, double[] effects, double viability, double knockdown) in genes)
            {
                for (int s = 0; s < effects.Length; s++)
                    rows.Add(new PerturbationRow(gene, $"{gene}-{s + 1}", $"L{l}", lot * effects[s] * Math.Exp(0.04 * random.NextNormal()), 0, 95 * viability * Math.Exp(0.02 * random.NextNormal()), knockdown));
            }
        }

        return [.. rows];
    }
}
