using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>Starts waiting jobs when it is their turn and there is room; at the end of the service it lets running ones end, or interrupts them.</summary>
public sealed partial class JobScheduler(
    JobBook book, JobPlanner planner, JobRunner runner, JobFailures failures, ProjectUse use, JobSignal signal, DiskRoom disk, ServiceOptions options, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<JobScheduler> log) : IHostedService
{
    private static readonly TimeSpan Unwind = TimeSpan.FromSeconds(30);

    // Nobody says when a disk has room again.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const string NoRoom = "It waits for room on the disk of the service.";

    private readonly Dictionary<Job, Task> running = [];
    private readonly Lock gate = new();
    private Task loop = Task.CompletedTask;
    private Task planning = Task.CompletedTask;
    private DateTimeOffset? stopping;
    private bool held;
    private volatile bool looking;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => stopping = clock.GetUtcNow());
        loop = Task.Run(Loop, CancellationToken.None);
        signal.Set();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await loop;
        foreach (Job job in book.Jobs.Where(j => j.IsPlanning)) job.RequestStop(interrupted: true);
        Task[] left = Running().Values.ToArray();
        TimeSpan drain = (stopping ?? clock.GetUtcNow()) + TimeSpan.FromSeconds(options.DrainSeconds) - clock.GetUtcNow();
        if (left.Length > 0 && drain > TimeSpan.Zero) await Task.WhenAny(Task.WhenAll(left), Task.Delay(drain, CancellationToken.None));
        foreach (Job job in Running().Keys) job.RequestStop(interrupted: true);
        // A block ends soon. What does not is taken up again at the next start, like after a crash.
        await Task.WhenAny(Task.WhenAll([.. left, planning]), Task.Delay(Unwind, CancellationToken.None));
    }

    private async Task Loop()
    {
        while (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(lifetime.ApplicationStopping);
                Turn();
            }
            catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The tables are away, for instance; the jobs are still there.
                Faltered(log, error);
                WakeLater();
            }
        }
    }

    private void Turn()
    {
        while (true)
        {
            IReadOnlyList<Job> order = Order();
            for (int i = 0; i < order.Count; i++) JobBook.Place(order[i], i);
            PlanNext(order);
            if (IsHeld(order)) return;
            JobPlan[] now = Running().Keys.Select(j => j.Plan!).ToArray();
            (Job? next, IReadOnlyList<Job> passed) = JobTurn.Next(order, now, options.Jobs, options.Jobs.HostMemory);
            if (next is null || lifetime.ApplicationStopping.IsCancellationRequested) return;
            if (!book.Start(next)) continue;
            foreach (Job job in passed) job.PassedOver++;
            use.Serve(next.Record.Project, clock.GetUtcNow());
            Begin(next);
        }
    }

    // What runs writes its results, and there must be room for them: nothing new starts while there is not.
    private bool IsHeld(IReadOnlyList<Job> order)
    {
        bool low = order.Count > 0 && disk.IsLow;
        if (low && !held) HeldBack(log, order.Count);
        if (low || held) foreach (Job job in order) JobBook.Hold(job, low ? NoRoom : null);
        held = low;
        if (low && !looking)
        {
            looking = true;
            _ = Task.Delay(Look, CancellationToken.None).ContinueWith(_ =>
            {
                looking = false;
                signal.Set();
            }, TaskScheduler.Default);
        }

        return low;
    }

    private IReadOnlyList<Job> Order()
    {
        DateTimeOffset now = clock.GetUtcNow();
        ILookup<string, double> computing = Running().Keys.ToLookup(j => j.Record.Project, j => (now - (j.Now.StartTime?.ToDateTimeOffset() ?? now)).TotalSeconds, StringComparer.Ordinal);
        return JobTurn.Order(book.Jobs.Where(j => j.IsQueued), p => use.Seconds(p, now) + computing[p].Sum(), use.Served, now);
    }

    // One at a time, in order: most headers are read in no time, and some files must be read through.
    private void PlanNext(IReadOnlyList<Job> order)
    {
        if (!planning.IsCompleted || order.FirstOrDefault(j => j.Plan is null) is not { } job) return;
        job.IsPlanning = true;
        planning = Task.Factory.StartNew(() => Plan(job), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Plan(Job job)
    {
        try
        {
            job.Plan = planner.Plan(job, device => Running().Keys.Where(j => j.Plan!.Device == device).Sum(j => j.Plan!.Need.DeviceBytes));
        }
        catch (Exception) when (job.Stop.IsCancellationRequested || !job.IsQueued)
        {
            // Cancelled, or the service ends.
        }
        catch (RefusedException error) when (error.Reason == ErrorReason.Unavailable)
        {
            // It still waits, and is planned again.
            WakeLater();
        }
        catch (Exception error)
        {
            Fail(job, error);
        }
        finally
        {
            job.IsPlanning = false;
            // The next plan begins when this one counts as done.
            _ = planning.ContinueWith(_ => signal.Set(), TaskScheduler.Default);
            signal.Set();
        }
    }

    private void Fail(Job job, Exception error)
    {
        try
        {
            book.End(job, AnalysisState.Failed, failures.Of(job, error), _ => { }, _ => { });
        }
        catch (RefusedException)
        {
            WakeLater();
        }
    }

    private void Begin(Job job)
    {
        lock (gate)
        {
            running[job] = Task.Factory.StartNew(() =>
            {
                try
                {
                    runner.Run(job);
                }
                finally
                {
                    lock (gate) running.Remove(job);
                    signal.Set();
                }
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private void WakeLater() => _ = Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None).ContinueWith(_ => signal.Set(), TaskScheduler.Default);

    private Dictionary<Job, Task> Running()
    {
        lock (gate) return new Dictionary<Job, Task>(running);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} analyses wait for room on the disk of the state folder (GpuCqa:Operations:MinFreeBytes)")]
    private static partial void HeldBack(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue of analyses faltered; it goes on")]
    private static partial void Faltered(ILogger log, Exception error);
}
