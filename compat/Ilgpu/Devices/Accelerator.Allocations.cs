namespace ILGPU.Runtime;

/// <content>Allocation of device and page-locked memory.</content>
public abstract unsafe partial class Accelerator
{
    private long memoryInUse;

    /// <summary>Bytes of live buffers, against which <see cref="IlgpuStandin.Testing.MemoryLimit"/> is held.</summary>
    internal long MemoryInUse => Volatile.Read(ref memoryInUse);

    public MemoryBuffer AllocateRaw(long length, int elementSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(elementSize, 1);
        Bind();
        return AllocateRawInternal(length, elementSize);
    }

    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged => Allocate1D<T, Stride1D.Dense>(length, default);

    public MemoryBuffer1D<T, TStride> Allocate1D<T, TStride>(long length, TStride stride)
        where T : unmanaged
        where TStride : struct, IStride1D =>
        new(this, new ArrayView1D<T, TStride>(Block<T>(stride.ComputeBufferLength(new LongIndex1D(length))), length, stride));

    public MemoryBuffer2D<T, Stride2D.DenseX> Allocate2DDenseX<T>(in LongIndex2D extent)
        where T : unmanaged
    {
        var stride = new Stride2D.DenseX(Math.Max(checked((int)extent.X), 1));
        return new(this, new ArrayView2D<T, Stride2D.DenseX>(Block<T>(stride.ComputeBufferLength(extent)), extent, stride));
    }

    public MemoryBuffer2D<T, Stride2D.DenseY> Allocate2DDenseY<T>(in LongIndex2D extent)
        where T : unmanaged
    {
        var stride = new Stride2D.DenseY(Math.Max(checked((int)extent.Y), 1));
        return new(this, new ArrayView2D<T, Stride2D.DenseY>(Block<T>(stride.ComputeBufferLength(extent)), extent, stride));
    }

    public PageLockScope<T> CreatePageLockFromPinned<T>(nint pinned, long numElements)
        where T : unmanaged => new HostPageLockScope<T>(this, pinned, numElements);

    public PageLockScope<T> CreatePageLockFromPinned<T>(T[] pinned)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pinned);
        fixed (T* pointer = pinned) return CreatePageLockFromPinned<T>((nint)pointer, pinned.LongLength);
    }

    internal void MemoryTaken(long bytes)
    {
        long limit = IlgpuStandin.Testing.MemoryLimit;
        if (Interlocked.Add(ref memoryInUse, bytes) <= limit) return;
        Interlocked.Add(ref memoryInUse, -bytes);
        throw new OutOfMemoryException($"{bytes} bytes were asked for, {MemoryInUse} of {limit} are in use.");
    }

    internal void MemoryFreed(long bytes) => Interlocked.Add(ref memoryInUse, -bytes);

    private ArrayView<T> Block<T>(long length)
        where T : unmanaged => length == 0 ? ArrayView<T>.Empty : AllocateRaw(length, sizeof(T)).AsArrayView<T>(0, length);
}
