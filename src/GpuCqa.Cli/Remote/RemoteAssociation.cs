using System.CommandLine;
using GpuCqa.Api.V1;
using GpuCqa.Cli.Verbs;
using GpuCqa.Client.Uploads;
using GpuCqa.Pipelines.Associations;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Reading;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Remote;

/// <summary><c>associate</c> on a server: uploads the table and the lots where the server lacks them, runs, and writes or prints what a run here would.</summary>
public static class RemoteAssociation
{
    /// <summary>Runs a job on a server.</summary>
    /// <param name="parsed">The command line, for the server's options.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="job">The job.</param>
    /// <param name="detach">Return when the analysis is queued.</param>
    public static int Run(ParseResult parsed, string address, AssociateJob job, bool detach)
    {
        if (!detach && job.Output is not null) ResultFolder.Check(job.Output, job.Force);
        AssociateRequest request = job.Settled();
        // What is wrong with the files is said of the files, before anything is sent.
        string design = new AssociatePipeline(request, CancellationToken.None).Design.Sentence;
        var run = new RemoteRun
        {
            Output = job.Output, Force = job.Force, Quiet = job.Quiet, Json = job.Json, ServerOptions = ServerOptions.Written(parsed),
            Print = folder => Console.Out.Write(AssociationText.Of((AssociateResult)ResultReader.Read(folder).Result)),
        };
        string plan = PlanInput.TextOf(job.Plan);
        return run.Go(parsed, address, design, job.Threads is null ? null : "--threads", job.Device, detach, async (project, steps, cancellation) =>
        {
            var lots = new LotUploadOptions { LotColumn = request.LotColumn, Readouts = [.. request.Tests.Readouts.Where(r => !request.Tests.Replicates.Any(t => t.StartsWith(r + "=", StringComparison.OrdinalIgnoreCase)))] };
            string? cohort = request.Sheet is null ? null : (await project.UploadLotsAsync(request.Sheet, lots, cancellation)).Name;
            Dataset table = await project.UploadDatasetAsync(request.Table, new DatasetUploadOptions { Content = Dataset.Types.Content.States }, steps, cancellation);
            return new AnalysisSpec { LockedPlan = plan, Associate = AssociateMessage.Of(table.Name, cohort, request, job.Language) };
        });
    }
}
