using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>The dimensions of a data space.</summary>
internal static unsafe class Hdf5Extent
{
    private const int MostDimensions = 32;
    private const int Null = 2;

    /// <summary>The dimensions: none for a scalar, one of length 0 for an empty space. Call under the gate.</summary>
    internal static ulong[] Of(SpaceHandle space)
    {
        if (H5Data.H5Sget_simple_extent_type(space) == Null) return [0];
        int rank = H5Data.H5Sget_simple_extent_ndims(space);
        if (rank is <= 0 or > MostDimensions) return [];
        var dimensions = new ulong[rank];
        fixed (ulong* at = dimensions) _ = H5Data.H5Sget_simple_extent_dims(space, at, null);
        return dimensions;
    }

    /// <summary>The product of the dimensions, which may be as large as a hostile file wants; it saturates far beyond any real size.</summary>
    internal static Int128 Elements(ReadOnlySpan<ulong> dimensions)
    {
        Int128 limit = (Int128)1 << 80, product = 1;
        foreach (ulong d in dimensions)
        {
            if (d == 0) return 0;
            product = product > limit / d ? limit : product * d;
        }

        return product;
    }
}
