using System.Diagnostics.CodeAnalysis;

namespace GpuCqa.Service.Analyses;

/// <summary>An analysis that has not ended, as it is now, and who watches it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer or a handle holds nothing to dispose of, and its token outlives the job in threads that end late.")]
public sealed class Job
{
    private readonly List<JobWatch> watches = [];
    private readonly CancellationTokenSource stop = new();
    private volatile AnalysisMessage now;

    /// <summary>From the tables.</summary>
    public Job(AnalysisRecord record)
    {
        Record = record;
        Crashes = record.Crashes;
        now = record.Content;
    }

    /// <summary>What never changes; its content is that of when the job was made.</summary>
    public AnalysisRecord Record { get; }

    /// <summary>Held while the state changes, in the tables and here.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The analysis as it is now; never changed, but replaced.</summary>
    public AnalysisMessage Now => now;

    /// <summary>Times that the service ended without a word while it ran.</summary>
    public int Crashes { get; set; }

    /// <summary>What it needs, or null while that is not known.</summary>
    public JobPlan? Plan { get; set; }

    /// <summary>Whether its need is being found out.</summary>
    public bool IsPlanning { get; set; }

    /// <summary>Jobs that started although this one stood before them.</summary>
    public int PassedOver { get; set; }

    /// <summary>Hash of what it made, once that is made.</summary>
    public string? ManifestSha256 { get; set; }

    /// <summary>The end that the audit log has of it, though it may not hold yet.</summary>
    public AnalysisState? RecordedEnd { get; set; }

    /// <summary>Whether the service interrupts it, to run it again after its next start.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Asks the computation to end.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Whether it waits.</summary>
    public bool IsQueued => now.State == AnalysisState.Queued;

    /// <summary>Replaces what it is and tells the watchers; <see cref="Gate"/> is held.</summary>
    /// <param name="next">A message that nobody changes any more.</param>
    /// <param name="change">Whether it is a change that every watcher gets, or mere progress.</param>
    public void Tell(AnalysisMessage next, bool change)
    {
        now = next;
        foreach (JobWatch watch in watches) watch.Put(next, change);
    }

    /// <summary>Asks the computation to end; the callbacks of the token run elsewhere.</summary>
    /// <param name="interrupted">The service ends: the job will run again.</param>
    public void RequestStop(bool interrupted)
    {
        IsInterrupted |= interrupted;
        _ = stop.CancelAsync();
    }

    /// <summary>Begins with the analysis as it is, then gives every change. Dispose of it to end.</summary>
    public JobWatch Watch()
    {
        var watch = new JobWatch(Forget);
        lock (Gate)
        {
            watch.Put(now, change: true);
            watches.Add(watch);
        }

        return watch;
    }

    private void Forget(JobWatch watch)
    {
        lock (Gate) watches.Remove(watch);
    }
}
