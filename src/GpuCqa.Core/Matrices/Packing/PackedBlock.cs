using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Core.Matrices;

/// <summary>A block of cells, cells x genes, in a fourth to an eighth of the bytes of CSR float32: gaps between column indices and values in as few bits as they need.</summary>
/// <remarks>
/// Rows come in chunks of about <see cref="ChunkEntries"/> entries that are unpacked on their own. Of each row are kept its length, the gaps between its columns (the first counts from the start
/// of the row), and its values: as whole numbers where all of a group are, else their bits, so that every float32 comes back as it was (fractions, negative numbers, NaN, -0). Explicit zeros stay.
/// </remarks>
public sealed class PackedBlock
{
    /// <summary>Entries from which a chunk is closed.</summary>
    public const int ChunkEntries = 1 << 15;

    private const int Magic = 0x31_4B_42_47, HeaderBytes = 24, ChunkBytes = 12;

    /// <summary>Above the largest whole number that is packed as one: 2^31 as float32, whose bits rise with its value.</summary>
    private const int WholeBits = 0x4F00_0000;

    private readonly ReadOnlyMemory<byte> bytes;

    /// <summary>Takes the bytes that <see cref="Pack"/> made.</summary>
    /// <param name="bytes">All bytes of a block; not copied.</param>
    /// <exception cref="ArgumentException">They are no block.</exception>
    public PackedBlock(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        if (bytes.Length < HeaderBytes || Int(0) != Magic) throw new ArgumentException("These are not the bytes of a packed block.", nameof(bytes));
        (Rows, Columns, Entries, Chunks) = (Int(4), Int(8), Int(12), Int(16));
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Stored entries.</summary>
    public int Entries { get; }

    /// <summary>Parts of whole rows that are unpacked on their own.</summary>
    public int Chunks { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.Span;

    /// <summary>Packs rows.</summary>
    /// <param name="rows">cells x genes, CSR, columns strictly increasing within a row.</param>
    /// <param name="forEach">Runs a body for 0 .. count - 1, on several threads if it likes; null = one after another. The bytes do not depend on it.</param>
    /// <exception cref="OverflowException">The packed block would have 2^31 bytes or more.</exception>
    public static PackedBlock Pack(CsrMatrix<float> rows, Action<int, Action<int>>? forEach = null)
    {
        int[] ends = ChunkEnds(rows);
        byte[][] chunks = new byte[ends.Length][];
        void One(int c) => chunks[c] = PackChunk(rows, c == 0 ? 0 : ends[c - 1], ends[c]);
        if (forEach is not null) forEach(ends.Length, One);
        else
            for (int c = 0; c < ends.Length; c++) One(c);
        int head = HeaderBytes + (ChunkBytes * ends.Length);
        byte[] bytes = new byte[checked((int)(head + chunks.Sum(c => (long)c.Length)))];
        Set(bytes, 0, Magic, rows.Rows, rows.Columns, (int)rows.NonZeros, ends.Length);
        for (int c = 0, first = 0, to = head; c < ends.Length; first = ends[c++])
        {
            Set(bytes, HeaderBytes + (ChunkBytes * c), first, (int)rows.RowOffsets[first], to);
            chunks[c].CopyTo(bytes, to);
            to += chunks[c].Length;
        }

        return new PackedBlock(bytes);
    }

    /// <summary>The block as it was.</summary>
    public CsrMatrix<float> Unpack()
    {
        var block = new CsrMatrix<float>(Rows, Columns, Offsets(), new int[Entries], new float[Entries]);
        for (int c = 0; c < Chunks; c++) UnpackChunk(c, block.RowOffsets, block.ColumnIndices, block.Values);
        return block;
    }

    /// <summary>Some columns of the block; no more than a chunk is unpacked whole at a time on a thread.</summary>
    /// <param name="map">Per column: its column in the result, or -1. Distinct columns go to distinct ones.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="forEach">Runs a body for 0 .. count - 1, on several threads if it likes.</param>
    public CsrMatrix<float> Unpack(int[] map, int columns, Action<int, Action<int>> forEach)
    {
        bool rises = Rises(map);
        long[] offsets = new long[Rows + 1];
        var parts = new (int[] Indices, float[] Values)[Chunks];
        forEach(Chunks, c => parts[c] = Some(c, map, rises ? 0 : columns, offsets));
        for (int r = 0; r < Rows; r++) offsets[r + 1] += offsets[r];
        var block = new CsrMatrix<float>(Rows, columns, offsets, new int[offsets[Rows]], new float[offsets[Rows]]);
        forEach(Chunks, c =>
        {
            int at = (int)offsets[RangeOf(c).FirstRow];
            parts[c].Indices.CopyTo(block.ColumnIndices, at);
            parts[c].Values.CopyTo(block.Values, at);
        });
        return block;
    }

    /// <summary>Room for the row offsets; the last is set, the others are by their chunks.</summary>
    public long[] Offsets()
    {
        long[] offsets = new long[Rows + 1];
        offsets[Rows] = Entries;
        return offsets;
    }

    /// <summary>Unpacks the rows of one chunk to where they lie in the block; chunks may be unpacked at the same time.</summary>
    /// <param name="chunk">Its number.</param>
    /// <param name="offsets">rows + 1; those of the chunk's rows are set.</param>
    /// <param name="indices">Column of each entry of the block, at least as long as they are many.</param>
    /// <param name="values">Value of each entry of the block, at least as long as they are many.</param>
    public void UnpackChunk(int chunk, long[] offsets, int[] indices, float[] values)
    {
        (int first, int end, int from, int to) = RangeOf(chunk);
        UnpackChunk(chunk, offsets.AsSpan(first, end - first), from, indices.AsSpan(from, to - from), values.AsSpan(from, to - from));
    }

    /// <summary>Unpacks the rows of one chunk.</summary>
    /// <param name="chunk">Its number.</param>
    /// <param name="offsets">Receives the offset of each of its rows.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="indices">Receives the column of each of its entries.</param>
    /// <param name="values">Receives the value of each of its entries.</param>
    public void UnpackChunk(int chunk, Span<long> offsets, long start, Span<int> indices, Span<float> values)
    {
        ReadOnlySpan<byte> input = bytes.Span[Int(HeaderBytes + (ChunkBytes * chunk) + 8)..];
        Span<uint> group = stackalloc uint[GroupPacking.Group];
        long offset = start;
        for (int row = 0; row < offsets.Length; row += GroupPacking.Group)
        {
            input = input[GroupPacking.Unpack(input, group, out _)..];
            for (int i = 0; i < Math.Min(GroupPacking.Group, offsets.Length - row); i++)
            {
                offsets[row + i] = offset;
                offset += group[i];
            }
        }

        input = UnpackNumbers(input, MemoryMarshal.Cast<int, uint>(indices), null, group);
        UnpackNumbers(input, MemoryMarshal.Cast<float, uint>(values), ToSingle, group);
        for (int row = 0; row < offsets.Length; row++)
        {
            int column = -1, from = (int)(offsets[row] - start), to = row + 1 < offsets.Length ? (int)(offsets[row + 1] - start) : indices.Length;
            foreach (ref int entry in indices[from..to]) entry = column += entry + 1;
        }
    }

    /// <summary>Rows and entries of a chunk, each from the first to the one after the last.</summary>
    public (int FirstRow, int EndRow, int FirstEntry, int EndEntry) RangeOf(int chunk)
    {
        int at = HeaderBytes + (ChunkBytes * chunk);
        bool last = chunk == Chunks - 1;
        return (Int(at), last ? Rows : Int(at + ChunkBytes), Int(at + 4), last ? Entries : Int(at + ChunkBytes + 4));
    }

    // The length of each row goes to the place after it, to be summed.
    private (int[] Indices, float[] Values) Some(int chunk, int[] map, int unsorted, long[] lengths)
    {
        (int first, int end, int from, int to) = RangeOf(chunk);
        int rows = end - first, entries = to - from, at = 0;
        long[] offsets = ArrayPool<long>.Shared.Rent(rows + 1);
        int[] indices = ArrayPool<int>.Shared.Rent(entries);
        float[] values = ArrayPool<float>.Shared.Rent(entries);
        UnpackChunk(chunk, offsets.AsSpan(0, rows), 0, indices.AsSpan(0, entries), values.AsSpan(0, entries));
        offsets[rows] = entries;
        // Columns that do not come in order are put in it through a table of all of them.
        float[] table = unsorted > 0 ? ArrayPool<float>.Shared.Rent(unsorted) : [];
        ulong[] taken = unsorted > 0 ? new ulong[(unsorted + 63) / 64] : [];
        for (int row = 0; row < rows; row++)
        {
            int start = at;
            if (unsorted > 0)
            {
                for (int e = (int)offsets[row]; e < (int)offsets[row + 1]; e++)
                {
                    int column = map[indices[e]];
                    if (column < 0) continue;
                    table[column] = values[e];
                    taken[column >> 6] |= 1UL << column;
                }

                // No more come out than went in, so that nothing is overwritten that is still needed.
                for (int word = 0; word < taken.Length; word++)
                {
                    for (ulong left = taken[word]; left != 0; left &= left - 1, at++)
                    {
                        indices[at] = (word << 6) + BitOperations.TrailingZeroCount(left);
                        values[at] = table[indices[at]];
                    }

                    taken[word] = 0;
                }

                lengths[first + row + 1] = at - start;
                continue;
            }

            for (int e = (int)offsets[row]; e < (int)offsets[row + 1]; e++)
            {
                int column = map[indices[e]];
                if (column < 0) continue;
                (indices[at], values[at]) = (column, values[e]);
                at++;
            }

            lengths[first + row + 1] = at - start;
        }

        (int[], float[]) some = (indices[..at], values[..at]);
        if (unsorted > 0) ArrayPool<float>.Shared.Return(table);
        ArrayPool<long>.Shared.Return(offsets);
        ArrayPool<int>.Shared.Return(indices);
        ArrayPool<float>.Shared.Return(values);
        return some;
    }

    private static bool Rises(int[] map)
    {
        int last = -1;
        foreach (int column in map)
        {
            if (column < 0) continue;
            if (column <= last) return false;
            last = column;
        }

        return true;
    }

    private static int[] ChunkEnds(CsrMatrix<float> rows)
    {
        var ends = new List<int>();
        long start = 0;
        for (int row = 1; row <= rows.Rows; row++)
        {
            if (row < rows.Rows && rows.RowOffsets[row] - start < ChunkEntries) continue;
            ends.Add(row);
            start = rows.RowOffsets[row];
        }

        return [.. ends];
    }

    private static byte[] PackChunk(CsrMatrix<float> rows, int first, int end)
    {
        var output = new PackedWriter();
        int from = (int)rows.RowOffsets[first], to = (int)rows.RowOffsets[end];
        Span<uint> group = stackalloc uint[GroupPacking.Group];
        for (int row = first; row < end; row += GroupPacking.Group)
        {
            int count = Math.Min(GroupPacking.Group, end - row);
            for (int i = 0; i < count; i++) group[i] = (uint)(rows.RowOffsets[row + i + 1] - rows.RowOffsets[row + i]);
            Fill(group, count);
            output.Group(group, false);
        }

        int own = first, column = -1;
        long next = rows.RowOffsets[first + 1];
        for (int entry = from; entry < to; entry += GroupPacking.Group)
        {
            int count = Math.Min(GroupPacking.Group, to - entry);
            for (int i = 0; i < count; i++)
            {
                while (entry + i >= next) (next, column) = (rows.RowOffsets[++own + 1], -1);
                int now = rows.ColumnIndices[entry + i];
                group[i] = (uint)(now - column - 1);
                column = now;
            }

            Fill(group, count);
            output.Group(group, false);
        }

        for (int entry = from; entry < to; entry += GroupPacking.Group)
        {
            int count = Math.Min(GroupPacking.Group, to - entry);
            MemoryMarshal.Cast<float, uint>(rows.Values.AsSpan(entry, count)).CopyTo(group);
            Fill(group, count);
            output.Group(group, !ToWhole(group));
        }

        return output.ToArray();
    }

    private static void Set(byte[] bytes, int at, params ReadOnlySpan<int> values)
    {
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + (4 * i)), values[i]);
    }

