using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>One run of a verb that computes on the host in a moment (plan, specification, detect), to a result folder or to the terminal.</summary>
internal sealed class StatementJob : VerbJob
{
    /// <summary>Makes the result.</summary>
    public required Func<StepProgress, AnalysisResult> Compute { get; init; }

    /// <summary>Files that it is made from.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];

    /// <summary>Result folder, or null to print.</summary>
    public string? Output { get; init; }

    /// <summary>Runs the job.</summary>
    public AnalysisResult Run(CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        if (Output is not null) ResultFolder.Check(Output, Force);
        var progress = new ConsoleProgress(Quiet);
        AnalysisResult result = Compute(progress);
        if (Output is not null)
        {
            IReadOnlyList<InputRecord> inputs = Inputs.Count == 0 ? [] : InputFiles.Hash(Inputs, progress, cancellation);
            using ComputeDevice device = DeviceFamilies.Open("cpu", null);
            Provenance record = RunRecord.Of(started, inputs, device, progress);
            ResultFolder.Write(Output, Force, folder => ResultFiles.Write(folder, result, record, Language, cancellation), cancellation);
        }

        if (Json) Console.Out.Write(SummaryJson.Text(result));
        else if (Output is null) Console.Out.Write(ResultText.Of(result));
        if (Quiet || Json) return result;
        RunNews.Tell(result, Output);
        return result;
    }
}
