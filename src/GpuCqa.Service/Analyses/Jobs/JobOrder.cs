namespace GpuCqa.Service.Analyses.Jobs;

/// <summary>The order in which waiting jobs should start.</summary>
/// <remarks>
/// Projects take turns: next is the project that has used least, its running jobs included, less the time that it has waited since it was last
/// served, so that each comes to its turn however many others come. Within a project the higher priority is first, then the older job.
/// </remarks>
public static class JobOrder
{
    /// <summary>What a turn is taken to use, before it is known, in seconds.</summary>
    public const double TurnSeconds = 60;

    /// <summary>Puts jobs in order.</summary>
    /// <param name="jobs">Waiting jobs.</param>
    /// <param name="use">What each project has used, in seconds, its running jobs included.</param>
    /// <param name="served">When each project was last served, or null.</param>
    /// <param name="now">Time.</param>
    public static IReadOnlyList<Job> Of(IEnumerable<Job> jobs, Func<string, double> use, Func<string, DateTimeOffset?> served, DateTimeOffset now)
    {
        var turns = new PriorityQueue<Queue<Job>, (double Share, long Oldest)>();
        foreach (IGrouping<string, Job> project in jobs.GroupBy(j => j.Record.Project, StringComparer.Ordinal))
        {
            Job oldest = project.MinBy(j => j.Record.Ordinal)!;
            DateTimeOffset since = oldest.Now.CreateTime.ToDateTimeOffset();
            if (served(project.Key) is { } last && last > since) since = last;
            (double, long) share = (use(project.Key) - Math.Max(0, (now - since).TotalSeconds), oldest.Record.Ordinal);
            turns.Enqueue(new Queue<Job>(project.OrderByDescending(j => j.Now.Priority).ThenBy(j => j.Record.Ordinal)), share);
        }

        var order = new List<Job>();
        while (turns.TryDequeue(out Queue<Job>? project, out (double Share, long Oldest) share))
        {
            order.Add(project.Dequeue());
            if (project.Count > 0) turns.Enqueue(project, (share.Share + TurnSeconds, share.Oldest));
        }

        return order;
    }
}
