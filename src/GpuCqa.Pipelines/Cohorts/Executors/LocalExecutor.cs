using System.Collections.Concurrent;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>Runs tasks as child processes of this machine, so many at a time.</summary>
/// <param name="workers">Child processes at a time.</param>
/// <param name="devices">Devices of this machine that take the shards; each free one takes the next. Null = the submission's device takes all.</param>
public sealed class LocalExecutor(int workers, IReadOnlyList<string>? devices = null) : PhasedExecutor
{
    /// <inheritdoc/>
    public override string Name => "local";

    /// <inheritdoc/>
    protected override void RunShards(CohortSubmission submission, CohortPhase phase, IReadOnlyList<IReadOnlyList<int>> groups, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin(phase.Name, groups.Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failures = new ConcurrentQueue<Exception>();
        var waiting = new ConcurrentQueue<IReadOnlyList<int>>(groups);
        int done = 0;
        object told = new();
        var threads = new Thread[Math.Min(Math.Max(Math.Max(1, workers), devices?.Count ?? 1), groups.Count)];
        for (int t = 0; t < threads.Length; t++)
        {
            CohortSubmission own = devices is { Count: > 0 } ? submission with { Device = devices[t % devices.Count] } : submission;
            threads[t] = new Thread(() =>
            {
                while (!stop.IsCancellationRequested && waiting.TryDequeue(out IReadOnlyList<int>? group))
                {
                    try
                    {
                        Attempt(own, own.Program.Shards(own, phase.Name, group), new CohortTask(phase.Name, group[0]), stop.Token);
                        lock (told) progress.Report(++done);
                    }
                    catch (Exception error)
                    {
                        failures.Enqueue(error);
                        stop.Cancel();
                    }
                }
            });
            threads[t].Start();
        }

        foreach (Thread thread in threads) thread.Join();
        progress.End();
        cancellation.ThrowIfCancellationRequested();
        if (failures.FirstOrDefault(f => f is not OperationCanceledException) is { } failure) throw failure;
    }

    /// <inheritdoc/>
    protected override void RunCommand(CohortSubmission submission, IReadOnlyList<string> command, CohortTask task, StepProgress progress, CancellationToken cancellation) => Attempt(submission, command, task, cancellation);

    private static void Attempt(CohortSubmission submission, IReadOnlyList<string> command, CohortTask task, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            (int code, string said) = ChildProcess.Run(command, cancellation);
            if (code == 0) return;
            if (!CohortFailure.MayTryAgain(code) || attempt >= submission.Attempts) throw CohortFailure.Of(task, code, said);
        }
    }
}
