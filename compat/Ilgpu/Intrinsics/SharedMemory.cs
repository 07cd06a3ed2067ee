using ILGPU.Runtime;
using IlgpuStandin.Engine;

namespace ILGPU;

/// <summary>Memory that the lanes of a group share. It holds NaN and -1 until it is written, as a device's holds anything.</summary>
/// <remarks>The n-th allocation that a lane comes to is the n-th of its group: declare shared memory at the top of a kernel, outside of branches.</remarks>
public static unsafe class SharedMemory
{
    public static ref T Allocate<T>()
        where T : unmanaged => ref *Allocate<T>(1).Pointer;

    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extent);
        return new ArrayView<T>((T*)Lane.Current.NextShared(extent, sizeof(T), typeof(T)), extent, 0);
    }

    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged
    {
        GroupState group = Lane.Current.Group;
        return new ArrayView<T>((T*)group.Dynamic, group.DynamicBytes / sizeof(T), 0);
    }

    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent)
        where T : unmanaged => Allocate<T>(extent.X).AsDense();

    public static ArrayView1D<T, TStride> Allocate1D<T, TStride>(Index1D extent, TStride stride)
        where T : unmanaged
        where TStride : struct, IStride1D => new(Allocate<T>(stride.ComputeBufferLength(extent)), extent, stride);

    public static ArrayView2D<T, TStride> Allocate2D<T, TStride>(Index2D extent, TStride stride)
        where T : unmanaged
        where TStride : struct, IStride2D => new(Allocate<T>(stride.ComputeBufferLength(extent)), extent, stride);

    public static ArrayView2D<T, Stride2D.DenseX> Allocate2DDenseX<T>(in Index2D extent)
        where T : unmanaged => Allocate2D<T, Stride2D.DenseX>(extent, new Stride2D.DenseX(extent.X));

    public static ArrayView2D<T, Stride2D.DenseY> Allocate2DDenseY<T>(in Index2D extent)
        where T : unmanaged => Allocate2D<T, Stride2D.DenseY>(extent, new Stride2D.DenseY(extent.Y));
}
