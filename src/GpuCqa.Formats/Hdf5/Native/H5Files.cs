using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Entry points H5F, H5G, H5L and H5O: files, groups and links.</summary>
internal static unsafe partial class H5Files
{
    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial FileHandle H5Fopen(string name, uint flags, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial FileHandle H5Fcreate(string name, uint flags, PropertyListHandle creation, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial PropertyListHandle H5Fget_create_plist(FileHandle file);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Fflush(FileHandle file, int scope);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial GroupHandle H5Gcreate2(Hdf5Handle location, string name, PropertyListHandle link, PropertyListHandle creation, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial GroupHandle H5Gopen2(Hdf5Handle location, string name, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Gget_info(Hdf5Handle group, GroupInfo* info);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int H5Lexists(Hdf5Handle location, string name, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint H5Lget_name_by_idx(Hdf5Handle location, string group, int index, int order, ulong n, byte* name, nuint size, PropertyListHandle access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ObjectHandle H5Oopen(Hdf5Handle location, string name, PropertyListHandle access);

    /// <summary>H5G_info_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct GroupInfo
    {
        public int StorageType;
        public ulong Links;
        public long MaxCreationOrder;
        public byte Mounted;
    }
}
