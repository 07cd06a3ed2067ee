using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Discovery;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Simulation;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Scoring;

/// <summary>What discovery finds in simulated cohorts: the planted state where there is one, nothing more often than stated where there is none.</summary>
public class SimulatedDiscoveryTests
{
    private const string Readout = "vegf_ischemia";
    private static readonly ComputeDevice Device = ComputeDevices.Open("cpu", null);
    // The layout plays no part in what is found; eleven lots are permuted at random here, to save time.
    private static readonly DiscoverParameters Parameters = new() { Readouts = [Readout], LayoutEpochs = 2, ExactLots = 8, Permutations = 20_000 };

    [Fact]
    public void MscMiura_TrainLots_ShowThePlantedState()
    {
        int found = 0;
        foreach (ulong seed in new ulong[] { 1, 2 })
        {
            SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Get("msc-miura"), seed);
            DiscoveryResult result = Discoverer.Run(Device, Input(cohort, 0), new DesignStatement(11, 39_916_800, true, 39_916_800, 5e-8, false, ""), Parameters, StepProgress.None, CancellationToken.None);
            SimulationScore score = SimulationScorer.Score(cohort, result, Readout);
            // Some cluster is the state in every cohort, whether or not eleven lots are enough to show what it does.
            int[] states = States(cohort, result.Map.Cells);
            Assert.Contains(result.Map.Clusterings, c => Enumerable.Range(0, c.Clusters).Any(k => StateRecovery.Of(states, c.Labels, 3, k) is { Purity: >= 0.8, Recall: >= 0.8 }));
            Assert.True(score.DamagedKept < 0.2);
            Assert.True(score.IntactRemoved < 0.06);
            if (score.Found && score.Best!.Rho > 0 && score.Best.PFamily <= 0.05) found++;
        }

        // It is found in nine of ten cohorts: in one of two in 99 % of the cases.
        Assert.True(found >= 1, "found in neither of 2 cohorts");
    }

    [Fact]
    public void Null_Readouts_AreFalselyFoundAtTheStatedRate()
    {
        const int cohorts = 3, readouts = 120, lots = 7;
        SimulationParameters preset = SimulationPresets.Get("null").Parameters;
        SimulationParameters small = preset with
        {
            Groups = [preset.Groups[0] with { Lots = lots, CellsPerLot = 150 }],
            Genes = 1200,
            Readouts = [.. Enumerable.Range(0, readouts).Select(i => preset.Readouts[0] with { Name = $"null_{i}" })],
        };
        int family = 0, single = 0;
        for (ulong seed = 1; seed <= cohorts; seed++)
        {
            SimulatedCohort cohort = CohortSimulator.Create(small, seed);
            PopulationMap map = PopulationMapper.Run(Device, Input(cohort, 0), Parameters with { Readouts = [] }, StepProgress.None, CancellationToken.None);
            double[][] fractions = ClusterPartitions.Of(map.Clusterings, map.Cells.Lots, lots).SelectMany(p => Enumerable.Range(0, p.States.Count).Select(p.Fractions)).ToArray();
            Assert.True(fractions.Length >= 12);
            // Readouts are drawn apart from each other and from the cells, so that each is a trial of its own.
            for (int r = 0; r < readouts; r++)
            {
                MaxTResult result = MaxT.Run(Device, fractions, [cohort.Lots.Select(l => l.Readouts[r]).ToArray()], AssociationSearch.Options(Parameters), StepProgress.None, CancellationToken.None);
                Assert.True(result.IsExact);
                if (result.Hypotheses.Any(h => h.PSingleStep <= 0.05)) family++;
                if (result.Hypotheses.Any(h => h.P <= 0.05)) single++;
            }
        }

        // Four binomial deviations about 5 %. Uncorrected tests would be far outside, so the bound has teeth.
        const double trials = cohorts * readouts;
        double bound = 4 * Math.Sqrt(0.05 * 0.95 / trials);
        Assert.InRange(family / trials, Math.Max(0, 0.05 - bound), 0.05 + bound);
        Assert.True(single / trials > 0.15, $"{single} of {trials} readouts have an uncorrected p of 5 %");
    }

    private static CohortInput Input(SimulatedCohort cohort, int readout)
    {
        SimulatedLot[] lots = cohort.TrainLots.ToArray();
        return new CohortInput(
            [.. lots.Select(l => new LotInput(new Lot(l.Name, null, l.Role, l.Donor, l.Tissue, l.Batch, l.Process, new Dictionary<string, string>()), [l.Readouts[readout]]))],
            [.. lots.Select((l, i) => new CellInput(new SimulatedCellSource(l, Device), i))]);
    }

    private static int[] States(SimulatedCohort cohort, CellTable cells)
    {
        Dictionary<string, int>[] index = cohort.TrainLots.Select(l => Enumerable.Range(0, l.CellCount).ToDictionary(l.Barcode)).ToArray();
        return cells.Barcodes.Select((b, i) => cohort.Lots[cells.Lots[i]].Cell(index[cells.Lots[i]][b]).State).ToArray();
    }
}
