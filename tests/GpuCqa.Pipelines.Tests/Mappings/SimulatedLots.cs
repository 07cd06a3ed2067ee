using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.References;
using GpuCqa.Pipelines.Simulations;
using GpuCqa.Simulation;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.Mappings;

/// <summary>A small simulated cohort with train lots, test lots of their tissue and of another one, and the reference of its train lots.</summary>
public sealed class SimulatedLots : IDisposable
{
    public const ulong Seed = 20261130;

    private readonly TemporaryFolder folder = new();

    public SimulatedLots()
    {
        var parameters = new SimulationParameters
        {
            Groups =
            [
                new() { Role = Lot.TrainRole, Lots = 7 },
                new() { Role = "test", Lots = 4 },
                new() { Role = "test", Lots = 3, Tissue = "UC" },
            ],
            Tissues = [new() { Name = "BM" }, new() { Name = "UC", ExpressionSd = 0.2, CompositionSd = 0.3, ReadoutLogShift = -1.5, MarkerHighShare = 0.1 }],
            MinCellsPerLot = 120,
            MaxCellsPerLot = 160,
            StateShares = [0.4, 0.3, 0.2, 0.1],
            CqaState = 2,
            CqaCompositionSd = 1.2,
            Readouts = [new() { Name = "vegf", Median = 700, LogSd = 0.5, Correlation = 0.99, AssaySd = 0.05 }],
        };
        using ComputeDevice device = ComputeDevices.Open("cpu", null);
        CohortWriter.Write(CohortSimulator.Create(parameters, Seed), Path.Combine(folder.Path, "cohort"), force: false, LotFormat.Tenx, device, StepProgress.None);
        Discovery = Discover(Sheet);
        ReferenceFolder.Write(Reference, Discovery.Reference!);
    }

    public string Sheet => Path.Combine(folder.Path, "cohort", "cohort.csv");

    public string Reference => Path.Combine(folder.Path, "reference");

    public DiscoveryResult Discovery { get; }

    public static DiscoveryResult Discover(string sheet)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", null);
        var parameters = new DiscoverParameters { Readouts = ["vegf"], Resolutions = [0.4, 1], LayoutEpochs = 5, Components = 15, Dimensions = 10 };
        return new DiscoveryPipeline(CohortSheet.Read(sheet), parameters, null, new CellFileOptions()).Run(device, StepProgress.None, CancellationToken.None);
    }

    /// <summary>A sheet beside the cohort's with its lines changed.</summary>
    public string SheetOf(string name, Func<string, string?> line)
    {
        string path = Path.Combine(folder.Path, "cohort", name);
        File.WriteAllLines(path, File.ReadAllLines(Sheet).Select((text, i) => i == 0 ? text : line(text)).OfType<string>());
        return path;
    }

    public MapResult Map(string sheet, MapParameters? parameters = null, int threads = 2, string? reference = null)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", threads);
        return new MapPipeline(new MapRequest { Cohort = CohortSheet.Read(sheet), Reference = reference ?? Reference, Parameters = parameters ?? Symphony }).Run(device, StepProgress.None, CancellationToken.None);
    }

    public static MapParameters Symphony { get; } = new() { Method = "symphony" };

    public static MapParameters Anchors { get; } = new() { KWeight = 20, KScore = 20 };

    public string New(string name) => Path.Combine(folder.Path, name);

    public void Dispose() => folder.Dispose();
}
