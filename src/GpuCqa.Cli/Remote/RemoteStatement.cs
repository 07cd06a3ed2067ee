using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.Projects;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Reading;

namespace GpuCqa.Cli.Remote;

/// <summary>A verb that takes a moment (plan, specification, detect), here or on a server.</summary>
internal static class RemoteStatement
{
    /// <summary>Runs it where it was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="job">The job.</param>
    /// <param name="detach">Return when the analysis is queued.</param>
    /// <param name="message">Brings what the server lacks there, and says what to compute.</param>
    public static int RunOrCompute(ParseResult parsed, StatementJob job, bool detach, Func<ProjectClient, RemoteSteps, CancellationToken, Task<AnalysisSpec>> message)
    {
        string? server = ServerOptions.Address(parsed);
        if (server is null && detach) throw new InvalidParameterException(CommonOptions.DetachNeedsServer);
        using var interruption = server is null ? new Interruption() : null;
        if (server is null)
        {
            job.Run(interruption!.Token);
            return 0;
        }

        if (!detach && job.Output is not null) ResultFolder.Check(job.Output, job.Force);
        // What is wrong is said before anything is sent.
        string sentence = FindingText.Headline(job.Compute(StepProgress.None));
        var run = new RemoteRun
        {
            Output = job.Output, Force = job.Force, Quiet = job.Quiet, Json = job.Json, ServerOptions = ServerOptions.Written(parsed),
            Print = folder => Console.Out.Write(ResultText.Of(ResultReader.Read(folder).Result)),
        };
        return run.Go(parsed, server, sentence, null, "auto", detach, message);
    }
}
