using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.Uploads;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Plans;
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
        if (!detach) ResultFolder.Check(job.Output, job.Force);
        DiscoveryPipeline pipeline = job.Pipeline();
        string design = pipeline.Design.Sentence;
        var run = new RemoteRun { Output = job.Output, Force = job.Force, Quiet = job.Quiet, Json = job.Json, ServerOptions = ServerOptions.Written(parsed) };
        string plan = PlanInput.TextOf(job.Plan);
        return run.Go(parsed, address, design, job.Threads is null ? null : "--threads", job.Device, detach, async (project, steps, cancellation) =>
        {
            Cohort cohort = await project.UploadCohortAsync(job.Sheet, new CohortUploadOptions { LotColumn = job.LotColumn, Genome = job.Files.Genome }, steps, cancellation);
            var geneSets = new List<string>();
            foreach (string file in job.GeneSets) geneSets.Add((await project.UploadDatasetAsync(file, new DatasetUploadOptions { Content = Dataset.Types.Content.GeneSets }, steps, cancellation)).Name);
            return new AnalysisSpec { LockedPlan = plan, Discover = DiscoverRequest.Of(cohort.Name, pipeline.Asked, job.Files, job.Language, geneSets) };
        });
    }
}
