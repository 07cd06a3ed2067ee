using GpuCqa.Core.Randomness;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Draws tasks that are computed again.</summary>
public static class CohortSample
{
    /// <summary>Some of the tasks, in their order.</summary>
    /// <param name="tasks">Tasks.</param>
    /// <param name="count">How many; all where there are fewer.</param>
    /// <param name="seed">Seed.</param>
    public static CohortTask[] Draw(IReadOnlyList<CohortTask> tasks, int count, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.CohortSample);
        int[] order = [.. Enumerable.Range(0, tasks.Count)];
        int taken = Math.Min(count, order.Length);
        for (int i = 0; i < taken; i++)
        {
            int at = i + random.NextInt32(order.Length - i);
            (order[i], order[at]) = (order[at], order[i]);
        }

        return [.. order[..taken].Order().Select(i => tasks[i])];
    }
}
