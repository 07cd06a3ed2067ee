namespace GpuCqa.Service.Analyses;

/// <summary>Which waiting job starts next: their order, and the memory of those that run.</summary>
/// <remarks>
/// Projects take turns: next is the project that has used least, its running jobs included, less the time that it has waited since it was last
/// served, so that each comes to its turn however many others come. Within a project the higher priority is first, then the older job.
/// </remarks>
public static class JobTurn
{
    /// <summary>What a turn is taken to use, before it is known, in seconds.</summary>
    public const double TurnSeconds = 60;

    /// <summary>Puts jobs in order.</summary>
    /// <param name="jobs">Waiting jobs.</param>
    /// <param name="use">What each project has used, in seconds, its running jobs included.</param>
    /// <param name="served">When each project was last served, or null.</param>
    /// <param name="now">Time.</param>
    public static IReadOnlyList<Job> Order(IEnumerable<Job> jobs, Func<string, double> use, Func<string, DateTimeOffset?> served, DateTimeOffset now)
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

    /// <summary>The first job in order that fits. A job that stands before it and does not fit is passed over; one that was passed over too often lets nobody by.</summary>
    /// <param name="order">Waiting jobs in order.</param>
    /// <param name="running">What the running ones need.</param>
    /// <param name="options">Limits.</param>
    /// <param name="hostMemory">Host memory of all jobs together, in bytes.</param>
    /// <returns>The job, or null, and those that it passes.</returns>
    public static (Job? Next, IReadOnlyList<Job> Passed) Next(IReadOnlyList<Job> order, IReadOnlyCollection<JobPlan> running, JobOptions options, long hostMemory)
    {
        var passed = new List<Job>();
        if (running.Count >= options.MaxRunning) return (null, passed);
        foreach (Job job in order)
        {
            if (job.Plan is { } plan && Fits(plan, running, hostMemory)) return (job, passed);
            if (job.Plan is not null && job.PassedOver >= options.MaxPassedOver) break;
            passed.Add(job);
        }

        return (null, []);
    }

    // What runs alone fits: that it could, its plan was refused otherwise.
    private static bool Fits(JobPlan plan, IReadOnlyCollection<JobPlan> running, long hostMemory)
    {
        if (running.Sum(r => r.Need.HostBytes) + plan.Need.HostBytes > hostMemory) return false;
        JobPlan[] beside = running.Where(r => r.Device == plan.Device).ToArray();
        return beside.Length == 0 || beside.Sum(r => r.Need.DeviceBytes) + plan.Need.DeviceBytes <= plan.DeviceRoom;
    }
}
