using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Discovery;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Simulation;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Discoveries;

/// <summary>Clusters of a fold are those of a discovery that never had the left-out lot.</summary>
public class LeftOutStatesTests
{
    private const int Lots = 5;

    private static readonly ComputeDevice Device = ComputeDevices.Open("cpu", null);
    private static readonly DiscoverParameters Parameters = new() { Readouts = ["vegf_ischemia"], LayoutEpochs = 2, Resolutions = [0.3, 0.8], VariableGenes = 300, Components = 20, Dimensions = 15, Predict = true, PredictPermutations = 99 };

    [Fact]
    public void States_OfAFold_AreThoseOfTheOtherLotsAlone()
    {
        SimulatedCohort cohort = Cohort(1);
        CohortInput input = Input(cohort.Lots);
        PopulationMap whole = PopulationMapper.Run(Device, input, Parameters, StepProgress.None, CancellationToken.None, statesOnly: true);
        IReadOnlyList<LotFeatures> found = LeftOutStates.Of(Device, input, whole.Lots, PredictionFolds.Of(whole.Lots), Parameters, StepProgress.None, null, CancellationToken.None);
        Assert.Equal(Lots, found.Count);
        for (int f = 0; f < Lots; f += 2)
        {
            PopulationMap others = PopulationMapper.Run(Device, Input([.. cohort.Lots.Where((_, l) => l != f)]), Parameters, StepProgress.None, CancellationToken.None);
            double[][] expected = [.. ClusterPartitions.Of(others.Clusterings, others.Cells.Lots, Lots - 1).SelectMany(p => Enumerable.Range(0, p.States.Count).Select(p.Fractions))];
            int[] train = [.. Enumerable.Range(0, Lots).Where(l => l != f)];
            Assert.Equal(expected, found[f].Values.Select(v => train.Select(l => v[l]).ToArray()));
            // Every cell of the left-out lot has a cluster at each resolution.
            Assert.Equal(2, found[f].Values.Sum(v => v[f]), 1e-9);
        }

        // Another lot in its place changes its own shares, and of its fold nothing else.
        SimulatedLot[] other = [Cohort(9).Lots[0], .. cohort.Lots.Skip(1)];
        IReadOnlyList<LotFeatures> changed = LeftOutStates.Of(Device, Input(other), whole.Lots, PredictionFolds.Of(whole.Lots), Parameters, StepProgress.None, null, CancellationToken.None);
        Assert.Equal(found[0].Values.Select(v => v[1..]), changed[0].Values.Select(v => v[1..]));
        Assert.NotEqual(found[0].Values.Select(v => v[0]), changed[0].Values.Select(v => v[0]));
    }

    [Fact]
    public void Discovery_Predicting_SaysWhereItsClustersComeFrom()
    {
        CohortInput input = Input(Cohort(1).Lots);
        var design = new DesignStatement(Lots, 120, true, 120, 1.0 / 60, false, "");
        DiscoveryResult anew = Discoverer.Run(Device, input, design, Parameters, StepProgress.None, CancellationToken.None);
        DiscoveryResult once = Discoverer.Run(Device, input, design, Parameters with { PredictClusters = "once" }, StepProgress.None, CancellationToken.None);
        DiscoveryResult plain = Discoverer.Run(Device, input, design, Parameters with { Predict = false }, StepProgress.None, CancellationToken.None);
        Assert.True(anew.Prediction!.StatesWithinFolds);
        Assert.False(once.Prediction!.StatesWithinFolds);
        Assert.Null(plain.Prediction);
        Assert.Equal((120, true), (anew.Prediction.Permutations, anew.Prediction.Exact));
        Assert.Equal(plain.Tests.Associations.Select(a => a with { Flags = [] }), anew.Tests.Associations.Select(a => a with { Flags = [] }));
        Assert.Equal(plain.Map.Clusterings.Select(c => c.Labels), anew.Map.Clusterings.Select(c => c.Labels));
    }

    private static SimulatedCohort Cohort(ulong seed)
    {
        SimulationParameters preset = SimulationPresets.Get("null").Parameters;
        return CohortSimulator.Create(preset with { Groups = [preset.Groups[0] with { Lots = Lots, CellsPerLot = 100 }], Genes = 1000 }, seed);
    }

    private static CohortInput Input(IReadOnlyList<SimulatedLot> lots) => new(
        [.. lots.Select((l, i) => new LotInput(new Lot($"L{l.Name}", null, Lot.TrainRole, null, l.Tissue, l.Batch, l.Process, new Dictionary<string, string>()), [l.Readouts[0] + i]))],
        [.. lots.Select((l, i) => new CellInput(new SimulatedCellSource(l, Device), i))]);
}
