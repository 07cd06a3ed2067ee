using System.Data.Common;
using System.Diagnostics;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Trust;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Operations.Telemetry;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;
using Status = Google.Rpc.Status;

namespace GpuCqa.Service.Analyses;

/// <summary>Runs a job from its start to its end, on the thread that calls.</summary>
public sealed partial class JobRunner(
    JobBook book, AnalysisTable table, Database database, AnalysisKinds kinds, DeviceFamilies families, ResultStore results, ProjectUse use, JobStepFolders steps, CallerWords words, JobFailures failures, ServiceOptions options, JobMeters meters, TimeProvider clock, ILogger<JobRunner> log)
{
    /// <summary>Runs it; what the handler throws becomes the end of the job.</summary>
    public void Run(Job job)
    {
        long began = clock.GetTimestamp();
        using Activity? span = JobTracing.Job(JobMeters.KindOf(job.Now.Spec), job.Now.Name, job.Record.Trace);
        meters.Started(job);
        Started(log, job.Now.Operation, job.Now.Name, job.Now.Attempt);
        ResultManifest? manifest = null;
        Status? error = null;
        AnalysisState state;
        try
        {
            manifest = database.Unhurried(() => Compute(job), job.Stop);
            job.ManifestSha256 = manifest.Sha256;
            state = AnalysisState.Succeeded;
        }
        catch (Exception stopped) when (job.Stop.IsCancellationRequested && JobFailures.Cause(stopped) is OperationCanceledException)
        {
            state = AnalysisState.Cancelled;
        }
        catch (Exception failed)
        {
            state = AnalysisState.Failed;
            error = failures.Of(job, failed);
            JobTracing.Failed(span, failed);
        }

        JobTracing.EndSteps(span);
        TimeSpan time = clock.GetElapsedTime(began);
        Action<DatabaseSession> used = use.Add(job.Record.Project, time, clock.GetUtcNow());
        for (int tries = 1; ; tries++)
        {
            try
            {
                // Interrupted, not cancelled: its caller still waits for a result.
                if (state == AnalysisState.Cancelled && job.IsInterrupted && job.Now.State == AnalysisState.Running) book.Requeue(job);
                else state = book.End(job, state, error, session => ManifestTable.Add(session, job.Record.Uid, manifest!), used);
                break;
            }
            catch (Exception away) when (away is RefusedException or DbException)
            {
                if (tries == 1) Unwritten(log, job.Now.Operation, job.Now.Name, away);
                // What was computed is worth the wait. Where the service ends, or another one has the tables, the next start finds the job as it was.
                if (job.IsInterrupted || table.IsTakenOver) return;
                Thread.Sleep(TimeSpan.FromSeconds(1));
            }
            catch (Exception defect) when (state == AnalysisState.Succeeded)
            {
                state = AnalysisState.Failed;
                error = failures.Of(job, defect);
            }
        }

        if (manifest is not null && state != AnalysisState.Succeeded) results.Remove(job.Record.Uid);
        span?.SetTag("gpucqa.job.state", job.Now.State.ToString().ToLowerInvariant());
        meters.Ended(job, time);
        Ended(log, job.Now.Operation, job.Now.Name, job.Now.State, time.TotalSeconds);
    }

    private ResultManifest Compute(Job job)
    {
        words.Learn(job.Record.Uid);
        using ComputeDevice device = families.Open(job.Now.Device, options.Threads);
        using ResultOutput output = results.Begin(job.Record.Uid);
        var run = new AnalysisRun
        {
            Project = job.Record.Project,
            Spec = job.Now.Spec,
            Device = device,
            Progress = new JobSteps(job, words.Of, said => Said(log, job.Now.Operation, job.Now.Name, said), clock),
            Steps = steps.Of(job.Record.Uid),
            TaskFolder = steps.TasksOf(job.Record.Uid),
            Cancellation = job.Stop,
            Output = output,
        };
        kinds.Of(run.Spec).Run(run);
        FolderSeal.Write(output.Folder, output.Folder);
        return results.Take(job.Record.Uid, output, job.Stop);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation}: {Analysis}: {Said}")]
    private static partial void Said(ILogger log, string operation, string analysis, string said);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} started: {Analysis} attempt {Attempt}")]
    private static partial void Started(ILogger log, string operation, string analysis, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} ended: {Analysis} {State} after {Seconds:0.0} s")]
    private static partial void Ended(ILogger log, string operation, string analysis, AnalysisState state, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation}: the end of {Analysis} could not be written yet")]
    private static partial void Unwritten(ILogger log, string operation, string analysis, Exception error);
}
