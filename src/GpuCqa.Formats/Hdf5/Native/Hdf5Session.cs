using System.Runtime.InteropServices;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>What the loaded library offers: its version and the identifiers of its predefined types and property classes.</summary>
internal static unsafe class Hdf5Session
{
    private static nint library;

    internal static Version Version { get; private set; } = new();

    internal static TypeHandle Float { get; private set; } = null!;

    internal static TypeHandle Double { get; private set; } = null!;

    internal static TypeHandle Int8 { get; private set; } = null!;

    internal static TypeHandle UInt8 { get; private set; } = null!;

    internal static TypeHandle Int16 { get; private set; } = null!;

    internal static TypeHandle Int32 { get; private set; } = null!;

    internal static TypeHandle Int64 { get; private set; } = null!;

    internal static TypeHandle CString { get; private set; } = null!;

    private static long FileAccess { get; set; }

    internal static long DatasetCreate { get; private set; }

    internal static long DatasetAccess { get; private set; }

    internal static long DatasetTransfer { get; private set; }

    internal static long LinkAccess { get; private set; }

    /// <summary>Opens the library, silences its own error print, and registers what it lacks: h5py's LZF filter, and a way to read texts safely.</summary>
    internal static void Start(nint handle)
    {
        library = handle;
        // Every file is closed by its owner. The library's own clean-up at the end of the process would try again to write what a full disk refused, and crashes.
        _ = H5Base.H5dont_atexit();
        if (H5Base.H5open() < 0 || H5Base.H5get_libversion(out uint major, out uint minor, out uint release) < 0)
            throw new PreconditionException("The installed libhdf5 does not start.");
        Version = new Version((int)major, (int)minor, (int)release);
        // hid_t has 64 bits since 1.10.0; 1.10.3 is the first whose reader of chunks holds against damaged indexes.
        if (Version < new Version(1, 10, 3)) throw new PreconditionException($"libhdf5 {Version} is installed; 1.10.3 or later is needed.");
        _ = H5Base.H5Eset_auto2(0, null, null);
        Float = TypeHandle.Predefined(Id("H5T_NATIVE_FLOAT_g"));
        Double = TypeHandle.Predefined(Id("H5T_NATIVE_DOUBLE_g"));
        Int8 = TypeHandle.Predefined(Id("H5T_NATIVE_INT8_g"));
        UInt8 = TypeHandle.Predefined(Id("H5T_NATIVE_UINT8_g"));
        Int16 = TypeHandle.Predefined(Id("H5T_NATIVE_INT16_g"));
        Int32 = TypeHandle.Predefined(Id("H5T_NATIVE_INT32_g"));
        Int64 = TypeHandle.Predefined(Id("H5T_NATIVE_INT64_g"));
        CString = TypeHandle.Predefined(Id("H5T_C_S1_g"));
        FileAccess = Id("H5P_CLS_FILE_ACCESS_ID_g");
        DatasetCreate = Id("H5P_CLS_DATASET_CREATE_ID_g");
        DatasetAccess = Id("H5P_CLS_DATASET_ACCESS_ID_g");
        DatasetTransfer = Id("H5P_CLS_DATASET_XFER_ID_g");
        LinkAccess = Id("H5P_CLS_LINK_ACCESS_ID_g");
        LzfFilter.Register();
        if (!TextReferences.Register()) throw new PreconditionException($"libhdf5 {Version} takes no conversion of texts.");
    }

    /// <summary>Properties to open or create a file with, without a lock on it where the library can (1.10.7): read-only and network file systems take none,
    /// and a program that is started while the file is open would keep it.</summary>
    internal static PropertyListHandle Unlocked()
    {
        PropertyListHandle access = H5Properties.H5Pcreate(FileAccess);
        if (Version >= new Version(1, 10, 7) && Version.Minor != 11) _ = H5Properties.H5Pset_file_locking(access, 0, 1);
        return access;
    }

    /// <summary>Address of an entry point or variable.</summary>
    internal static nint Export(string symbol) => NativeLibrary.GetExport(library, symbol);

    // Predefined types are global variables that H5open fills in.
    private static long Id(string symbol) => *(long*)Export(symbol);
}
