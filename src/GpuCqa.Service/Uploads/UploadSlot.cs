namespace GpuCqa.Service.Uploads;

/// <summary>The right to write one file of an upload; dispose of it to let the next writer in.</summary>
public sealed class UploadSlot : IDisposable
{
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource end;
    private readonly Action release;
    private volatile bool superseded;

    internal UploadSlot(Action release, CancellationToken call)
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
