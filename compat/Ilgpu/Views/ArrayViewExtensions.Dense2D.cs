namespace ILGPU.Runtime;

/// <content>Host copies of two-dimensional views; a C# array [x, y] is transposed where X is contiguous.</content>
public static unsafe partial class ArrayViewExtensions
{
    public static MemoryBuffer2D<T, Stride2D.DenseX> Allocate2DDenseX<T>(this Accelerator accelerator, T[,] data)
        where T : unmanaged => accelerator.Allocate2DDenseX(accelerator.DefaultStream, data);

    public static MemoryBuffer2D<T, Stride2D.DenseX> Allocate2DDenseX<T>(this Accelerator accelerator, AcceleratorStream stream, T[,] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        MemoryBuffer2D<T, Stride2D.DenseX> buffer = accelerator.Allocate2DDenseX<T>(new LongIndex2D(data.GetLength(0), data.GetLength(1)));
        buffer.CopyFromCPU(stream, data);
        return buffer;
    }

    public static void CopyToCPU<T>(this ArrayView2D<T, Stride2D.DenseX> view, T[,] data)
        where T : unmanaged
    {
        if (view.HasData()) view.CopyToCPU(view.GetDefaultStream(), data);
    }

    public static void CopyToCPU<T>(this ArrayView2D<T, Stride2D.DenseX> view, AcceleratorStream stream, T[,] data)
        where T : unmanaged => Gather(view, stream, data);

    public static void CopyFromCPU<T>(this ArrayView2D<T, Stride2D.DenseX> view, T[,] data)
        where T : unmanaged
    {
        if (view.HasData()) view.CopyFromCPU(view.GetDefaultStream(), data);
    }

    public static void CopyFromCPU<T>(this ArrayView2D<T, Stride2D.DenseX> view, AcceleratorStream stream, T[,] data)
        where T : unmanaged => Scatter(view, stream, data);

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseX>> buffer, T[,] data)
        where T : unmanaged => buffer.View.CopyToCPU(data);

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseX>> buffer, AcceleratorStream stream, T[,] data)
        where T : unmanaged => buffer.View.CopyToCPU(stream, data);

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseX>> buffer, T[,] data)
        where T : unmanaged => buffer.View.CopyFromCPU(data);

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseX>> buffer, AcceleratorStream stream, T[,] data)
        where T : unmanaged => buffer.View.CopyFromCPU(stream, data);

    public static T[,] GetAsArray2D<T>(this ArrayView2D<T, Stride2D.DenseX> view)
        where T : unmanaged => view.HasData() ? view.GetAsArray2D(view.GetDefaultStream()) : new T[0, 0];

    public static T[,] GetAsArray2D<T>(this ArrayView2D<T, Stride2D.DenseX> view, AcceleratorStream stream)
        where T : unmanaged
    {
        var data = new T[view.Extent.X, view.Extent.Y];
        if (view.HasData()) view.CopyToCPU(stream, data);
        return data;
    }

    public static T[,] GetAsArray2D<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseX>> buffer)
        where T : unmanaged => buffer.View.GetAsArray2D();

    public static T[,] GetAsArray2D<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseX>> buffer, AcceleratorStream stream)
        where T : unmanaged => buffer.View.GetAsArray2D(stream);

    public static MemoryBuffer2D<T, Stride2D.DenseY> Allocate2DDenseY<T>(this Accelerator accelerator, T[,] data)
        where T : unmanaged => accelerator.Allocate2DDenseY(accelerator.DefaultStream, data);

    public static MemoryBuffer2D<T, Stride2D.DenseY> Allocate2DDenseY<T>(this Accelerator accelerator, AcceleratorStream stream, T[,] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        MemoryBuffer2D<T, Stride2D.DenseY> buffer = accelerator.Allocate2DDenseY<T>(new LongIndex2D(data.GetLength(0), data.GetLength(1)));
        buffer.CopyFromCPU(stream, data);
        return buffer;
    }

    public static void CopyToCPU<T>(this ArrayView2D<T, Stride2D.DenseY> view, T[,] data)
        where T : unmanaged
    {
        if (view.HasData()) view.CopyToCPU(view.GetDefaultStream(), data);
    }

    public static void CopyToCPU<T>(this ArrayView2D<T, Stride2D.DenseY> view, AcceleratorStream stream, T[,] data)
        where T : unmanaged => Gather(view, stream, data);

    public static void CopyFromCPU<T>(this ArrayView2D<T, Stride2D.DenseY> view, T[,] data)
        where T : unmanaged
    {
        if (view.HasData()) view.CopyFromCPU(view.GetDefaultStream(), data);
    }

    public static void CopyFromCPU<T>(this ArrayView2D<T, Stride2D.DenseY> view, AcceleratorStream stream, T[,] data)
        where T : unmanaged => Scatter(view, stream, data);

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseY>> buffer, T[,] data)
        where T : unmanaged => buffer.View.CopyToCPU(data);

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseY>> buffer, AcceleratorStream stream, T[,] data)
        where T : unmanaged => buffer.View.CopyToCPU(stream, data);

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseY>> buffer, T[,] data)
        where T : unmanaged => buffer.View.CopyFromCPU(data);

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseY>> buffer, AcceleratorStream stream, T[,] data)
        where T : unmanaged => buffer.View.CopyFromCPU(stream, data);

    public static T[,] GetAsArray2D<T>(this ArrayView2D<T, Stride2D.DenseY> view)
        where T : unmanaged => view.HasData() ? view.GetAsArray2D(view.GetDefaultStream()) : new T[0, 0];

    public static T[,] GetAsArray2D<T>(this ArrayView2D<T, Stride2D.DenseY> view, AcceleratorStream stream)
        where T : unmanaged
    {
        var data = new T[view.Extent.X, view.Extent.Y];
        if (view.HasData()) view.CopyToCPU(stream, data);
        return data;
    }

    public static T[,] GetAsArray2D<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseY>> buffer)
        where T : unmanaged => buffer.View.GetAsArray2D();

    public static T[,] GetAsArray2D<T>(this MemoryBuffer<ArrayView2D<T, Stride2D.DenseY>> buffer, AcceleratorStream stream)
        where T : unmanaged => buffer.View.GetAsArray2D(stream);

    private static void Gather<T, TStride>(ArrayView2D<T, TStride> view, AcceleratorStream stream, T[,] data)
        where T : unmanaged
        where TStride : struct, IStride2D
    {
        RequireRoom(view.Extent, data);
        stream.Synchronize();
        for (int x = 0; x < view.Extent.X; x++)
        {
            for (int y = 0; y < view.Extent.Y; y++) data[x, y] = view[x, y];
        }
    }

    private static void Scatter<T, TStride>(ArrayView2D<T, TStride> view, AcceleratorStream stream, T[,] data)
        where T : unmanaged
        where TStride : struct, IStride2D
    {
        RequireRoom(view.Extent, data);
        stream.Synchronize();
        for (int x = 0; x < view.Extent.X; x++)
        {
            for (int y = 0; y < view.Extent.Y; y++) view[x, y] = data[x, y];
        }
    }

    private static void RequireRoom<T>(LongIndex2D extent, T[,] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.GetLength(0) < extent.X || data.GetLength(1) < extent.Y)
            throw new ArgumentOutOfRangeException(nameof(data), $"An array of {data.GetLength(0)} x {data.GetLength(1)} is smaller than the view's {extent.X} x {extent.Y}.");
    }
}
