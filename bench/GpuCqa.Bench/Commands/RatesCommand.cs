using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Discovery;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Simulation;
using GpuCqa.Statistics;

namespace GpuCqa.Bench;

/// <summary>How often discovery finds something, and the planted state, in simulated cohorts of one preset and many seeds.</summary>
internal static class RatesCommand
{
    private const string Readout = "vegf_ischemia";

    public static void Run(Options options)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        string preset = options.Text("preset") ?? "msc-miura";
        // Eleven lots are permuted at random, and the layout, which plays no part, is cut short.
        var parameters = new DiscoverParameters { Readouts = [Readout], LayoutEpochs = 2, ExactLots = 8, Permutations = options.Number("permutations", 20_000) };
        // High resolutions cut the state into fragments.
        if (options.Text("resolutions") is { } resolutions) parameters = parameters with { Resolutions = [.. resolutions.Split(',').Select(r => double.Parse(r, CultureInfo.InvariantCulture))] };
        int first = options.Number("first", 1), seeds = options.Number("seeds", 20), significant = 0, state = 0, both = 0;
        for (int done = 1; done <= seeds; done++)
        {
            SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Get(preset), (ulong)(first + done - 1));
            SimulationScore score = SimulationScorer.Score(cohort, Discoverer.Run(device, Input(cohort, device), new DesignStatement(11, 39_916_800, true, 39_916_800, 5e-8, false, ""), parameters, StepProgress.None, CancellationToken.None), Readout);
            bool found = score.Best is { PFamily: <= 0.05 };
            if (found) significant++;
            if (score.Found) state++;
            if (found && score.Found) both++;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{preset} seed {first + done - 1}: best p_family {score.Best?.PFamily:0.0000}, rho {score.Best?.Rho:0.00}, best cluster: purity {score.Cluster?.Purity:0.000}, recall {score.Cluster?.Recall:0.000}; finding: purity {score.Recovery?.Purity:0.000}, recall {score.Recovery?.Recall:0.000}; so far {significant} of {done} significant, planted state found in {state}, both in {both}"));
        }
    }

    private static CohortInput Input(SimulatedCohort cohort, ComputeDevice device)
    {
        SimulatedLot[] lots = cohort.TrainLots.ToArray();
        int readout = cohort.ReadoutIndex(Readout);
        return new CohortInput(
            [.. lots.Select(l => new LotInput(new Lot(l.Name, null, l.Role, l.Donor, l.Tissue, l.Batch, l.Process, new Dictionary<string, string>()), [l.Readouts[readout]]))],
            [.. lots.Select((l, i) => new CellInput(new SimulatedCellSource(l, device), i))]);
    }
}
