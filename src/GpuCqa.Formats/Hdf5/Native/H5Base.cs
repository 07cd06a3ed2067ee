using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Entry points H5, H5E, H5I and H5Z: the library itself, its errors, identifiers and filters.</summary>
internal static unsafe partial class H5Base
{
    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5dont_atexit();

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5open();

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5get_libversion(out uint major, out uint minor, out uint release);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial void* H5allocate_memory(nuint size, byte clear);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5free_memory(void* memory);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Eset_auto2(long stack, void* function, void* data);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Ewalk2(long stack, int direction, delegate* unmanaged[Cdecl]<uint, ErrorRecord*, void*, int> visit, void* data);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Eclear2(long stack);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Idec_ref(nint id);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Iget_type(Hdf5Handle id);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Zregister(FilterClass* filter);

    [LibraryImport(Hdf5Library.Name)]
    internal static partial int H5Zfilter_avail(int filter);

    /// <summary>H5E_error2_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ErrorRecord
    {
        public long Class;
        public long Major;
        public long Minor;
        public uint Line;
        public byte* Function;
        public byte* File;
        public byte* Description;
    }

    /// <summary>H5Z_class2_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct FilterClass
    {
        public int Version;
        public int Id;
        public uint HasEncoder;
        public uint HasDecoder;
        public byte* Name;
        public void* CanApply;
        public void* SetLocal;
        public delegate* unmanaged[Cdecl]<uint, nuint, uint*, nuint, nuint*, void**, nuint> Filter;
    }
}
