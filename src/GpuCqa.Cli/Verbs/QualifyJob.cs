using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Qualifications;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>One qualification of this installation, to the folder of its protocol.</summary>
public sealed class QualifyJob : VerbJob
{
    /// <summary>Folder of the protocol.</summary>
    public required string Output { get; init; }

    /// <summary>File of vectors that stand for the program's own, or null.</summary>
    public string? Vectors { get; init; }

    /// <summary>Device that is qualified.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Host threads, or null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Runs the job.</summary>
    /// <exception cref="PreconditionException">The folder exists.</exception>
    public QualifyResult Run(CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        ResultFolder.Check(Output, Force);
        var pipeline = new QualifyPipeline(Vectors);
        var progress = new ConsoleProgress(Quiet);
        using ComputeDevice device = DeviceFamilies.Open(Device, Threads);
        QualifyResult result = progress.Show(() => pipeline.Run(device, Device, RunRecord.Of(started, [], device, progress), progress, cancellation));
        IReadOnlyList<InputRecord> inputs = pipeline.Inputs.Count == 0 ? [] : InputFiles.Hash(pipeline.Inputs, progress, cancellation);
        Provenance record = RunRecord.Of(started, inputs, device, progress);
        ResultFolder.Write(Output, Force, folder => QualifyPipeline.Write(folder, result, record, Language, cancellation), cancellation);
        if (Json) Console.Out.Write(SummaryJson.Text(result));
        if (Quiet || Json) return result;
        foreach (QualificationCheck failed in result.Checks.Where(c => !c.Passed)) Console.Error.WriteLine($"FAIL {failed.Id}: {failed.Title}: expected {failed.Expected}, found {failed.Found}");
        RunNews.Tell(result, Output);
        return result;
    }
}
