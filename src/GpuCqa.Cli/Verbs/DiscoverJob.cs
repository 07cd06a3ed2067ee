using GpuCqa.Analysis.Results;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
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

/// <summary>One discovery from a cohort sheet to a result folder; <c>discover</c> and <c>demo</c> run it.</summary>
public sealed class DiscoverJob : VerbJob
{
    /// <summary>Cohort sheet.</summary>
    public required string Sheet { get; init; }

    /// <summary>Result folder.</summary>
    public required string Output { get; init; }

    /// <summary>Parameters; a readout may be a list of columns separated by commas.</summary>
    public required DiscoverParameters Parameters { get; init; }

    /// <summary>GMT files of gene sets.</summary>
    public IReadOnlyList<string> GeneSets { get; init; } = [];

    /// <summary>Per-cell column that names the lot, or null.</summary>
    public string? LotColumn { get; init; }

    /// <summary>How cell files are read.</summary>
    public CellFileOptions Files { get; init; } = new();

    /// <summary>Device name.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Host threads, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Bytes of memory that the job may take, or null for a share of what is free.</summary>
    public long? Memory { get; init; }

    /// <summary>Folder of scratch files, or null for the usual one.</summary>
    public string? Scratch { get; init; }

    /// <summary>When finished steps are kept for a later run.</summary>
    public KeepSteps KeepSteps { get; init; }

    /// <summary>Goes on after the steps that an earlier run kept.</summary>
    public bool Resume { get; init; }

    /// <summary>The locked plan that the run is held against, or null.</summary>
    public string? Plan { get; init; }

    /// <summary>Runs the job.</summary>
    public DiscoveryResult Run(CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        ResultFolder.Check(Output, Force);
        H5adWriter.Check();
        DiscoveryPipeline pipeline = Pipeline();
        PlanUse? plan = Plan is null ? null : LockedPlan.Read(Plan).Check(PlannedRun.Of(pipeline.Parameters, pipeline.Roles, pipeline.Lots.Select(l => l.Name)));
        var progress = new ConsoleProgress(Quiet);
        if (!Quiet) Console.Error.WriteLine(pipeline.Design.Sentence);
        foreach (string note in pipeline.Notes) progress.Note(note);

        using ComputeDevice device = DeviceFamilies.Open(Device, Threads);
        if (!Quiet && Device == "auto") Console.Error.WriteLine(device.Info.Choice);
        using var room = new JobRoom(Memory, Scratch);
        var inputs = new InputSnapshot(Inputs(pipeline));
        using var steps = new StepStore(StepOptionsOf.Run(room.Parent, KeepSteps, Resume), () => [.. inputs.Hash(progress, cancellation).Select(i => (i.Label, i.Sha256))], inputs.Require);
        DiscoveryResult result;
        try
        {
            result = progress.Show(() => pipeline.Run(device, progress, cancellation, room, steps));
            if (plan is not null) result = plan.Mark(result);
            inputs.Require();
            Provenance record = RunRecord.Of(started, inputs.Records, device, progress);
            progress.Show(() => WriteResult(result, record, progress, cancellation));
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
        else if (!Quiet) Tell(result);
        return result;
    }

    internal DiscoveryPipeline Pipeline()
    {
        Cohort cohort = ReadCohort();
        var pipeline = new DiscoveryPipeline(cohort, Parameters with { Readouts = ColumnNames.Split(Parameters.Readouts, cohort.Headers), Block = ColumnNames.Split(Parameters.Block, cohort.Headers), Covariates = ColumnNames.Split(Parameters.Covariates, cohort.Headers) }, LotColumn, Files, GeneSets);
        // What is wrong with them is said before any cell is read or sent.
        _ = pipeline.ReadGeneSets();
        return pipeline;
    }

    /// <summary>Whether the lots are read off a table of image features itself, without a sheet.</summary>
    internal bool IsSheetless => LotColumn is not null && Parameters.AsksForPlates() && !ImageCohort.IsSheet(Sheet);

    private Cohort ReadCohort() => IsSheetless
        ? ImageCohort.Read(Sheet, Files with { GroupColumn = LotColumn, Images = PlateColumns.Options(Parameters) }, CancellationToken.None)
        : CohortSheet.Read(Sheet, sharedFile: LotColumn is not null);

    private IReadOnlyList<InputFile> Inputs(DiscoveryPipeline pipeline) =>
        [.. InputFiles.OfSheet(Sheet, pipeline.ReadLots), .. PlanInput.Of(Plan), .. pipeline.GeneSetFiles.Select(f => DiscoveryPipeline.GeneSetInput(f, Path.GetFullPath(f)))];

    private bool WriteResult(DiscoveryResult result, Provenance record, ConsoleProgress progress, CancellationToken cancellation)
    {
        progress.Begin("write results", 0);
        ResultFolder.Write(Output, Force, folder => DiscoveryPipeline.Write(folder, result, record, Language, cancellation), cancellation);
        progress.End();
        return true;
    }

    private static void Tell(DiscoveryResult result)
    {
        RunNews.Tell(result, null, [.. ProgramText.Sentence(result) is { } programs ? (string[])[programs] : [], .. PredictionText.Sentences(result), .. EffectiveText.Sentences(result)]);
    }
}
