using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Pipelines.Tests.References;
using GpuCqa.Pipelines.Tests.Steps;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.Cohorts;

/// <summary>The small cohort and its plan in a folder: six lots in tasks of one lot each.</summary>
internal sealed class PlannedCohort : IDisposable
{
    public static readonly CohortReading Reading = new(null, null, null, false, null);

    private readonly TemporaryFolder folder = new();

    public SmallCohort Cohort { get; } = new();

    public string File(string name) => folder.File(name);

    public DiscoveryPipeline Pipeline(DiscoverParameters? parameters = null) => new(CohortSheet.Read(Cohort.Sheet), parameters ?? SmallReference.Parameters, null, new CellFileOptions());

    public CohortWork Plan(string name = "work", DiscoverParameters? parameters = null, int shardCells = 40)
    {
        CohortPlanner.Make(Pipeline(parameters), Cohort.Sheet, Reading, shardCells, File(name), keyed: false, StepProgress.None, CancellationToken.None);
        return CohortWork.Open(File(name));
    }

    /// <summary>Hash of all that the ordinary discovery finds.</summary>
    public string Whole()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        return SmallRuns.Hash(Pipeline().Run(device, StepProgress.None, CancellationToken.None));
    }

    /// <summary>Hash of all that the end of a plan finds.</summary>
    public static string End(CohortWork work)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        using var room = new JobRoom();
        using var end = CohortEnd.Run(work, CohortPlanner.Pipeline(work.Plan), device, room, StepProgress.None, CancellationToken.None);
        return SmallRuns.Hash(end.Result);
    }

    public static CohortSubmission Submission(CohortWork work, CohortProgram? program = null) => new() { Work = work, Output = Path.Combine(work.Folder, "out"), Program = program ?? new CohortProgram(["none"]), Device = "cpu" };

    public void Dispose()
    {
        Cohort.Dispose();
        folder.Dispose();
    }
}
