using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;

namespace GpuCqa.Pipelines.Tests.Cohorts;

/// <summary>Runs tasks in this process: so many at a time, in a random order, some of them twice.</summary>
internal sealed class ShuffledExecutor(int workers, Random random) : PhasedExecutor
{
    /// <summary>Tasks that ran, in the order in which they ended; merges included.</summary>
    public List<CohortTask> Ran { get; } = [];

    /// <summary>What the end found.</summary>
    public string? Found { get; private set; }

    public override string Name => "shuffled";

    protected override void RunShards(CohortSubmission submission, CohortPhase phase, IReadOnlyList<IReadOnlyList<int>> groups, StepProgress progress, CancellationToken cancellation)
    {
        int[] all = [.. groups.SelectMany(g => g)], order = [.. all, .. all.Where(_ => random.Next(2) == 0)];
        random.Shuffle(order);
        var waiting = new Queue<int>(order);
        var threads = new List<Thread>();
        var failures = new List<Exception>();
        for (int w = 0; w < workers; w++)
        {
            var thread = new Thread(() =>
            {
                try
                {
                    using ComputeDevice device = ComputeDevices.Open("cpu", 1 + (workers % 2));
                    using var tasks = new CohortTasks(submission.Work, device, StepProgress.None, cancellation);
                    for (int shard; Next(waiting, out shard);)
                    {
                        bool ran = tasks.RunShard(phase.Name, shard);
                        lock (Ran)
                        {
                            if (ran) Ran.Add(new CohortTask(phase.Name, shard));
                        }
                    }
                }
                catch (Exception error)
                {
                    lock (Ran) failures.Add(error);
                }
            });
            threads.Add(thread);
            thread.Start();
        }

        threads.ForEach(t => t.Join());
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    protected override void RunCommand(CohortSubmission submission, IReadOnlyList<string> command, CohortTask task, StepProgress progress, CancellationToken cancellation)
    {
        if (task == CohortWork.Finish)
        {
            Found = PlannedCohort.End(submission.Work);
            return;
        }

        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        using var tasks = new CohortTasks(submission.Work, device, StepProgress.None, cancellation);
        if (tasks.Merge(task.Phase)) Ran.Add(task);
    }

    private static bool Next(Queue<int> waiting, out int shard)
    {
        lock (waiting) return waiting.TryDequeue(out shard);
    }
}
