namespace GpuCqa.Service.Analyses.Jobs;

/// <summary>Which waiting job starts next, by the memory of those that run.</summary>
public static class JobAdmission
{
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
