using System.Runtime.CompilerServices;
using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>The index at a place in a range, X running fastest.</summary>
internal static class Extents
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TIndex At<TIndex>(TIndex extent, long place)
        where TIndex : struct
    {
        if (typeof(TIndex) == typeof(Index1D))
        {
            Index1D index = (int)place;
            return Unsafe.As<Index1D, TIndex>(ref index);
        }

        if (typeof(TIndex) == typeof(Index2D))
        {
            Index2D whole = Unsafe.As<TIndex, Index2D>(ref extent);
            Index2D index = new((int)(place % whole.X), (int)(place / whole.X));
            return Unsafe.As<Index2D, TIndex>(ref index);
        }
        else
        {
            Index3D whole = Unsafe.As<TIndex, Index3D>(ref extent);
            Index3D index = new((int)(place % whole.X), (int)(place / whole.X % whole.Y), (int)(place / ((long)whole.X * whole.Y)));
            return Unsafe.As<Index3D, TIndex>(ref index);
        }
    }
}
