using System.Runtime.InteropServices;

namespace GpuCqa.Compute;

/// <summary>Native memory that starts on a cache line, so that no vector load crosses one; zeroed.</summary>
internal sealed unsafe class AlignedBuffer<T> : IDisposable where T : unmanaged
{
    private const int LineBytes = 64;
    private T* pointer;

    public AlignedBuffer(long length)
    {
        Length = length;
        nuint bytes = checked((nuint)Math.Max(1, length) * (nuint)sizeof(T));
        pointer = (T*)NativeMemory.AlignedAlloc((bytes + LineBytes - 1) / LineBytes * LineBytes, LineBytes);
        NativeMemory.Clear(pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    ~AlignedBuffer() => Free();

    public long Length { get; }

    public T* Pointer => pointer != null ? pointer : throw new ObjectDisposedException(nameof(AlignedBuffer<T>));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (pointer == null) return;
        NativeMemory.AlignedFree(pointer);
        GC.RemoveMemoryPressure(Math.Max(1, Length) * sizeof(T));
        pointer = null;
    }
}
