namespace ILGPU.Runtime;

/// <content>Copies between views and host memory; they wait for the stream, as ILGPU's do.</content>
public static unsafe partial class ArrayViewExtensions
{
    public static void CopyToCPUUnsafeAsync<T, TView>(this TView source, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => source.CopyToCPUUnsafeAsync(source.GetDefaultStream(), ref cpuData, length);

    public static void CopyToCPUUnsafeAsync<T, TView>(this TView source, AcceleratorStream stream, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => Download(stream, source.AsRawArrayView(), Address(ref cpuData), length * sizeof(T));

    public static void CopyFromCPUUnsafeAsync<T, TView>(this TView target, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => target.CopyFromCPUUnsafeAsync(target.GetDefaultStream(), ref cpuData, length);

    public static void CopyFromCPUUnsafeAsync<T, TView>(this TView target, AcceleratorStream stream, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => Upload(stream, target.AsRawArrayView(), Address(ref cpuData), length * sizeof(T));

    public static void CopyToCPU<T, TView>(this TView source, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => source.CopyToCPU(source.GetDefaultStream(), ref cpuData, length);

    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        fixed (T* pointer = &cpuData)
        {
            Download(stream, source.AsRawArrayView(), pointer, length * sizeof(T));
            stream.Synchronize();
        }
    }

    public static void CopyFromCPU<T, TView>(this TView target, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => target.CopyFromCPU(target.GetDefaultStream(), ref cpuData, length);

    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        fixed (T* pointer = &cpuData)
        {
            Upload(stream, target.AsRawArrayView(), pointer, length * sizeof(T));
            stream.Synchronize();
        }
    }

    public static void CopyToCPU<T, TView>(this TView source, in Span<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        if (source.HasData()) source.CopyToCPU(source.GetDefaultStream(), span);
    }

    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, in Span<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        // The view decides how much is copied, and the span must hold it.
        if (source.Length > span.Length) throw new ArgumentOutOfRangeException(nameof(span), $"{source.Length} elements do not fit into {span.Length}.");
        fixed (T* pointer = span)
        {
            Download(stream, source.AsRawArrayView(), pointer, source.LengthInBytes);
            stream.Synchronize();
        }
    }

    public static void CopyFromCPU<T, TView>(this TView target, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        if (!span.IsEmpty) target.CopyFromCPU(target.GetDefaultStream(), span);
    }

    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        fixed (T* pointer = span)
        {
            Upload(stream, target.AsRawArrayView(), pointer, (long)span.Length * sizeof(T));
            stream.Synchronize();
        }
    }

    public static void CopyToCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged
    {
        if (view.HasData()) view.CopyToCPU(view.GetDefaultStream(), data);
    }

    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        view.CopyToCPU(stream, data.AsSpan());
    }

    public static void CopyFromCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length > 0) view.CopyFromCPU(view.GetDefaultStream(), data);
    }

    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        view.CopyFromCPU(stream, new ReadOnlySpan<T>(data));
    }

    public static T[] GetAsArray<T>(this ArrayView<T> view)
        where T : unmanaged => view.HasData() ? view.GetAsArray(view.GetDefaultStream()) : [];

    public static T[] GetAsArray<T>(this ArrayView<T> view, AcceleratorStream stream)
        where T : unmanaged
    {
        var data = new T[view.Length];
        if (view.HasData()) view.CopyToCPU(stream, data);
        return data;
    }

    private static void Upload(AcceleratorStream stream, ArrayView<byte> target, void* source, long bytes)
    {
        if (bytes > target.Length) throw new ArgumentOutOfRangeException(nameof(bytes), $"{bytes} bytes do not fit into a view of {target.Length}.");
        if (bytes > 0) stream.Enqueue(() => Buffer.MemoryCopy(source, target.Pointer, target.Length, bytes), target.BufferId);
    }

    private static void Download(AcceleratorStream stream, ArrayView<byte> source, void* target, long bytes)
    {
        if (bytes > source.Length) throw new ArgumentOutOfRangeException(nameof(bytes), $"{bytes} bytes were asked of a view of {source.Length}.");
        if (bytes > 0) stream.Enqueue(() => Buffer.MemoryCopy(source.Pointer, target, bytes, bytes), source.BufferId);
    }
}
