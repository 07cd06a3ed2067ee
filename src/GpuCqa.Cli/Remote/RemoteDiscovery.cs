using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Projects;
using GpuCqa.Client.Uploads;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Remote;

/// <summary><c>discover</c> on a server: uploads what the server lacks, runs, and writes the result folder that a run here would write.</summary>
public static class RemoteDiscovery
{
    /// <summary>Runs a job on a server.</summary>
    /// <param name="parsed">The command line, for the server's options.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="job">The job.</param>
    /// <param name="detach">Return when the analysis is queued.</param>
    public static int Run(ParseResult parsed, string address, DiscoverJob job, bool detach)
    {
        using var signals = new RemoteInterruption();
        if (!detach) ResultFolder.Check(job.Output, job.Force);
        string design = job.Pipeline().Design.Sentence;
        var progress = new ConsoleProgress(job.Quiet);
        using GpuCqaClient client = ServerOptions.Connect(parsed, address, progress.Say);
        ProjectClient project = ServerOptions.Project(parsed, client);
        if (!job.Quiet) Console.Error.WriteLine(design);
        if (job.Threads is not null) progress.Note("--threads is for this machine; the server has threads of its own, and results do not depend on them.");

        AnalysisClient analysis = progress.Show(() => StartAsync(project, job, new RemoteSteps(progress), signals).GetAwaiter().GetResult());
        if (detach)
        {
            Console.Out.WriteLine(analysis.Name);
            if (!job.Quiet) Console.Error.WriteLine($"Queued; go on with: gpucqa attach {analysis.Name}{ServerOptions.Written(parsed)} --out FOLDER");
            return 0;
        }

        var run = new RemoteRun { Output = job.Output, Force = job.Force, Quiet = job.Quiet, Json = job.Json, ServerOptions = ServerOptions.Written(parsed) };
        return run.Finish(analysis, progress, signals);
    }

    private static async Task<AnalysisClient> StartAsync(ProjectClient project, DiscoverJob job, RemoteSteps steps, RemoteInterruption signals)
    {
        var options = new CohortUploadOptions { LotColumn = job.LotColumn, Genome = job.Files.Genome };
        Cohort cohort = await project.UploadCohortAsync(job.Sheet, options, steps, signals.Stop);
        steps.End();
        return await RemoteRun.StartAsync(project, DiscoverRequest.Of(cohort.Name, job.Parameters, job.Files, job.Language), job.Device, signals);
    }
}
