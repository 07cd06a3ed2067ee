using ILGPU.Runtime.CPU;
using ILGPU.Util;

namespace ILGPU.Runtime;

/// <summary>An array in page-locked host memory.</summary>
public abstract class PageLockedArray<T> : DisposeBase
    where T : unmanaged
{
    public abstract Span<T> Span { get; }

    public ArrayView<T> ArrayView { get; private set; }

    public long Length => ArrayView.Length;

    protected internal MemoryBuffer? MemoryBuffer { get; private set; }

    protected internal PageLockScope<T>? Scope { get; private set; }

    public Span<T>.Enumerator GetEnumerator() => Span.GetEnumerator();

    protected unsafe void Initialize(Accelerator? accelerator, nint ptr, long length)
    {
        if (accelerator is null || length == 0) return;
        MemoryBuffer = new HostBuffer(accelerator, ptr, length, sizeof(T));
        ArrayView = MemoryBuffer.AsArrayView<T>(0, length);
        Scope = accelerator.CreatePageLockFromPinned<T>(ptr, length);
    }

    protected override void Dispose(bool disposing)
    {
        Scope?.Dispose();
        MemoryBuffer?.Dispose();
    }
}
