using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Devices;

namespace GpuCqa.Service.Analyses;

/// <summary>What analyses would need that are not queued. One at a time: most headers are read in no time, and some files must be read through.</summary>
public sealed class JobEstimates(JobPlanner planner, JobBook book, CallerWords words) : IDisposable
{
    private readonly Turns turns = new("the headers of files");

    /// <summary>The plan of an analysis that was checked; one that does not fit has one too.</summary>
    /// <exception cref="GpuCqaException">A file is damaged, or too many wait; in the words of a caller.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between files.</exception>
    public Task<AnalysisPlan> Of(AnalysisRecord record, CancellationToken cancellation) => turns.Run(
        () =>
        {
            try
            {
                AnalysisPlan plan = planner.Estimate(record, InUse, cancellation);
                string[] notes = [.. plan.Notes.Select(words.Of)];
                plan.Notes.Clear();
                plan.Notes.Add(notes);
                return plan;
            }
            catch (Exception error) when (JobFailures.Cause(error) is GpuCqaException known)
            {
                throw new RefusedException(known.Reason, words.Of(known.Message), (known as RefusedException)?.RetryAfter) { Limit = (known as RefusedException)?.Limit };
            }
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private long InUse(string device) => book.Jobs.Where(j => !j.IsQueued && j.Plan?.Device == device).Sum(j => j.Plan!.Need.DeviceBytes);
}
