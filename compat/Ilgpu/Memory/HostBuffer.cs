using System.Runtime.InteropServices;

namespace ILGPU.Runtime.CPU;

/// <summary>The bytes of a buffer.</summary>
internal sealed unsafe class HostBuffer : MemoryBuffer
{
    private readonly bool owned;

    public HostBuffer(Accelerator accelerator, long length, int elementSize)
        : base(accelerator, length, elementSize)
    {
        nuint bytes = (nuint)Math.Max(LengthInBytes, 1);
        NativePtr = (nint)NativeMemory.AlignedAlloc((bytes + 255) & ~(nuint)255, 256);
        // Device memory is not zero when it is allocated: NaN and -1 show up where a kernel counts on zeros.
        NativeMemory.Fill((void*)NativePtr, bytes, 0xFF);
        owned = true;
    }

    /// <summary>Host memory of somebody else, such as a page-locked array.</summary>
    public HostBuffer(Accelerator accelerator, nint pointer, long length, int elementSize)
        : base(accelerator, length, elementSize) => NativePtr = pointer;

    protected internal override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView)
    {
        ArrayView<byte> target = targetView;
        stream.Enqueue(() => NativeMemory.Fill(target.Pointer, (nuint)target.Length, value), target.BufferId);
    }

    protected internal override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => Copy(stream, sourceView, targetView);

    protected internal override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => Copy(stream, sourceView, targetView);

    protected override void DisposeAcceleratorObject(bool disposing)
    {
        BufferTable.Remove(Id);
        if (owned)
        {
            Accelerator.MemoryFreed(LengthInBytes);
            NativeMemory.AlignedFree((void*)NativePtr);
        }

        NativePtr = 0;
    }

    private static void Copy(AcceleratorStream stream, ArrayView<byte> source, ArrayView<byte> target)
    {
        if (source.Length > target.Length) throw new ArgumentOutOfRangeException(nameof(target), $"{source.Length} bytes do not fit into {target.Length}.");
        stream.Enqueue(() => Buffer.MemoryCopy(source.Pointer, target.Pointer, target.Length, source.Length), source.BufferId, target.BufferId);
    }
}
