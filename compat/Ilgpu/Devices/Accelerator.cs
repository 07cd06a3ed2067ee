using ILGPU.Util;
using IlgpuStandin.Engine;

namespace ILGPU.Runtime;

/// <summary>An opened device.</summary>
public abstract partial class Accelerator : DisposeBase, IDevice
{
    [ThreadStatic]
    private static Accelerator? current;

    private readonly HashSet<AcceleratorObject> children = [];

    protected Accelerator(Context context, Device device)
    {
        ArgumentNullException.ThrowIfNull(context);
        Context = context;
        Device = device;
        WarpSize = device.WarpSize;
        Programs = new ProgramCache(this);
        DefaultStream = CreateStreamInternal();
        context.OnAcceleratorCreated(this);
    }

    public event EventHandler? Disposed;

    /// <summary>The accelerator that is bound to this thread.</summary>
    public static Accelerator? Current => current;

    /// <summary>Where the running kernel runs: always on the CPU.</summary>
    public static AcceleratorType CurrentType => AcceleratorType.CPU;

    public Context Context { get; }

    public Device Device { get; }

    public AcceleratorStream DefaultStream { get; protected set; }

    public AcceleratorType AcceleratorType => Device.AcceleratorType;

    public string Name => Device.Name;

    public long MemorySize => Device.MemorySize;

    public Index3D MaxGridSize => Device.MaxGridSize;

    public Index3D MaxGroupSize => Device.MaxGroupSize;

    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;

    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;

    public int MaxConstantMemory => Device.MaxConstantMemory;

    public int WarpSize { get; protected set; }

    public int NumMultiprocessors => Device.NumMultiprocessors;

    public int MaxNumThreadsPerMultiprocessor => Device.MaxNumThreadsPerMultiprocessor;

    public int MaxNumThreads => Device.MaxNumThreads;

    public (Index1D, Index1D) MaxNumGroupsExtent => (NumMultiprocessors, MaxNumThreadsPerMultiprocessor);

    internal ProgramCache Programs { get; }

    public AcceleratorStream CreateStream()
    {
        Bind();
        return CreateStreamInternal();
    }

    /// <summary>Waits for every stream.</summary>
    public void Synchronize()
    {
        VerifyNotDisposed();
        foreach (AcceleratorStream stream in Children<AcceleratorStream>()) stream.Synchronize();
        SynchronizeInternal();
    }

    public void Bind()
    {
        VerifyNotDisposed();
        if (ReferenceEquals(current, this)) return;
        current?.OnUnbind();
        current = this;
        OnBind();
    }

    public override string ToString() => $"{Name} [Type: {AcceleratorType}, WarpSize: {WarpSize}, MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}, MemorySize: {MemorySize}]";

    protected abstract AcceleratorStream CreateStreamInternal();

    protected abstract MemoryBuffer AllocateRawInternal(long length, int elementSize);

    protected abstract void SynchronizeInternal();

    protected abstract void OnBind();

    protected abstract void OnUnbind();

    protected abstract void DisposeAccelerator_SyncRoot(bool disposing);

    protected sealed override void Dispose(bool disposing)
    {
        foreach (AcceleratorObject child in Children<AcceleratorObject>()) child.Dispose();
        DisposeAccelerator_SyncRoot(disposing);
        if (ReferenceEquals(current, this)) current = null;
        Disposed?.Invoke(this, EventArgs.Empty);
    }

    internal void AddChild(AcceleratorObject child)
    {
        lock (children) children.Add(child);
    }

    internal void RemoveChild(AcceleratorObject child)
    {
        lock (children) children.Remove(child);
    }

    private T[] Children<T>()
        where T : AcceleratorObject
    {
        lock (children) return [.. children.OfType<T>()];
    }
}
