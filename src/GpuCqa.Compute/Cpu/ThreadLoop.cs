using System.Runtime.ExceptionServices;

namespace GpuCqa.Compute;

/// <summary>Runs loop bodies on a limited number of pool threads, the caller's among them.</summary>
internal static class ThreadLoop
{
    /// <summary>Chunks per thread: enough that a slow chunk at the end costs little, few enough that the shared counter does not.</summary>
    private const int ChunksPerThread = 64;

    /// <summary>Runs the body for 0 .. count - 1; the exception of the lowest index that failed is rethrown as it is.</summary>
    public static void Run(int threads, int count, Action<int> body)
    {
        int workers = Math.Min(threads, count);
        if (workers <= 1)
        {
            for (int i = 0; i < count; i++) body(i);
            return;
        }

        long chunk = Math.Max(1, count / ((long)workers * ChunksPerThread));
        long next = 0;
        int failedAt = int.MaxValue;
        Exception? failure = null;
        var gate = new Lock();
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            while (Volatile.Read(ref failedAt) == int.MaxValue)
            {
                long from = Interlocked.Add(ref next, chunk) - chunk;
                if (from >= count) return;
                int i = (int)from;
                try
                {
                    for (int to = (int)Math.Min(count, from + chunk); i < to; i++) body(i);
                }
                catch (Exception error)
                {
                    lock (gate)
                    {
                        if (i < failedAt) (failedAt, failure) = (i, error);
                    }
                }
            }
        });
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }
}
