using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Simulation;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Scoring;

public class SimulationScoreTests
{
    private const string Readout = "vegf_ischemia";
    private static readonly SimulatedCohort Cohort = CohortSimulator.Create(new SimulationParameters { TrainLots = 4, MinCellsPerLot = 200, MaxCellsPerLot = 300 }, 51);

    [Fact]
    public void Recovery_OfAKnownTable_IsCountedRight()
    {
        int[] states = [3, 3, 3, 3, 0, 0, 1, 1, 1, 1];
        int[] labels = [2, 2, 2, 0, 2, 0, 1, 1, 1, 1];
        StateRecovery found = StateRecovery.Of(states, labels, state: 3, cluster: 2);
        Assert.Equal(0.75, found.Purity);
        Assert.Equal(0.75, found.Recall);
        Assert.Equal(0.6, found.Jaccard);
        Assert.Equal(1, StateRecovery.Of(states, states, 3, 3).AdjustedRand);
        Assert.InRange(found.AdjustedRand, 0.5, 0.8);
    }

    [Fact]
    public void Score_OfTheTruth_IsPerfect()
    {
        SimulationScore score = SimulationScorer.Score(Cohort, Result(c => !c.Damaged, c => 10 - c.State, best: 10 - 3), Readout);
        Assert.True(score.Found);
        Assert.Equal(new StateRecovery(1, 1, 1, 1), score.Recovery);
        Assert.Equal(0, score.DamagedKept);
        Assert.Equal(0, score.IntactRemoved);
    }

    [Fact]
    public void Score_OfAnotherCluster_IsNotFound()
    {
        SimulationScore score = SimulationScorer.Score(Cohort, Result(c => !c.Damaged, c => c.State, best: 0), Readout);
        Assert.False(score.Found);
        Assert.Equal(0, score.Recovery!.Purity);
        Assert.Equal(1, score.Recovery.AdjustedRand);
    }

    [Fact]
    public void Score_OfAMergedCluster_LosesPurity()
    {
        SimulationScore score = SimulationScorer.Score(Cohort, Result(_ => true, c => c.State == 0 ? 3 : c.State, best: 3), Readout);
        Assert.False(score.Found);
        Assert.Equal(1, score.Recovery!.Recall);
        Assert.InRange(score.Recovery.Purity, 0.05, 0.6);
        Assert.Equal(1, score.DamagedKept);
        Assert.Equal(Cohort.CellCount, score.Cells);
    }

    [Fact]
    public void Score_WithoutAssociations_IsNotFound()
    {
        DiscoveryResult result = Result(_ => true, c => c.State, best: 3);
        result = result with { Tests = result.Tests with { Associations = [] } };
        Assert.False(SimulationScorer.Score(Cohort, result, Readout).Found);
    }

    [Fact]
    public void Score_OfAnotherCohort_IsRefused()
    {
        DiscoveryResult result = Result(_ => true, c => c.State, best: 3);
        Assert.Throws<NotFoundException>(() => SimulationScorer.Score(Cohort, result, "potency"));
        DiscoveryResult other = result with { Map = result.Map with { Cells = result.Map.Cells with { Barcodes = Array.ConvertAll(result.Map.Cells.Barcodes, _ => "ACGT-1") } } };
        Assert.Contains("no cell 'ACGT-1'", Assert.Throws<NotFoundException>(() => SimulationScorer.Score(Cohort, other, Readout)).Message, StringComparison.Ordinal);
        Assert.Throws<NotFoundException>(() => SimulationScorer.Score(Cohort, result with { Map = result.Map with { Lots = [result.Map.Lots[0] with { Name = "X" }] } }, Readout));
    }

    [Fact]
    public void Oracle_OfMscSmall_FindsThePlantedStateForNearlyEverySeed()
    {
        SimulationPreset preset = SimulationPresets.Get("msc-small");
        SimulatedCohort[] cohorts = Enumerable.Range(1, 50).Select(seed => CohortSimulator.Create(preset, (ulong)seed)).ToArray();
        OracleAssociation[] oracles = Array.ConvertAll(cohorts, c => OracleAssociation.Of(c, Readout));
        int significant = cohorts.Zip(oracles).Count(x => x.Second.CqaRho > 0 && FamilyBound(x.First) <= 0.05);
        Assert.True(significant >= 48, $"{significant} of 50");
        Assert.True(oracles.Count(o => o.Rank == 1) >= 48);
        Assert.InRange(oracles.Average(o => o.CqaRho), 0.93, 0.98);
    }

