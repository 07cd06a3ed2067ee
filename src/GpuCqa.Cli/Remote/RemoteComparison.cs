using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.Uploads;
using GpuCqa.Pipelines.Comparisons;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Remote;

/// <summary><c>compare</c> on a server: uploads the lots, the tables and the cells where the server lacks them, runs, and writes what a run here would.</summary>
public static class RemoteComparison
{
    /// <summary>Runs a job on a server.</summary>
    /// <param name="parsed">The command line, for the server's options.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="job">The job.</param>
    /// <param name="detach">Return when the analysis is queued.</param>
    public static int Run(ParseResult parsed, string address, CompareJob job, bool detach)
    {
        if (!detach) ResultFolder.Check(job.Output, job.Force);
        CompareRequest request = job.Request;
        // What is wrong with the files is said of the files, before anything is sent.
        var pipeline = new ComparePipeline(request);
        string? cells = pipeline.Inputs.FirstOrDefault(i => i.Label == ComparePipeline.CellsLabel)?.Path;
        var run = new RemoteRun { Output = job.Output, Force = job.Force, Quiet = job.Quiet, Json = job.Json, ServerOptions = ServerOptions.Written(parsed) };
        string plan = PlanInput.TextOf(job.Plan);
        return run.Go(parsed, address, pipeline.Design.Sentence, job.Threads is null ? null : "--threads", job.Device, detach, async (project, steps, cancellation) =>
        {
            async Task<string?> upload(string? path) =>
                path is null ? null : (await project.UploadDatasetAsync(path, new DatasetUploadOptions { Content = Dataset.Types.Content.States }, steps, cancellation)).Name;
            string cohort = (await project.UploadLotsAsync(request.Sheet!, new LotUploadOptions { LotColumn = request.LotColumn }, cancellation)).Name;
            return new AnalysisSpec { LockedPlan = plan, Compare = CompareMessage.Of(cohort, await upload(request.Attributes), await upload(request.Method), await upload(cells), request.Parameters, job.Language) };
        });
    }
}
