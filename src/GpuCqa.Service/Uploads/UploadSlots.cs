namespace GpuCqa.Service.Uploads;

/// <summary>One writer per file of an upload. A new writer ends the one before it, which may hang on a line that broke.</summary>
public sealed class UploadSlots
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Upload, int File), Slot> writers = [];

    /// <summary>Waits until the writer before has let go.</summary>
    /// <exception cref="OperationCanceledException">The call ended meanwhile.</exception>
    public async Task<Slot> Take(string upload, int file, CancellationToken cancellation)
    {
        while (true)
        {
            // A call that its client has left must not end one that goes on.
            cancellation.ThrowIfCancellationRequested();
            Slot before;
            lock (gate)
            {
                if (!writers.TryGetValue((upload, file), out before!))
                {
                    Slot own = new(() => Release(upload, file), cancellation);
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

    /// <summary>The right to write one file of an upload; dispose of it to let the next writer in.</summary>
    public sealed class Slot : IDisposable
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource end;
        private readonly Action release;
        private volatile bool superseded;

        internal Slot(Action release, CancellationToken call)
        {
            end = CancellationTokenSource.CreateLinkedTokenSource(call);
            this.release = release;
            Token = end.Token;
        }

        /// <summary>Cancelled when the call ends or the next writer comes.</summary>
        public CancellationToken Token { get; }

        /// <summary>Whether the next writer came.</summary>
        public bool Superseded => superseded;

        internal Task Released => released.Task;

        /// <inheritdoc/>
        public void Dispose()
        {
            release();
            released.TrySetResult();
        }

        internal void GiveWay()
        {
            superseded = true;
            end.Cancel();
        }
    }
}
