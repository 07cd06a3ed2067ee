using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Entry points H5P: property lists.</summary>
internal static unsafe partial class H5Properties
{
    [LibraryImport(Hdf5Library.Name)]
    internal static partial PropertyListHandle H5Pcreate(long kind);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pset_chunk(PropertyListHandle list, int rank, ulong* dimensions);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pget_chunk(PropertyListHandle list, int rank, ulong* dimensions);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pget_layout(PropertyListHandle list);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pget_nfilters(PropertyListHandle list);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pget_filter2(PropertyListHandle list, uint index, uint* flags, nuint* parameters, uint* values, nuint nameLength, byte* name, uint* configuration);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pget_external_count(PropertyListHandle list);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pset_deflate(PropertyListHandle list, uint level);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pset_shuffle(PropertyListHandle list);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pset_obj_track_times(PropertyListHandle list, byte track);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pset_chunk_cache(PropertyListHandle list, nuint slots, nuint bytes, double preemption);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pget_userblock(PropertyListHandle list, ulong* size);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pget_sizes(PropertyListHandle list, nuint* addressBytes, nuint* lengthBytes);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pset_elink_cb(PropertyListHandle list, delegate* unmanaged[Cdecl]<byte*, byte*, byte*, byte*, uint*, long, void*, int> follow, void* data);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Pset_file_locking(PropertyListHandle list, byte use, byte ignoreWhenDisabled);
}
