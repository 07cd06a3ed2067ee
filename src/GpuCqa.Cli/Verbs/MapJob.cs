using GpuCqa.Analysis.Mapping;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.Records;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>One mapping from a cohort sheet and a reference to a result folder.</summary>
public sealed class MapJob : VerbJob
{
    /// <summary>Cohort sheet.</summary>
    public required string Sheet { get; init; }

    /// <summary>Folder of the reference, or of the result that holds it.</summary>
    public required string Reference { get; init; }

    /// <summary>Result folder.</summary>
    public required string Output { get; init; }

    /// <summary>Parameters.</summary>
    public required MapParameters Parameters { get; init; }

    /// <summary>Per-cell column that names the lot, or null.</summary>
    public string? LotColumn { get; init; }

    /// <summary>How cell files are read.</summary>
    public CellFileOptions Files { get; init; } = new();

    /// <summary>Device name.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Host threads, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>The locked plan that the run is held against, or null.</summary>
    public string? Plan { get; init; }

    /// <summary>Bytes of memory that the job may take, or null for no limit.</summary>
    public long? Memory { get; init; }

    /// <summary>Folder of kept steps, or null for the usual one.</summary>
    public string? Scratch { get; init; }

    /// <summary>When finished lots are kept for a later run.</summary>
    public KeepSteps KeepSteps { get; init; }

    /// <summary>Goes on after the lots that an earlier run kept.</summary>
    public bool Resume { get; init; }

    /// <summary>Runs the job.</summary>
    public MapResult Run(CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        ResultFolder.Check(Output, Force);
        H5adWriter.Check();
        var pipeline = new MapPipeline(Request());
        PlanUse? plan = Plan is null ? null : LockedPlan.Read(Plan).Check(pipeline.Planned);
        var progress = new ConsoleProgress(Quiet);
        if (!Quiet)
        {
            foreach (string sentence in pipeline.Designs) Console.Error.WriteLine(sentence);
        }

        using ComputeDevice device = DeviceFamilies.Open(Device, Threads);
        if (!Quiet && Device == "auto") Console.Error.WriteLine(device.Info.Choice);
        var inputs = new InputSnapshot(InputFiles.OfSheet(Sheet, pipeline.ReadLots));
        using var steps = new StepStore(StepOptionsOf.Run(Scratch ?? ScratchFolder.DefaultParent(), KeepSteps, Resume), () => [.. inputs.Hash(progress, cancellation).Select(i => (i.Label, i.Sha256))], inputs.Require);
        MapResult result;
        try
        {
            result = progress.Show(() => pipeline.Run(device, progress, cancellation, Memory, steps));
            inputs.Require();
            if (plan is not null) result = plan.Mark(result);
            Provenance record = RunRecord.Of(started, [.. inputs.Records, .. InputFiles.Hash(PlanInput.Of(Plan), progress, cancellation), pipeline.ReferenceRecord], device, progress);
            progress.Show(() =>
            {
                progress.Begin("write results", 0);
                ResultFolder.Write(Output, Force, folder => MapPipeline.Write(folder, result, record, Language, cancellation), cancellation);
                progress.End();
                return true;
            });
        }
        catch (GpuCqaException error) when (error.Reason is ErrorReason.InvalidArgument or ErrorReason.NotFound)
        {
            // The same command would end the same way, and another one has steps of its own.
            steps.Done();
            throw;
        }
        catch (Exception error) when (steps.Hint is { } hint)
        {
            error.Data[Failures.Hint] = hint;
            throw;
        }

        steps.Done();
        if (Json) Console.Out.Write(File.ReadAllText(Path.Combine(Output, SummaryJson.FileName)));
        if (Quiet || Json) return result;
        RunNews.Tell(result, null, [.. FindingText.Remarks(result).Select(r => StepProgress.WarningMark + r)]);
        return result;
    }

    /// <summary>Prints what the job would need and can show; nothing is computed.</summary>
    /// <param name="cancellation">Stops between files.</param>
    public void PrintPlan(CancellationToken cancellation)
    {
        var pipeline = new MapPipeline(Request());
        using ComputeDevice device = DeviceFamilies.Open(Device, Threads);
        new MapPlanText { Pipeline = pipeline, Device = device.Info, DeviceFreeBytes = device.FreeMemory }.Print(Json, cancellation);
    }

    internal MapRequest Request() => new()
    {
        Cohort = CohortSheet.Read(Sheet, sharedFile: LotColumn is not null),
        Reference = Reference,
        Parameters = Parameters,
        LotColumn = LotColumn,
        Files = Files,
    };
}
