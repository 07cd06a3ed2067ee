using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Makes HDF5 hand out texts of variable length as the references that are in the file, instead of following them.</summary>
/// <remarks>
/// libhdf5 trusts these references and what they point at: one damaged byte makes it write beyond its memory, and a length of
/// 4 GiB is allocated as it stands. A conversion of our own, from variable length to opaque bytes, leaves the references as they are;
/// <see cref="Storage.GlobalHeap"/> follows them with care.
/// </remarks>
internal static unsafe class TextReferences
{
    /// <summary>Bytes of a reference: length (4), address of the collection (8), index of the object in it (4).</summary>
    internal const int Size = 16;

    private const int Soft = 1;
    private const int OpaqueClass = 5;

    /// <summary>The memory type to read with. Call under the gate.</summary>
    internal static TypeHandle MemoryType() => H5Types.H5Tcreate(OpaqueClass, Size);

    internal static bool Register()
    {
        using TypeHandle text = H5Types.H5Tcopy(Hdf5Session.CString);
        _ = H5Types.H5Tset_size(text, nuint.MaxValue);
        using TypeHandle opaque = MemoryType();
        return H5Types.H5Tregister(Soft, "text references", text, opaque, &Keep) >= 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Keep(long source, long target, ConversionState* state, nuint elements, nuint stride, nuint backgroundStride, void* buffer, void* background, long transfer)
    {
        // Both sides have 16 bytes: converting is leaving alone. No background is needed.
        state->NeedsBackground = 0;
        return 0;
    }

    /// <summary>H5T_cdata_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ConversionState
    {
        public int Command;
        public int NeedsBackground;
        public byte Recalculate;
        public void* Private;
    }
}
