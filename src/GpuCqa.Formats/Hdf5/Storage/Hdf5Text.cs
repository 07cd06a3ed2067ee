using System.Text;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>Decodes texts of fixed length.</summary>
internal static class Hdf5Text
{
    /// <summary>The text up to its first zero; spaces that pad it (Fortran, PyTables) are cut.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        if (end >= 0) bytes = bytes[..end];
        return Encoding.UTF8.GetString(bytes.TrimEnd((byte)' '));
    }
}
