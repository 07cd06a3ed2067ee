using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>The element types that are written. Call under the gate.</summary>
internal static unsafe class OutputType
{
    private const int Utf8 = 1;
    private static readonly nuint variable = nuint.MaxValue;

    /// <summary>Numbers; <see cref="bool"/> becomes h5py's enumeration of FALSE and TRUE.</summary>
    internal static TypeHandle Of<T>() where T : unmanaged =>
        typeof(T) == typeof(bool) ? Flag()
        : H5Types.H5Tcopy(
            typeof(T) == typeof(float) ? Hdf5Session.Float
            : typeof(T) == typeof(double) ? Hdf5Session.Double
            : typeof(T) == typeof(sbyte) ? Hdf5Session.Int8
            : typeof(T) == typeof(byte) ? Hdf5Session.UInt8
            : typeof(T) == typeof(short) ? Hdf5Session.Int16
            : typeof(T) == typeof(int) ? Hdf5Session.Int32
            : typeof(T) == typeof(long) ? Hdf5Session.Int64
            : throw new NotSupportedException($"No HDF5 type for {typeof(T).Name}."));

    /// <summary>UTF-8 text of variable length, as anndata demands.</summary>
    internal static TypeHandle Text()
    {
        TypeHandle type = H5Types.H5Tcopy(Hdf5Session.CString);
        _ = H5Types.H5Tset_size(type, variable);
        _ = H5Types.H5Tset_cset(type, Utf8);
        return type;
    }

    private static TypeHandle Flag()
    {
        TypeHandle type = H5Types.H5Tenum_create(Hdf5Session.Int8);
        sbyte no = 0, yes = 1;
        _ = H5Types.H5Tenum_insert(type, "FALSE", &no);
        _ = H5Types.H5Tenum_insert(type, "TRUE", &yes);
        return type;
    }
}
