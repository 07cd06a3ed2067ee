using System.Diagnostics;
using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Populations;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;

namespace GpuCqa.Bench;

/// <summary>Seconds per step from the files of one sample to clusters, markers and UMAP, with the limits of Seurat's pbmc3k tutorial.</summary>
internal static class PopulationsCommand
{
    public static void Run(Options options)
    {
        string path = options.Text("path") ?? throw new ArgumentException("--path names a 10x folder.");
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        var parameters = new DiscoverParameters
        {
            Readouts = [],
            MinGenes = 201,
            MaxGenes = 2_499,
            MinCounts = 1,
            MaxMitoPercent = 4.999999,
            Dimensions = 10,
            Algorithm = options.Text("algorithm") ?? "leiden",
            MarkerMinPct = 0.25,
        };
        var clock = Stopwatch.StartNew();
        var times = new StepTimes();
        var lot = new Lot("sample", path, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>());
        var input = new CohortInput([new LotInput(lot, [])], [new CellInput(CellFiles.Open(path, new CellFileOptions()), 0)]);
        PopulationMap map = PopulationMapper.Run(device, input, parameters, times, CancellationToken.None);
        double total = clock.Elapsed.TotalSeconds;
        using var file = new StreamWriter(options.Text("write") ?? "/dev/stdout");
        file.WriteLine("step,seconds");
        foreach ((string step, double seconds) in times.Steps) file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step},{seconds:0.000}"));
        file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all steps,{total:0.000}"));
        Console.Error.WriteLine($"{map.Cells.Count} cells, clusters {string.Join(", ", map.Clusterings.Select(c => c.Clusters))}, {map.Markers.Count} markers");
    }

    private sealed class StepTimes : StepProgress
    {
        private readonly Stopwatch clock = new();
        private readonly Stack<(string Step, double Start)> open = new();

        public List<(string Step, double Seconds)> Steps { get; } = [];

        public override void Begin(string step, long total)
        {
            clock.Start();
            open.Push((step, clock.Elapsed.TotalSeconds));
        }

        public override void End()
        {
            (string step, double start) = open.Pop();
            if (open.Count == 0) Steps.Add((step, clock.Elapsed.TotalSeconds - start));
        }
    }
}
