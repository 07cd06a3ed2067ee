using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>The decoder of h5py's LZF filter (registered number 32000), in which anndata 0.6 and 0.7 wrote by default and which libhdf5 lacks.</summary>
internal static unsafe class LzfFilter
{
    internal const int Id = 32000;
    private const uint Reverse = 0x0100;

    // The library keeps a pointer to the name.
    private static readonly nint name = Marshal.StringToCoTaskMemUTF8("lzf");

    internal static void Register()
    {
        if (H5Base.H5Zfilter_avail(Id) > 0) return;
        var filter = new H5Base.FilterClass { Version = 1, Id = Id, HasEncoder = 0, HasDecoder = 1, Name = (byte*)name, Filter = &Apply };
        _ = H5Base.H5Zregister(&filter);
    }

    // The contract of H5Z_func_t: returns the valid bytes in *buffer, 0 on failure; the buffer may be replaced.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Apply(uint flags, nuint parameters, uint* values, nuint bytes, nuint* bufferSize, void** buffer)
    {
        if ((flags & Reverse) == 0 || bytes > int.MaxValue) return 0;
        var packed = new ReadOnlySpan<byte>(*buffer, (int)bytes);
        int length = Lzf.DecodedLength(packed);
        if (length <= 0) return 0;
        void* plain = H5Base.H5allocate_memory((nuint)length, 0);
        if (plain == null) return 0;
        if (!Lzf.TryDecode(packed, new Span<byte>(plain, length)))
        {
            _ = H5Base.H5free_memory(plain);
            return 0;
        }

        _ = H5Base.H5free_memory(*buffer);
        *buffer = plain;
        *bufferSize = (nuint)length;
        return (nuint)length;
    }
}
