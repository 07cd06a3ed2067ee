using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.References;
using GpuCqa.Client.Uploads;
using GpuCqa.Pipelines.Detections;
using GpuCqa.Pipelines.References;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Remote;

/// <summary><c>detect --reference</c> on a server: uploads the reference, the lots and the hazardous cells where the server lacks them, runs, and writes what a run here would.</summary>
internal static class RemoteSpikes
{
    /// <summary>Runs a job on a server.</summary>
    public static int Run(ParseResult parsed, string address, SpikeJob job, bool detach)
    {
        if (!detach) ResultFolder.Check(job.Output, job.Force);
        // What is wrong with the sheet or the reference is said of them, before anything is sent.
        var pipeline = new SpikePipeline(job.Request());
        string folder = ReferenceFolder.Locate(job.Reference);
        var run = new RemoteRun { Output = job.Output, Force = job.Force, Quiet = job.Quiet, Json = job.Json, ServerOptions = ServerOptions.Written(parsed) };
        return run.Go(parsed, address, pipeline.Design, job.Threads is null ? null : "--threads", job.Device, detach, async (project, steps, cancellation) =>
        {
            Reference reference = await project.UploadReferenceAsync(folder, new ReferenceOptions { ReferenceSha256 = pipeline.Reference.Hash }, steps, cancellation);
            Cohort cohort = await project.UploadCohortAsync(job.Sheet, new CohortUploadOptions { LotColumn = job.LotColumn, Genome = job.Files.Genome, WithoutTrain = job.LotColumn is null }, steps, cancellation);
            string? hazard = job.HazardCells is { } path ? (await project.UploadDatasetAsync(path, new DatasetUploadOptions { Genome = job.Files.Genome }, steps, cancellation)).Name : null;
            return DetectMessage.Of(cohort.Name, job.Parameters, job.Language, (reference.Name, hazard, job.Files));
        });
    }
}
