namespace GpuCqa.Pipelines.Cohorts;

/// <summary>How far a plan is, from the names and times of its files alone.</summary>
/// <param name="Phases">Every phase.</param>
/// <param name="Finished">When the result was written, or null.</param>
/// <param name="SecondsLeft">What is left of the tasks, about, at the rate of the last hour of work; null where no task of the running phase ended yet.</param>
public sealed record CohortStatus(IReadOnlyList<PhaseStatus> Phases, DateTime? Finished, double? SecondsLeft)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Looks.</summary>
    /// <param name="work">The plan's folder.</param>
    public static CohortStatus Of(CohortWork work)
    {
        var phases = new List<PhaseStatus>();
        var times = new List<(DateTime Ended, double Cost)>();
        double left = 0;
        foreach (CohortPhase phase in work.Plan.Phases)
        {
            var merged = new CohortTask(phase.Name, null);
            CohortTask[] done = [.. Enumerable.Range(0, phase.Tasks).Select(i => new CohortTask(phase.Name, i)).Where(work.Has)];
            times.AddRange(done.Select(t => (File.GetLastWriteTimeUtc(work.FileOf(t)), phase.ShardSeconds)));
            if (work.Has(merged)) times.Add((File.GetLastWriteTimeUtc(work.FileOf(merged)), phase.MergeSeconds));
            else left += ((phase.Tasks - done.Length) * phase.ShardSeconds) + phase.MergeSeconds;
            phases.Add(new PhaseStatus(phase.Name, phase.Tasks, done.Length, work.Has(merged) ? File.GetLastWriteTimeUtc(work.FileOf(merged)) : null));
        }

        DateTime? finished = work.Has(CohortWork.Finish) ? File.GetLastWriteTimeUtc(work.FileOf(CohortWork.Finish)) : null;
        return new CohortStatus(phases, finished, Left(times, left));
    }

    // Work that was planned for the tasks that ended, over the time between the first and the last of them.
    private static double? Left(List<(DateTime Ended, double Cost)> times, double left)
    {
        if (times.Count < 2) return null;
        DateTime last = times.Max(t => t.Ended);
        (DateTime Ended, double Cost)[] recent = [.. times.Where(t => t.Ended >= last - Window).OrderBy(t => t.Ended)];
        double seconds = (last - recent[0].Ended).TotalSeconds, cost = recent.Skip(1).Sum(t => t.Cost);
        return seconds > 0 && cost > 0 ? left * seconds / cost : null;
    }
}
