namespace ILGPU.Util;

/// <summary>An object that is disposed once.</summary>
public abstract class DisposeBase : IDisposable
{
    private int disposed;

    public bool IsDisposed => Volatile.Read(ref disposed) != 0;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected void VerifyNotDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    protected virtual void Dispose(bool disposing) { }
}
