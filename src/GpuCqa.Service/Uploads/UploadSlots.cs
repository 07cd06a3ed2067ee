namespace GpuCqa.Service.Uploads;

/// <summary>One writer per file of an upload. A new writer ends the one before it, which may hang on a line that broke.</summary>
public sealed class UploadSlots
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Upload, int File), UploadSlot> writers = [];

    /// <summary>Waits until the writer before has let go.</summary>
    /// <exception cref="OperationCanceledException">The call ended meanwhile.</exception>
    public async Task<UploadSlot> Take(string upload, int file, CancellationToken cancellation)
    {
        while (true)
        {
            // A call that its client has left must not end one that goes on.
            cancellation.ThrowIfCancellationRequested();
            UploadSlot before;
            lock (gate)
            {
                if (!writers.TryGetValue((upload, file), out before!))
                {
                    UploadSlot own = new(() => Release(upload, file), cancellation);
                    writers[(upload, file)] = own;
                    return own;
                }
            }

            before.GiveWay();
            await before.Released.WaitAsync(cancellation);
        }
    }

    private void Release(string upload, int file)
    {
        lock (gate) writers.Remove((upload, file));
    }
}
