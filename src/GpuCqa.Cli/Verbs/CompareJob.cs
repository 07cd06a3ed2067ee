using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Comparisons;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>One comparison before and after a change, to a result folder.</summary>
public sealed class CompareJob : VerbJob
{
    /// <summary>Files, sides, parameters.</summary>
    public required CompareRequest Request { get; init; }

    /// <summary>Result folder.</summary>
    public required string Output { get; init; }

    /// <summary>Device name.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Host threads, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>The locked plan that the run is held against, or null.</summary>
    public string? Plan { get; init; }

    /// <summary>Runs the job.</summary>
    public CompareResult Run(CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        ResultFolder.Check(Output, Force);
        var pipeline = new ComparePipeline(Request);
        PlanUse? plan = Plan is null ? null : LockedPlan.Read(Plan).Check(pipeline.Planned);
        var progress = new ConsoleProgress(Quiet);
        if (!Quiet) Console.Error.WriteLine(pipeline.Design.Sentence);
        using ComputeDevice device = DeviceFamilies.Open(Device, Threads);
        if (!Quiet && Device == "auto") Console.Error.WriteLine(device.Info.Choice);
        var (result, inputs) = progress.Show(() => (pipeline.Run(device, progress, cancellation), InputFiles.Hash([.. pipeline.Inputs, .. PlanInput.Of(Plan)], progress, cancellation)));
        if (plan is not null) result = plan.Mark(result);
        Provenance record = RunRecord.Of(started, inputs, device, progress);
        ResultFolder.Write(Output, Force, folder => ComparePipeline.Write(folder, result, record, Language, cancellation), cancellation);
        if (Json) Console.Out.Write(SummaryJson.Text(result));
        if (Quiet || Json) return result;
        RunNews.Tell(result, Output);
        return result;
    }
}
