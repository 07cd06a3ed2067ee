namespace ILGPU.Runtime;

/// <summary>A queue of copies and launches.</summary>
/// <remarks>Work is done when it is queued, unless <see cref="IlgpuStandin.Testing.DeferStreams"/> asks that it waits for a synchronization.</remarks>
public abstract class AcceleratorStream : AcceleratorObject
{
    private readonly Queue<(Action Work, int[] Buffers)> waiting = new();

    protected AcceleratorStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public virtual void Synchronize()
    {
        while (waiting.Count > 0)
        {
            (Action work, int[] buffers) = waiting.Dequeue();
            Do(work, buffers);
        }
    }

    public Task SynchronizeAsync() => Task.Run(Synchronize);

    public ProfilingMarker AddProfilingMarker() =>
        Accelerator.Context.Properties.EnableProfiling
            ? AddProfilingMarkerInternal()
            : throw new NotSupportedException("Profiling markers need a context that was built with Profiling().");

    protected abstract ProfilingMarker AddProfilingMarkerInternal();

    internal void Enqueue(Action work, params int[] buffers)
    {
        VerifyNotDisposed();
        foreach (int id in buffers) RequireLive(id);
        if (IlgpuStandin.Testing.DeferStreams) waiting.Enqueue((work, buffers));
        else if (waiting.Count > 0)
        {
            waiting.Enqueue((work, buffers));
            Synchronize();
        }
        else work();
    }

    private static void Do(Action work, int[] buffers)
    {
        foreach (int id in buffers) RequireLive(id);
        work();
    }

    private static void RequireLive(int id)
    {
        if (id != 0 && !BufferTable.IsLive(id)) throw new ObjectDisposedException(nameof(MemoryBuffer), "Queued work uses a buffer that was disposed.");
    }
}
