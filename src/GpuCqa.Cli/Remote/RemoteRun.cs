using System.Text.Json;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Projects;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Remote;

/// <summary>Waits for an analysis on a server and brings its result folder here.</summary>
public sealed class RemoteRun
{
    private static readonly TimeSpan LastCall = TimeSpan.FromSeconds(10);

    /// <summary>Result folder.</summary>
    public required string Output { get; init; }

    /// <summary>Replace an existing folder.</summary>
    public bool Force { get; init; }

    /// <summary>No progress.</summary>
    public bool Quiet { get; init; }

    /// <summary>Print summary.json on stdout.</summary>
    public bool Json { get; init; }

    /// <summary>Options that reach the same server again, for the words by which a run that is left can be gone on with.</summary>
    public string ServerOptions { get; init; } = "";

    /// <summary>Starts an analysis; if the user stops while it is being started, it does not run on unseen.</summary>
    public static async Task<AnalysisClient> StartAsync(ProjectClient project, Api.V1.DiscoverSpec spec, string device, RemoteInterruption signals)
    {
        var options = new AnalysisOptions { AnalysisId = $"discover-{Guid.NewGuid():N}"[..25], Device = device };
        try
        {
            return await project.DiscoverAsync(spec, options, signals.Stop);
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
        var steps = new RemoteSteps(progress);
        try
        {
            progress.Show(() =>
            {
                WaitAsync(analysis, steps, progress, signals).GetAwaiter().GetResult();
                ResultFolder.Write(Output, Force, folder => analysis.Results.DownloadFilesAsync(folder, steps, signals.Stop).GetAwaiter().GetResult(), signals.Stop);
                steps.End();
                return true;
            });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"gpucqa: left {analysis.Name} to the server; go on with: gpucqa attach {analysis.Name}{ServerOptions} --out {Output}");
            return ErrorTable.ExitCode(ErrorReason.Cancelled);
        }

        string summary = File.ReadAllText(Path.Combine(Output, SummaryJson.FileName));
        if (Json) Console.Out.Write(summary);
        else if (!Quiet)
        {
            using JsonDocument document = JsonDocument.Parse(summary);
            Console.Error.WriteLine();
            Console.Error.WriteLine(document.RootElement.GetProperty("finding").GetProperty("sentence").GetString());
            Console.Error.WriteLine($"Report: {Path.GetFullPath(Path.Combine(Output, "report.html"))}");
        }

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
