using System.CommandLine;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Running;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Projects;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Remote;

/// <summary>One run on a server, of any verb: starts an analysis, waits for it, and brings its result folder here.</summary>
public sealed class RemoteRun
{
    private static readonly TimeSpan LastCall = TimeSpan.FromSeconds(10);

    /// <summary>Result folder, or null where <see cref="Print"/> says what is found.</summary>
    public required string? Output { get; init; }

    /// <summary>Prints a result folder that is not kept.</summary>
    public Action<string>? Print { get; init; }

    /// <summary>Replace an existing folder.</summary>
    public bool Force { get; init; }

    /// <summary>No progress.</summary>
    public bool Quiet { get; init; }

    /// <summary>Print summary.json on stdout.</summary>
    public bool Json { get; init; }

    /// <summary>Options that reach the same server again, for the words by which a run that is left can be gone on with.</summary>
    public string ServerOptions { get; init; } = "";

    /// <summary>Runs a verb on a server from its start to its end.</summary>
    /// <param name="parsed">The command line, for the server's options.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="design">What the design can show, said first.</param>
    /// <param name="hereOnly">Options that are given and mean nothing to a server.</param>
    /// <param name="device">What <c>--device</c> says.</param>
    /// <param name="detach">Return when the analysis is queued.</param>
    /// <param name="upload">Brings what the server lacks there, and says what to compute.</param>
    public int Go(ParseResult parsed, string address, string design, string? hereOnly, string device, bool detach, Func<ProjectClient, RemoteSteps, CancellationToken, Task<AnalysisSpec>> upload)
    {
        using var signals = new RemoteInterruption();
        var progress = new ConsoleProgress(Quiet);
        using GpuCqaClient client = Remote.ServerOptions.Connect(parsed, address, progress.Say);
        ProjectClient project = Remote.ServerOptions.Project(parsed, client);
        if (!Quiet) Console.Error.WriteLine(design);
        if (hereOnly is not null) progress.Note($"{hereOnly} is for this machine; the server has threads of its own, and results do not depend on them.");
        AnalysisClient analysis = progress.Show(() => StartAsync(project, upload, device, new RemoteSteps(progress), signals).GetAwaiter().GetResult());
        if (!detach) return Finish(analysis, progress, signals);
        Console.Out.WriteLine(analysis.Name);
        if (!Quiet) Console.Error.WriteLine($"Queued; go on with: gpucqa attach {analysis.Name}{ServerOptions} --out FOLDER");
        return 0;
    }

    // If the user stops while it is being started, it does not run on unseen.
    private static async Task<AnalysisClient> StartAsync(
        ProjectClient project, Func<ProjectClient, RemoteSteps, CancellationToken, Task<AnalysisSpec>> upload, string device, RemoteSteps steps, RemoteInterruption signals)
    {
        AnalysisSpec spec = await upload(project, steps, signals.Stop);
        steps.End();
        var options = new AnalysisOptions { AnalysisId = $"{spec.KindCase.ToString().ToLowerInvariant()}-{Guid.NewGuid():N}"[..25], Device = device };
        try
        {
            return await project.StartAsync(spec, options, signals.Stop);
        }
        catch (OperationCanceledException)
        {
            using var end = new CancellationTokenSource(LastCall);
            try
            {
                await project.Analysis(options.AnalysisId).CancelAsync(end.Token);
            }
            catch (Exception error) when (error is GpuCqaException or OperationCanceledException)
            {
                // It never came to be, or the server is out of reach.
            }

            throw;
        }
    }

    /// <summary>Waits, downloads, and says what a local run says at its end.</summary>
    /// <exception cref="GpuCqaException">What a local run would have ended with.</exception>
    public int Finish(AnalysisClient analysis, ConsoleProgress progress, RemoteInterruption signals)
    {
        if (Output is not null) return Finish(analysis, Output, progress, signals);
        string kept = Directory.CreateTempSubdirectory("gpucqa-").FullName;
        try
        {
            return Finish(analysis, Path.Combine(kept, "result"), progress, signals);
        }
        finally
        {
            Directory.Delete(kept, recursive: true);
        }
    }

    private int Finish(AnalysisClient analysis, string output, ConsoleProgress progress, RemoteInterruption signals)
    {
        var steps = new RemoteSteps(progress);
        try
        {
            progress.Show(() =>
            {
                WaitAsync(analysis, steps, progress, signals).GetAwaiter().GetResult();
                ResultFolder.Write(output, Force, folder => analysis.Results.DownloadFilesAsync(folder, steps, signals.Stop).GetAwaiter().GetResult(), signals.Stop);
                steps.End();
                return true;
            });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"gpucqa: left {analysis.Name} to the server; go on with: gpucqa attach {analysis.Name}{ServerOptions} --out {Output ?? "FOLDER"}");
            return ErrorTable.ExitCode(ErrorReason.Cancelled);
        }

        string summary = File.ReadAllText(Path.Combine(output, SummaryJson.FileName));
        if (Json) Console.Out.Write(summary);
        else if (Output is null) Print?.Invoke(output);
        if (Quiet || Json) return 0;
        using JsonDocument document = JsonDocument.Parse(summary);
        Console.Error.WriteLine();
        Console.Error.WriteLine(document.RootElement.GetProperty("finding").GetProperty("sentence").GetString());
        if (document.RootElement.TryGetProperty("programs", out JsonElement programs) && programs.TryGetProperty("sentence", out JsonElement said)) Console.Error.WriteLine(said.GetString());
        if (document.RootElement.TryGetProperty("prediction", out JsonElement prediction))
        {
            foreach (JsonElement sentence in prediction.GetProperty("sentences").EnumerateArray()) Console.Error.WriteLine(sentence.GetString());
        }

        if (document.RootElement.TryGetProperty("effective_cells", out JsonElement effective))
        {
            foreach (JsonElement found in effective.EnumerateArray()) Console.Error.WriteLine(found.GetProperty("sentence").GetString());
        }

        if (document.RootElement.TryGetProperty("warnings", out JsonElement warnings))
        {
            foreach (JsonElement warning in warnings.EnumerateArray()) Console.Error.WriteLine(StepProgress.WarningMark + warning.GetString());
        }

        if (Output is not null) Console.Error.WriteLine($"Report: {Path.GetFullPath(Path.Combine(Output, "report.html"))}");
        return 0;
    }

    private static async Task WaitAsync(AnalysisClient analysis, RemoteSteps steps, ConsoleProgress progress, RemoteInterruption signals)
    {
        Task<Api.V1.Analysis> wait = analysis.WaitAsync(steps, signals.Leave);
        var stopped = new TaskCompletionSource();
        using (signals.Stop.Register(stopped.SetResult))
        {
            if (await Task.WhenAny(wait, stopped.Task) != wait)
            {
                progress.Say($"Stopping {analysis.Name} on the server; Ctrl-C again leaves it to itself.");
                await analysis.CancelAsync(signals.Leave);
            }
        }

        await wait;
        steps.End();
    }
}
