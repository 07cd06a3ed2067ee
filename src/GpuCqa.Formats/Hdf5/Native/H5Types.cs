using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Entry points H5T: data types.</summary>
internal static unsafe partial class H5Types
{
    [LibraryImport(Hdf5Library.Name)]
    internal static partial TypeHandle H5Tcopy(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial TypeHandle H5Tcreate(int kind, nuint size);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int H5Tinsert(TypeHandle compound, string name, nuint offset, TypeHandle member);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int H5Tregister(int persistence, string name, TypeHandle source, TypeHandle target, delegate* unmanaged[Cdecl]<long, long, TextReferences.ConversionState*, nuint, nuint, nuint, void*, void*, long, int> convert);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tequal(TypeHandle one, TypeHandle other);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tget_class(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial nuint H5Tget_size(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tset_size(TypeHandle type, nuint size);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tget_sign(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tget_strpad(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tset_strpad(TypeHandle type, int padding);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tset_cset(TypeHandle type, int set);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tis_variable_str(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial TypeHandle H5Tget_super(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tget_nmembers(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial byte* H5Tget_member_name(TypeHandle type, uint member);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial TypeHandle H5Tget_member_type(TypeHandle type, uint member);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int H5Tget_member_index(TypeHandle type, string name);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial TypeHandle H5Tenum_create(TypeHandle integers);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int H5Tenum_insert(TypeHandle type, string name, void* value);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tget_array_ndims(TypeHandle type);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Tget_array_dims2(TypeHandle type, ulong* dimensions);
}
