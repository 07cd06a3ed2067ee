using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Detections;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>One search for a hazard through the mapping of a cohort's lots, to a result folder.</summary>
internal sealed class SpikeJob : VerbJob
{
    /// <summary>Cohort sheet.</summary>
    public required string Sheet { get; init; }

    /// <summary>Folder of the reference, or of the result that holds it.</summary>
    public required string Reference { get; init; }

    /// <summary>File of hazardous cells, or null.</summary>
    public string? HazardCells { get; init; }

    /// <summary>Result folder.</summary>
    public required string Output { get; init; }

    /// <summary>Parameters.</summary>
    public required DetectParameters Parameters { get; init; }

    /// <summary>Per-cell column that names the lot, or null.</summary>
    public string? LotColumn { get; init; }

    /// <summary>How cell files are read.</summary>
    public CellFileOptions Files { get; init; } = new();

    /// <summary>Device name.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Host threads, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Runs the job.</summary>
    public DetectResult Run(CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        ResultFolder.Check(Output, Force);
        var pipeline = new SpikePipeline(Request());
        var progress = new ConsoleProgress(Quiet);
        if (!Quiet) Console.Error.WriteLine(pipeline.Design);
        using ComputeDevice device = DeviceFamilies.Open(Device, Threads);
        if (!Quiet && Device == "auto") Console.Error.WriteLine(device.Info.Choice);
        var (result, inputs) = progress.Show(() =>
            (pipeline.Run(device, progress, cancellation), (IReadOnlyList<InputRecord>)[.. InputFiles.Hash([.. InputFiles.OfSheet(Sheet, pipeline.Lots), .. pipeline.HazardFiles], progress, cancellation), pipeline.ReferenceRecord]));
        Provenance record = RunRecord.Of(started, inputs, device, progress);
        ResultFolder.Write(Output, Force, folder => DetectPipeline.Write(folder, result, record, Language, cancellation), cancellation);
        if (Json) Console.Out.Write(File.ReadAllText(Path.Combine(Output, SummaryJson.FileName)));
        if (Quiet || Json) return result;
        RunNews.Tell(result, Output);
        return result;
    }

    internal SpikeRequest Request() => new()
    {
        Cohort = CohortSheet.Read(Sheet, sharedFile: LotColumn is not null),
        Reference = Reference,
        Parameters = Parameters,
        HazardCells = HazardCells,
        LotColumn = LotColumn,
        Files = Files,
    };
}
