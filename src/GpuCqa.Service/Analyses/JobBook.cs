using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>The analyses that have not ended, and their changes of state: each holds in the tables before anyone is told.</summary>
/// <remarks>But what runs can be cancelled while the database is away: the job ends, and that holds when the database is back.</remarks>
public sealed class JobBook(AnalysisTable table, JobStepFolders steps, JobSignal signal, OwnAudit audit, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Job> jobs = new(StringComparer.Ordinal), names = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public ICollection<Job> Jobs => jobs.Values;

    /// <summary>The job of an analysis, or null when it has ended.</summary>
    public Job? Find(string uid) => jobs.GetValueOrDefault(uid);

    /// <summary>The job of an analysis by its name, or null when it has ended.</summary>
    public Job? Named(string name) => names.GetValueOrDefault(name);

    /// <summary>Takes in an analysis that the tables have.</summary>
    public void Add(AnalysisRecord record)
    {
        var job = new Job(record);
        jobs[record.Uid] = names[record.Content.Name] = job;
        signal.Set();
    }

    /// <summary>From waiting to running; false when it does not wait any more.</summary>
    public bool Start(Job job)
    {
        lock (job.Gate)
        {
            if (!job.IsQueued) return false;
            var next = new AnalysisMessage(job.Now) { State = AnalysisState.Running, Attempt = job.Now.Attempt + 1, StartTime = Now(), QueuePosition = 0 };
            next.Steps.Clear();
            next.Notes.Clear();
            table.Update(job.Record.Uid, next, job.Crashes);
            job.Tell(next, change: true);
            return true;
        }
    }

    /// <summary>From running back to waiting: it runs again after the next start of the service.</summary>
    public void Requeue(Job job)
    {
        lock (job.Gate)
        {
            var next = new AnalysisMessage(job.Now) { State = AnalysisState.Queued, StartTime = null };
            next.Steps.Clear();
            next.Notes.Clear();
            table.Update(job.Record.Uid, next, job.Crashes);
            job.Tell(next, change: true);
        }
    }

    /// <summary>Asks for the end: what waits ends at once, what runs ends within a block.</summary>
    /// <param name="job">The job.</param>
    /// <param name="notes">Take the states before and after, if they differ.</param>
    public void Cancel(Job job, AuditNotes notes)
    {
        lock (job.Gate)
        {
            AnalysisState before = job.Now.State;
            if (job.IsQueued)
            {
                EndHeld(job, AnalysisState.Cancelled, null, _ => { });
            }
            else if (job.Now.State == AnalysisState.Running)
            {
                job.RequestStop(interrupted: false);
                var next = new AnalysisMessage(job.Now) { State = AnalysisState.Cancelling };
                try
                {
                    table.Update(job.Record.Uid, next, job.Crashes);
                }
                catch (RefusedException) when (!table.IsTakenOver)
                {
                    // The database is away; the end of the job will be written when it is back.
                }

                job.Tell(next, change: true);
            }

            if (job.Now.State != before)
            {
                notes.Old(new AnalysisMessage { State = before });
                notes.New(new AnalysisMessage { State = job.Now.State });
            }
        }

        // What waits may be reading headers.
        job.RequestStop(interrupted: false);
    }

    /// <summary>The end of a job; one that was to be cancelled is cancelled, whatever it came to.</summary>
    /// <param name="job">The job.</param>
    /// <param name="state">A final state.</param>
    /// <param name="error">Why it failed, or null.</param>
    /// <param name="also">What must hold together with the end; when the job succeeds only.</param>
    /// <param name="always">What must hold together with any end.</param>
    /// <returns>The state that it ended in.</returns>
    public AnalysisState End(Job job, AnalysisState state, Status? error, Action<DatabaseSession> also, Action<DatabaseSession> always)
    {
        lock (job.Gate)
        {
            if (job.Now.State == AnalysisState.Cancelling) (state, error) = (AnalysisState.Cancelled, null);
            return EndHeld(job, state, error, session =>
            {
                always(session);
                if (state == AnalysisState.Succeeded) also(session);
            });
        }
    }

    /// <summary>Says how many stand before a job that waits.</summary>
    public static void Place(Job job, int position)
    {
        lock (job.Gate)
        {
            if (job.IsQueued && job.Now.QueuePosition != position) job.Tell(new AnalysisMessage(job.Now) { QueuePosition = position }, change: false);
        }
    }

    /// <summary>Says why a job waits although it is its turn, or that it does not any more.</summary>
    public static void Hold(Job job, string? why)
    {
        lock (job.Gate)
        {
            if (!job.IsQueued || job.Now.Notes.SequenceEqual(why is null ? [] : [why])) return;
            var next = new AnalysisMessage(job.Now);
            next.Notes.Clear();
            if (why is not null) next.Notes.Add(why);
            job.Tell(next, change: true);
        }
    }

    private AnalysisState EndHeld(Job job, AnalysisState state, Status? error, Action<DatabaseSession> also)
    {
        var next = new AnalysisMessage(job.Now) { State = state, Error = error, EndTime = Now(), QueuePosition = 0 };
        if (job.RecordedEnd != state) audit.Ending(next, state == AnalysisState.Succeeded ? job.ManifestSha256 : null);
        job.RecordedEnd = state;
        next = table.End(job.Record.Uid, next, job.Crashes, also);
        steps.Remove(job.Record.Uid);
        // Out of the book before it is told: who hears of the end finds it in the tables.
        jobs.TryRemove(job.Record.Uid, out _);
        names.TryRemove(KeyValuePair.Create(job.Now.Name, job));
        job.Tell(next, change: true);
        signal.Set();
        return next.State;
    }

    private Timestamp Now() => Timestamp.FromDateTimeOffset(clock.GetUtcNow());
}
