namespace GpuCqa.Pipelines.Scratch;

/// <summary>Collects large arrays that a job has let go before they amount to much.</summary>
/// <remarks>
/// The collector waits with large arrays until they have grown by a quarter to several times of what lives, which in a job that holds its cells in memory is
/// more than a step needs. A collection that moves nothing costs tens of milliseconds: there are few objects, and most of them are large arrays of numbers.
/// </remarks>
internal sealed class CollectionWatch : IDisposable
{
    /// <summary>Time between two looks.</summary>
    private const int Milliseconds = 20;

    /// <summary>Growth after which is collected, at least, and as one part of so many of what lives.</summary>
    private const long LeastBytes = 64L << 20, LivingParts = 16;

    private readonly Timer timer;
    private long living;
    private int seen = -1;
    private int looking;

    /// <summary>Begins to look.</summary>
    public CollectionWatch() => timer = new Timer(_ => Look(), null, Milliseconds, Milliseconds);

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Look()
    {
        if (Interlocked.Exchange(ref looking, 1) != 0) return;
        try
        {
            long now = GC.GetTotalMemory(false);
            int collections = GC.CollectionCount(GC.MaxGeneration);
            if (collections != seen) (seen, living) = (collections, now);
            else if (now - living > Math.Max(LeastBytes, living / LivingParts))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
                (seen, living) = (GC.CollectionCount(GC.MaxGeneration), GC.GetTotalMemory(false));
            }
        }
        finally
        {
            Volatile.Write(ref looking, 0);
        }
    }
}