    [Fact]
    public void Oracle_OfTheNullReadout_RanksThePlantedStateLikeAnyOther()
    {
        SimulationPreset preset = SimulationPresets.Get("msc-small");
        OracleAssociation[] oracles = Enumerable.Range(1, 400).Select(seed => OracleAssociation.Of(CohortSimulator.Create(preset, (ulong)seed), "vegf_normoxia")).ToArray();
        Assert.InRange(oracles.Average(o => o.CqaRho), -0.06, 0.06);
        Assert.InRange(oracles.Count(o => Math.Abs(o.CqaRho) >= 0.618), 6, 38);
        Assert.InRange(oracles.Average(o => o.Rank), 3.0, 4.0);
    }

    /// <summary>Exact two-sided p of the hidden state's true fraction, Bonferroni over six states and two readouts: an upper bound of the maxT p.</summary>
    private static double FamilyBound(SimulatedCohort cohort)
    {
        SimulatedLot[] lots = cohort.TrainLots.ToArray();
        return 12 * Spearman.Test(Array.ConvertAll(lots, l => l.Truth.Fractions[3]), Array.ConvertAll(lots, l => l.Readouts[0])).P();
    }

    private static DiscoveryResult Result(Func<CellTruth, bool> kept, Func<CellTruth, int> label, int best)
    {
        var barcodes = new List<string>();
        var lots = new List<int>();
        var labels = new List<int>();
        foreach (SimulatedLot lot in Cohort.Lots)
        {
            for (int c = 0; c < lot.CellCount; c++)
            {
                if (!kept(lot.Cell(c))) continue;
                barcodes.Add(lot.Barcode(c));
                lots.Add(lot.Index);
                labels.Add(label(lot.Cell(c)));
            }
        }

        int n = barcodes.Count;
        var association = new Association
        {
            Readout = Readout, State = new StateId(1, best), Lots = 4, Cells = 1, Rho = 1, P = 1, PFamily = 1, PFamilyStepDown = 1, IntervalLow = 0, IntervalHigh = 1,
            BootstrapLow = 0, BootstrapHigh = 1, LeaveOneOutLow = 0, LeaveOneOutHigh = 1, RhoClr = 1, Stability = 1, Flags = [], Rank = 2,
        };
        Clustering[] clusterings = [new Clustering("leiden", 0.2, 1, 0, new int[n]), new Clustering("leiden", 0.5, labels.Max() + 1, 0, [.. labels])];
        LotResult[] all = [.. Cohort.Lots.Select(l => new LotResult(l.Name, null, null, null, null, l.Readouts, l.CellCount, 0, 0, 0, 0, 0, 0, 0, 0))];
        var parameters = new DiscoverParameters { Readouts = [Readout] };
        return new DiscoveryResult
        {
            Parameters = parameters,
            Map = new PopulationMap
            {
                Modality = CellModality.Counts,
                Lots = all,
                Thresholds = [],
                Join = new GeneJoin(0, 0, 0, 0, 0),
                Genes = Cohort.Genes.Features,
                Variability = [],
                Cells = new CellTable([.. barcodes], [.. lots], new double[n], new int[n], new double[n], new DenseMatrix<float>(n, 2)),
                Pca = new PcaModel([], [], [], 10, new DenseMatrix<double>(0, 0), [], 0),
                Projections = new DenseMatrix<float>(n, 1),
                Embedding = new DenseMatrix<float>(n, 1),
                Alignment = new AlignmentResult("none", "none", 1, 1, 1, 0, []),
                SharedNeighbors = new CsrMatrix<double>(0, 0, [0], [], []),
                Clusterings = clusterings,
                Markers = [],
            },
            Tests = new AssociationFindings
            {
                Parameters = parameters,
                Design = new DesignStatement(4, 24, true, 24, 1 / 12.0, false, ""),
                Lots = all,
                Partitions = ClusterPartitions.Of(clusterings, [.. lots], all.Length),
                Fractions = [],
                Associations = [association with { Readout = "vegf_normoxia", Rank = 1, State = new StateId(1, 99) }, association with { Rank = 7, State = new StateId(0, 0) }, association],
            },
            Notes = [],
        };
    }
}