    // What is missing in the last group costs least as the smallest number in it.
    private static void Fill(Span<uint> group, int count)
    {
        if (count == GroupPacking.Group) return;
        uint least = uint.MaxValue;
        foreach (uint value in group[..count]) least = Math.Min(least, value);
        group[count..].Fill(least);
    }

    private static ReadOnlySpan<byte> UnpackNumbers(ReadOnlySpan<byte> input, Span<uint> numbers, Action<Span<uint>>? convert, scoped Span<uint> group)
    {
        for (; numbers.Length >= GroupPacking.Group; numbers = numbers[GroupPacking.Group..])
        {
            input = input[GroupPacking.Unpack(input, numbers, out bool asTheyAre)..];
            if (convert is not null && !asTheyAre) convert(numbers[..GroupPacking.Group]);
        }

        if (numbers.Length > 0)
        {
            input = input[GroupPacking.Unpack(input, group, out bool asTheyAre)..];
            if (convert is not null && !asTheyAre) convert(group);
            group[..numbers.Length].CopyTo(numbers);
        }

        return input;
    }

    /// <summary>Turns the bits of 256 float32 into whole numbers if all are such, from 0 to 2^31 exclusive.</summary>
    private static bool ToWhole(Span<uint> group)
    {
        ref float from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<uint, float>(group));
        for (int i = 0; i < GroupPacking.Group; i += Vector256<float>.Count)
        {
            Vector256<float> value = Vector256.LoadUnsafe(ref from, (nuint)i);
            Vector256<int> bits = value.AsInt32();
            // A sign bit makes -0 and negative numbers negative; infinities and NaN lie above.
            if (Vector256.LessThanAny(bits, Vector256<int>.Zero) || Vector256.GreaterThanOrEqualAny(bits, Vector256.Create(WholeBits))) return false;
            if (!Vector256.EqualsAll(Vector256.ConvertToSingle(Vector256.ConvertToInt32(value)), value)) return false;
        }

        ref uint to = ref MemoryMarshal.GetReference(group);
        for (int i = 0; i < GroupPacking.Group; i += Vector256<float>.Count) Vector256.ConvertToInt32(Vector256.LoadUnsafe(ref from, (nuint)i)).AsUInt32().StoreUnsafe(ref to, (nuint)i);
        return true;
    }

    private static void ToSingle(Span<uint> group)
    {
        ref uint at = ref MemoryMarshal.GetReference(group);
        for (int i = 0; i < GroupPacking.Group; i += Vector256<uint>.Count) Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref at, (nuint)i).AsInt32()).AsUInt32().StoreUnsafe(ref at, (nuint)i);
    }

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[at..]);
}
