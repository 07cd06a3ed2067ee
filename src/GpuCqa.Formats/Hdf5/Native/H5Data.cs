using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Entry points H5D, H5S and H5A: datasets, data spaces and attributes.</summary>
internal static unsafe partial class H5Data
{
    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DatasetHandle H5Dopen2(Hdf5Handle location, string name, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DatasetHandle H5Dcreate2(Hdf5Handle location, string name, TypeHandle type, SpaceHandle space, PropertyListHandle link, PropertyListHandle creation, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Dread(DatasetHandle dataset, TypeHandle memoryType, SpaceHandle memorySpace, SpaceHandle fileSpace, PropertyListHandle transfer, void* buffer);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Dwrite(DatasetHandle dataset, TypeHandle memoryType, SpaceHandle memorySpace, SpaceHandle fileSpace, PropertyListHandle transfer, void* buffer);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Dwrite_chunk(DatasetHandle dataset, PropertyListHandle transfer, uint filterMask, ulong* offset, nuint size, void* bytes);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Dread_chunk(DatasetHandle dataset, PropertyListHandle transfer, ulong* offset, uint* filterMask, void* bytes);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Dget_chunk_storage_size(DatasetHandle dataset, ulong* offset, ulong* size);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial SpaceHandle H5Dget_space(DatasetHandle dataset);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial TypeHandle H5Dget_type(DatasetHandle dataset);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial PropertyListHandle H5Dget_create_plist(DatasetHandle dataset);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial ulong H5Dget_storage_size(DatasetHandle dataset);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Dset_extent(DatasetHandle dataset, ulong* size);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial SpaceHandle H5Screate(int kind);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial SpaceHandle H5Screate_simple(int rank, ulong* dimensions, ulong* maximum);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Sget_simple_extent_ndims(SpaceHandle space);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Sget_simple_extent_dims(SpaceHandle space, ulong* dimensions, ulong* maximum);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Sget_simple_extent_type(SpaceHandle space);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Sselect_hyperslab(SpaceHandle space, int operation, ulong* start, ulong* stride, ulong* count, ulong* block);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int H5Aexists(Hdf5Handle location, string name);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial AttributeHandle H5Aopen(Hdf5Handle location, string name, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial AttributeHandle H5Acreate2(Hdf5Handle location, string name, TypeHandle type, SpaceHandle space, PropertyListHandle creation, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Aread(AttributeHandle attribute, TypeHandle memoryType, void* buffer);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Awrite(AttributeHandle attribute, TypeHandle memoryType, void* buffer);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial SpaceHandle H5Aget_space(AttributeHandle attribute);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial TypeHandle H5Aget_type(AttributeHandle attribute);
}
