using System.Runtime.InteropServices;

namespace ILGPU.Runtime;

/// <summary>A one-dimensional array in page-locked host memory.</summary>
public sealed unsafe class PageLockedArray1D<T> : PageLockedArray<T>
    where T : unmanaged
{
    public static readonly PageLockedArray1D<T> Empty = new(null, LongIndex1D.Zero);

    private readonly T[] array;
    private readonly GCHandle handle;

    internal PageLockedArray1D(Accelerator? accelerator, in LongIndex1D extent)
    {
        Extent = extent;
        array = new T[extent.X];
        handle = GCHandle.Alloc(array, GCHandleType.Pinned);
        Initialize(accelerator, handle.AddrOfPinnedObject(), extent.X);
    }

    public LongIndex1D Extent { get; }

    public override Span<T> Span => array;

    public ref T this[int index] => ref array[index];

    public ref T this[long index] => ref array[index];

    public T[] GetArray() => array;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        handle.Free();
    }
}
