using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Client.Uploads;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>One run of a verb that reads a small table of lots and needs no device: here or on a server, to a result folder or to the terminal.</summary>
/// <typeparam name="TResult">Its result.</typeparam>
public sealed class LotTableJob<TResult> where TResult : AnalysisResult
{
    // A few numbers of lots: no device would be faster.
    private const string Device = "cpu";

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>What the design can show, said first.</summary>
    public required string Design { get; init; }

    /// <summary>The files that the result is made from.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>Computes.</summary>
    public required Func<StepProgress, TResult> Compute { get; init; }

    /// <summary>The result as text for a terminal.</summary>
    public required Func<TResult, string> Text { get; init; }

    /// <summary>The message for a server, from the name of the table there.</summary>
    public required Func<string, ReportLanguage, AnalysisSpec> Message { get; init; }

    /// <summary>Runs as the options of the command line say.</summary>
    public int Run(ParseResult parsed, LotTableOptions options)
    {
        string? output = parsed.GetValue(options.Output), server = ServerOptions.Address(parsed);
        bool force = parsed.GetValue(options.Force), quiet = parsed.GetValue(options.Quiet), json = parsed.GetValue(options.Json), detach = parsed.GetValue(options.Detach);
        ReportLanguage language = CommonOptions.ReadLanguage(parsed.GetValue(options.Language));
        if (server is null && detach) throw new InvalidParameterException(CommonOptions.DetachNeedsServer);
        if (output is not null && !detach) ResultFolder.Check(output, force);
        if (server is null) return Here(output, force, quiet, json, language);
        var run = new RemoteRun
        {
            Output = output, Force = force, Quiet = quiet, Json = json, ServerOptions = ServerOptions.Written(parsed),
            Print = folder => Console.Out.Write(Text((TResult)ResultReader.Read(folder).Result)),
        };
        return run.Go(parsed, server, Design, null, Device, detach, async (project, steps, cancellation) =>
            Message((await project.UploadDatasetAsync(Table, new DatasetUploadOptions { Content = Dataset.Types.Content.States }, steps, cancellation)).Name, language));
    }

    private int Here(string? output, bool force, bool quiet, bool json, ReportLanguage language)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        using var interruption = new Interruption();
        var progress = new ConsoleProgress(quiet);
        if (!quiet) Console.Error.WriteLine(Design);
        using ComputeDevice device = DeviceFamilies.Open(Device, null);
        (TResult result, IReadOnlyList<InputRecord> inputs) = progress.Show(() => (Compute(progress), InputFiles.Hash(Inputs, progress, interruption.Token)));
        if (output is not null)
        {
            Provenance record = RunRecord.Of(started, inputs, device, progress);
            ResultFolder.Write(output, force, folder => ResultFiles.Write(folder, result, record, language, interruption.Token), interruption.Token);
        }

        if (json) Console.Out.Write(SummaryJson.Text(result));
        else if (output is null) Console.Out.Write(Text(result));
        if (quiet || json) return 0;
        RunNews.Tell(result, output);
        return 0;
    }
}
