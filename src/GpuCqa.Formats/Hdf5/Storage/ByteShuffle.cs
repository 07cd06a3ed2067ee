using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>HDF5's shuffle filter: all first bytes of the elements, then all second bytes and so on.</summary>
/// <remarks>
/// Elements of four bytes, the usual ones, go sixteen bytes at a time: a shuffle within the register brings the four bytes of each plane together, and they are
/// moved as one. Others go byte by byte.
/// </remarks>
internal static class ByteShuffle
{
    private static readonly Vector128<byte> transposed = Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);

    /// <summary>Puts bytes into planes.</summary>
    /// <param name="elements">Whole elements.</param>
    /// <param name="size">Bytes of an element.</param>
    /// <param name="planes">As many bytes.</param>
    internal static void Apply(ReadOnlySpan<byte> elements, int size, Span<byte> planes)
    {
        int count = elements.Length / size, done = 0;
        if (size == sizeof(uint))
        {
            Span<byte> first = planes[..count], second = planes.Slice(count, count), third = planes.Slice(2 * count, count), fourth = planes.Slice(3 * count, count);
            for (; done + 4 <= count; done += 4)
            {
                Vector128<uint> four = Vector128.Shuffle(Vector128.Create(elements.Slice(done * size, 16)), transposed).AsUInt32();
                MemoryMarshal.Write(first[done..], four[0]);
                MemoryMarshal.Write(second[done..], four[1]);
                MemoryMarshal.Write(third[done..], four[2]);
                MemoryMarshal.Write(fourth[done..], four[3]);
            }
        }

        for (int b = 0; b < size; b++)
        {
            Span<byte> plane = planes.Slice(b * count, count);
            for (int e = done, from = (done * size) + b; e < plane.Length; e++, from += size) plane[e] = elements[from];
        }
    }

    /// <summary>Puts planes back into elements.</summary>
    /// <param name="planes">Bytes as <see cref="Apply"/> leaves them.</param>
    /// <param name="size">Bytes of an element.</param>
    /// <param name="elements">As many bytes.</param>
    internal static void Undo(ReadOnlySpan<byte> planes, int size, Span<byte> elements)
    {
        int count = planes.Length / size, done = 0;
        if (size == sizeof(uint))
        {
            ReadOnlySpan<byte> first = planes[..count], second = planes.Slice(count, count), third = planes.Slice(2 * count, count), fourth = planes.Slice(3 * count, count);
            for (; done + 4 <= count; done += 4)
            {
                Vector128<uint> four = Vector128.Create(
                    MemoryMarshal.Read<uint>(first[done..]), MemoryMarshal.Read<uint>(second[done..]), MemoryMarshal.Read<uint>(third[done..]), MemoryMarshal.Read<uint>(fourth[done..]));
                // The order of a 4 x 4 transposition is its own inverse.
                Vector128.Shuffle(four.AsByte(), transposed).CopyTo(elements.Slice(done * size, 16));
            }
        }

        for (int b = 0; b < size; b++)
        {
            ReadOnlySpan<byte> plane = planes.Slice(b * count, count);
            for (int e = done, at = (done * size) + b; e < plane.Length; e++, at += size) elements[at] = plane[e];
        }
    }
}
