namespace GpuCqa.Service.Doors.Access;

/// <summary>A call that lasts, which ends when the key that it came with does.</summary>
public sealed class OpenCall : IDisposable
{
    private readonly CancellationTokenSource? end;
    private readonly Action<OpenCall> remove;
    private volatile bool revoked;

    internal OpenCall(string? key, Action<OpenCall> remove, CancellationToken call)
    {
        Key = key;
        this.remove = remove;
        if (key is not null) end = CancellationTokenSource.CreateLinkedTokenSource(call);
        Ending = end?.Token ?? call;
    }

    /// <summary>Id of the key, or null.</summary>
    public string? Key { get; }

    /// <summary>Whether the call came with a key.</summary>
    public bool IsWatched => Key is not null;

    /// <summary>Cancelled when the call ends or the key does.</summary>
    public CancellationToken Ending { get; }

    /// <summary>Whether the key ended first.</summary>
    public bool IsRevoked => revoked;

    /// <inheritdoc/>
    public void Dispose()
    {
        remove(this);
        end?.Dispose();
    }

    internal void Revoke()
    {
        revoked = true;
        // What waits for it runs elsewhere, and may end the call.
        _ = end!.CancelAsync();
    }
}
