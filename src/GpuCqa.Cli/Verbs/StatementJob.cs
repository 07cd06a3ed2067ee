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
internal sealed class StatementJob
{
    /// <summary>Makes the result.</summary>
    public required Func<StepProgress, AnalysisResult> Compute { get; init; }

    /// <summary>Files that it is made from.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];

    /// <summary>Result folder, or null to print.</summary>
    public string? Output { get; init; }

    /// <summary>Language that the report opens with.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>Replace an existing folder.</summary>
    public bool Force { get; init; }

    /// <summary>No notes.</summary>
    public bool Quiet { get; init; }

    /// <summary>Print summary.json on stdout.</summary>
    public bool Json { get; init; }

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
            Provenance record = ProvenanceRecord.Of(started, inputs, device, progress, new ProgramRecord(GpuFamilies.IlgpuVersion, string.Join(' ', Environment.GetCommandLineArgs().Skip(1))));
            ResultFolder.Write(Output, Force, folder => ResultFiles.Write(folder, result, record, Language, cancellation), cancellation);
        }

        if (Json) Console.Out.Write(SummaryJson.Text(result));
        else if (Output is null) Console.Out.Write(ResultText.Of(result));
        if (Quiet || Json) return result;
        Console.Error.WriteLine();
        Console.Error.WriteLine(FindingText.Sentence(result));
        foreach (string warning in result.Warnings) Console.Error.WriteLine(StepProgress.WarningMark + warning);
        if (Output is not null) Console.Error.WriteLine($"Report: {Path.GetFullPath(Path.Combine(Output, "report.html"))}");
        return result;
    }
}
