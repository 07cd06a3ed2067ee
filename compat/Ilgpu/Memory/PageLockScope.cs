namespace ILGPU.Runtime;

/// <summary>Host memory that a device may read while the host goes on.</summary>
public abstract class PageLockScope<T> : AcceleratorObject
    where T : unmanaged
{
    protected PageLockScope(Accelerator accelerator, long numElements)
        : base(accelerator) => Length = numElements;

    public nint AddrOfLockedObject { get; protected set; }

    public long Length { get; }

    public unsafe long LengthInBytes => Length * sizeof(T);
}

internal sealed class HostPageLockScope<T> : PageLockScope<T>
    where T : unmanaged
{
    public HostPageLockScope(Accelerator accelerator, nint pointer, long numElements)
        : base(accelerator, numElements) => AddrOfLockedObject = pointer;

    protected override void DisposeAcceleratorObject(bool disposing) { }
}
