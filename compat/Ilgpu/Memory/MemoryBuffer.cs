namespace ILGPU.Runtime;

/// <summary>A block of device memory, which here is host memory aligned to 256 bytes and filled with NaN and -1 until it is written.</summary>
public abstract unsafe class MemoryBuffer : AcceleratorObject
{
    protected MemoryBuffer(Accelerator accelerator, long length, int elementSize)
        : base(accelerator)
    {
        Length = length;
        ElementSize = elementSize;
        Id = BufferTable.Add(this);
    }

    public nint NativePtr { get; protected set; }

    public long Length { get; private set; }

    public int ElementSize { get; private set; }

    public long LengthInBytes => Length * ElementSize;

    internal int Id { get; }

    public void MemSet(AcceleratorStream stream, byte value, long targetOffsetInBytes, long length) =>
        MemSet(stream, value, AsRawArrayView(targetOffsetInBytes, length));

    public void CopyTo(AcceleratorStream stream, long sourceOffsetInBytes, in ArrayView<byte> targetView) =>
        CopyTo(stream, AsRawArrayView(sourceOffsetInBytes, targetView.Length), targetView);

    public void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, long targetOffsetInBytes) =>
        CopyFrom(stream, sourceView, AsRawArrayView(targetOffsetInBytes, sourceView.Length));

    public ArrayView<byte> AsRawArrayView() => AsRawArrayView(0);

    public ArrayView<byte> AsRawArrayView(long offsetInBytes) => AsRawArrayView(offsetInBytes, LengthInBytes - offsetInBytes);

    public ArrayView<byte> AsRawArrayView(long offsetInBytes, long lengthInBytes)
    {
        VerifyNotDisposed();
        if (offsetInBytes < 0 || lengthInBytes < 0 || offsetInBytes > LengthInBytes - lengthInBytes)
            throw new ArgumentOutOfRangeException(nameof(offsetInBytes), $"Bytes {offsetInBytes} to {offsetInBytes + lengthInBytes} are outside a buffer of {LengthInBytes} bytes.");
        return new ArrayView<byte>((byte*)NativePtr + offsetInBytes, lengthInBytes, Id);
    }

    public ArrayView<T> AsArrayView<T>(long offset, long length)
        where T : unmanaged =>
        AsRawArrayView(offset * sizeof(T), length * sizeof(T)).Cast<T>();

    protected internal abstract void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView);

    protected internal abstract void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView);

    protected internal abstract void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView);
}
