using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Associations;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>One test of known states, to a result folder or to the terminal.</summary>
public sealed class AssociateJob : VerbJob
{
    /// <summary>Files, columns, readouts; a readout, state or column of states may be a list separated by commas.</summary>
    public required AssociateRequest Request { get; init; }

    /// <summary>The request with its lists taken apart, as the columns of its files tell.</summary>
    internal AssociateRequest Settled()
    {
        string[] columns = [.. Request.Sheet is null ? [] : CellLabels.ColumnsOf(Request.Sheet), .. CellLabels.ColumnsOf(Request.Table)];
        return Request with
        {
            Tests = Request.Tests with { Readouts = ColumnNames.Split(Request.Tests.Readouts, columns), Block = ColumnNames.Split(Request.Tests.Block, columns), Covariates = ColumnNames.Split(Request.Tests.Covariates, columns) },
            States = ColumnNames.Split(Request.States, columns),
            StateColumns = ColumnNames.Split(Request.StateColumns, columns),
        };
    }

    /// <summary>Result folder, or null to print.</summary>
    public string? Output { get; init; }

    /// <summary>Device name.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Host threads, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>The locked plan that the run is held against, or null.</summary>
    public string? Plan { get; init; }

    /// <summary>Runs the job.</summary>
    public AssociateResult Run(CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        if (Output is not null) ResultFolder.Check(Output, Force);
        var pipeline = new AssociatePipeline(Settled(), cancellation);
        PlanUse? plan = Plan is null ? null : LockedPlan.Read(Plan).Check(pipeline.Planned);
        var progress = new ConsoleProgress(Quiet);
        if (!Quiet) Console.Error.WriteLine(pipeline.Design.Sentence);

        using ComputeDevice device = DeviceFamilies.Open(Device, Threads);
        if (!Quiet && Device == "auto") Console.Error.WriteLine(device.Info.Choice);
        var (result, inputs) = progress.Show(() => (pipeline.Run(device, progress, cancellation), InputFiles.Hash([.. pipeline.Inputs, .. PlanInput.Of(Plan)], progress, cancellation)));
        if (plan is not null) result = plan.Mark(result);
        if (Output is not null)
        {
            Provenance record = RunRecord.Of(started, inputs, device, progress);
            ResultFolder.Write(Output, Force, folder => AssociatePipeline.Write(folder, result, record, Language, cancellation), cancellation);
        }

        if (Json) Console.Out.Write(SummaryJson.Text(result));
        else if (Output is null) Console.Out.Write(AssociationText.Of(result));
        if (Quiet || Json) return result;
        RunNews.Tell(result, Output, [.. PredictionText.Sentences(result), .. EffectiveText.Sentences(result)]);
        return result;
    }
}
