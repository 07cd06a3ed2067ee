using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Core.Matrices;

/// <summary>Packs groups of 256 unsigned numbers: the difference to the smallest of the group in as few bits as most of them need, and the few large ones beside them.</summary>
/// <remarks>
/// Patched frame of reference (Zukowski, Heman, Nes and Boncz 2006), its low bits in eight interleaved lanes (Lemire and Boytsov 2015): the number i of a group lies in lane i mod 8, so
/// that a vector of eight is shifted and masked at once. A group is: width and mark (1 byte), exceptions (1), smallest number (4), 32 bytes a bit of width, then the place of each exception
/// (1 byte each) and its bits above the width (4 each). Numbers of any kind survive: 32 bits are the widest. The same bytes on every processor.
/// </remarks>
internal static class GroupPacking
{
    /// <summary>Numbers of a group.</summary>
    public const int Group = 256;

    /// <summary>Bytes of a packed group at most.</summary>
    public const int MostBytes = Header + (Lanes * 4 * 32);

    private const int Lanes = 8, Rows = Group / Lanes, Header = 6, ExceptionBytes = 5, MarkBit = 0x80;

    /// <summary>Packs a group.</summary>
    /// <param name="values">The 256 numbers.</param>
    /// <param name="mark">A bit of the caller's own, given back by <see cref="Unpack"/>.</param>
    /// <param name="output">At least <see cref="MostBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int Pack(ReadOnlySpan<uint> values, bool mark, Span<byte> output)
    {
        uint least = Least(values);
        int width = Width(values, least);
        output = output[..MostBytes];
        Low(values, least, width, MemoryMarshal.Cast<byte, uint>(output[Header..]));
        int places = Header + (32 * width), exceptions = 0;
        if (width < 32)
        {
            Span<byte> place = stackalloc byte[Group];
            Span<uint> above = stackalloc uint[Group];
            for (int i = 0; i < Group; i++)
            {
                uint high = (values[i] - least) >> width;
                place[exceptions] = (byte)i;
                above[exceptions] = high;
                exceptions += high != 0 ? 1 : 0;
            }

            place[..exceptions].CopyTo(output[places..]);
            for (int e = 0; e < exceptions; e++) BinaryPrimitives.WriteUInt32LittleEndian(output[(places + exceptions + (4 * e))..], above[e]);
        }

        output[0] = (byte)(width | (mark ? MarkBit : 0));
        output[1] = (byte)exceptions;
        BinaryPrimitives.WriteUInt32LittleEndian(output[2..], least);
        return places + (ExceptionBytes * exceptions);
    }

    /// <summary>Unpacks a group.</summary>
    /// <param name="input">From the group's first byte on.</param>
    /// <param name="values">Receives 256 numbers.</param>
    /// <param name="mark">The caller's bit.</param>
    /// <returns>Bytes read.</returns>
    /// <exception cref="ArgumentException">These are not the bytes of a group.</exception>
    public static int Unpack(ReadOnlySpan<byte> input, Span<uint> values, out bool mark)
    {
        int width = input[0] & ~MarkBit, exceptions = input[1];
        mark = (input[0] & MarkBit) != 0;
        if (width > 32) throw new ArgumentException($"A packed group has {width} bits.", nameof(input));
        uint least = BinaryPrimitives.ReadUInt32LittleEndian(input[2..]);
        int places = Header + (32 * width), end = places + (ExceptionBytes * exceptions);
        High(MemoryMarshal.Cast<byte, uint>(input[Header..places]), least, width, values[..Group]);
        ReadOnlySpan<byte> place = input[places..end];
        for (int e = 0; e < exceptions; e++) values[place[e]] += BinaryPrimitives.ReadUInt32LittleEndian(place[(exceptions + (4 * e))..]) << width;
        return end;
    }

    private static uint Least(ReadOnlySpan<uint> values)
    {
        ref uint from = ref MemoryMarshal.GetReference(values[..Group]);
        Vector256<uint> least = Vector256.LoadUnsafe(ref from);
        for (int i = Lanes; i < Group; i += Lanes) least = Vector256.Min(least, Vector256.LoadUnsafe(ref from, (nuint)i));
        uint result = least[0];
        for (int lane = 1; lane < Lanes; lane++) result = Math.Min(result, least[lane]);
        return result;
    }

    // The width of least bytes: each bit costs 32 bytes, each number that needs more costs five. A byte counts the exceptions.
    private static int Width(ReadOnlySpan<uint> values, uint least)
    {
        Span<int> of = stackalloc int[33];
        of.Clear();
        for (int i = 0; i < Group; i++) of[32 - BitOperations.LeadingZeroCount(values[i] - least)]++;
        int best = 32, cost = 32 * 32, above = 0;
        for (int width = 31; width >= 0; width--)
        {
            above += of[width + 1];
            if (above > byte.MaxValue) break;
            int bytes = (32 * width) + (ExceptionBytes * above);
            if (bytes <= cost) (best, cost) = (width, bytes);
        }

        return best;
    }

    private static void Low(ReadOnlySpan<uint> values, uint least, int width, Span<uint> words)
    {
        if (width == 0) return;
        ref uint from = ref MemoryMarshal.GetReference(values[..Group]);
        ref uint to = ref MemoryMarshal.GetReference(words[..(Lanes * width)]);
        Vector256<uint> smallest = Vector256.Create(least), mask = Vector256.Create(uint.MaxValue >> (32 - width)), word = default;
        int bits = 0;
        nuint at = 0;
        for (int row = 0; row < Rows; row++)
        {
            Vector256<uint> value = (Vector256.LoadUnsafe(ref from, (nuint)(row * Lanes)) - smallest) & mask;
            word |= value << bits;
            bits += width;
            if (bits < 32) continue;
            word.StoreUnsafe(ref to, at);
            at += Lanes;
            bits -= 32;
            word = bits == 0 ? default : value >>> (width - bits);
        }
    }

    private static void High(ReadOnlySpan<uint> words, uint least, int width, Span<uint> values)
    {
        ref uint to = ref MemoryMarshal.GetReference(values);
        Vector256<uint> smallest = Vector256.Create(least);
        if (width == 0)
        {
            for (int i = 0; i < Group; i += Lanes) smallest.StoreUnsafe(ref to, (nuint)i);
            return;
        }

        ref uint from = ref MemoryMarshal.GetReference(words);
        Vector256<uint> mask = Vector256.Create(uint.MaxValue >> (32 - width)), word = Vector256.LoadUnsafe(ref from);
        int bits = 0;
        nuint next = Lanes;
        for (int row = 0; row < Rows; row++)
        {
            Vector256<uint> value = word >>> bits;
            bits += width;
            if (bits >= 32)
            {
                bits -= 32;
                // After the last row there is no further word.
                if (row < Rows - 1)
                {
                    word = Vector256.LoadUnsafe(ref from, next);
                    next += Lanes;
                    if (bits > 0) value |= word << (width - bits);
                }
            }

            ((value & mask) + smallest).StoreUnsafe(ref to, (nuint)(row * Lanes));
        }
    }
}
