using System.Diagnostics;
using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Simulation;

namespace GpuCqa.Bench;

/// <summary>PCA of simulated cells by all their genes: seconds, and the peak memory of the process beside the size of the sparse input.</summary>
internal static class PcaCommand
{
    public static void Run(Options options)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Scale(options.Number("cells", 100_000), options.Number("genes", 2_000)), 1);
        LotInput[] lots = cohort.Lots.Select(l => new LotInput(new Lot(l.Name, null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), [])).ToArray();
        CellInput[] files = cohort.Lots.Select((l, i) => new CellInput(new SimulatedCellSource(l, device), i)).ToArray();
        var parameters = new DiscoverParameters { Readouts = [], MinGenes = 1, MaxGenes = int.MaxValue, MinCounts = 1, MaxMitoPercent = 100, MinCells = 1 };
        CohortCells cells = CohortReader.Read(device, new CohortInput(lots, files), parameters, StepProgress.None, CancellationToken.None);
        long entries = cells.Cells.Blocks.Sum(b => b.NonZeros);
        double input = entries * 8.0;
        double afterRead = Peak();

        var blocks = new NormalizedBlocks(device, cells.Cells, parameters.ScaleFactor);
        var clock = Stopwatch.StartNew();
        PcaModel model = PrincipalComponents.Fit(device, blocks, [.. Enumerable.Range(0, cells.Cells.Genes.Count)], 50, 1, StepProgress.None, CancellationToken.None);
        double fit = clock.Elapsed.TotalSeconds;
        DenseMatrix<float> projections = PrincipalComponents.Project(device, blocks, model, cells.Cells.Count, CancellationToken.None);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"pca {projections.Rows} cells x {model.Genes.Length} genes, {entries} non-zeros ({100.0 * entries / projections.Rows / model.Genes.Length:0.0} %), {device.Info.Description}: fit {fit:0.00} s, project {clock.Elapsed.TotalSeconds - fit:0.00} s; "
            + $"sparse input {input / 1e6:0} MB, peak memory after reading {afterRead / 1e6:0} MB, at the end {Peak() / 1e6:0} MB = {Peak() / input:0.00} x input"));
    }

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
