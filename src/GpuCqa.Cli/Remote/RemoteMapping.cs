using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.References;
using GpuCqa.Client.Uploads;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.References;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Remote;

/// <summary><c>map</c> on a server: uploads the reference and the lots where the server lacks them, runs, and writes the result folder that a run here would write.</summary>
public static class RemoteMapping
{
    /// <summary>Runs a job on a server.</summary>
    /// <param name="parsed">The command line, for the server's options.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="job">The job.</param>
    /// <param name="detach">Return when the analysis is queued.</param>
    public static int Run(ParseResult parsed, string address, MapJob job, bool detach)
    {
        if (!detach) ResultFolder.Check(job.Output, job.Force);
        // What is wrong with the sheet or the reference is said of them, before anything is sent.
        MapRequest request = job.Request();
        var pipeline = new MapPipeline(request);
        string folder = ReferenceFolder.Locate(request.Reference);
        var run = new RemoteRun { Output = job.Output, Force = job.Force, Quiet = job.Quiet, Json = job.Json, ServerOptions = ServerOptions.Written(parsed) };
        string plan = PlanInput.TextOf(job.Plan);
        return run.Go(parsed, address, string.Join(Environment.NewLine, pipeline.Designs), job.Threads is null ? null : "--threads", job.Device, detach, async (project, steps, cancellation) =>
        {
            Reference reference = await project.UploadReferenceAsync(folder, new ReferenceOptions { ReferenceSha256 = pipeline.Reference.Hash }, steps, cancellation);
            Cohort cohort = await project.UploadCohortAsync(job.Sheet, Lots(job), steps, cancellation);
            return new AnalysisSpec { LockedPlan = plan, Map = MapMessage.Of(cohort.Name, reference.Name, request.Parameters, job.Files, job.Language) };
        });
    }

    // Cells of train lots are in the reference; files that hold several lots are read with all of them.
    internal static CohortUploadOptions Lots(MapJob job) => new() { LotColumn = job.LotColumn, Genome = job.Files.Genome, WithoutTrain = job.LotColumn is null };
}
