using System.Buffers.Binary;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.MatrixMarket;

/// <summary>Entries that come in the order of cells, held in about two bytes each until all are known to be in that order.</summary>
/// <param name="cells">Number of cells.</param>
/// <remarks>
/// Of an entry are held its distance from the one before it in its cell, and its value: both as numbers of seven bits a byte, a value that is no count of up to 2^27 as a
/// mark and its four bytes. Reading them back lets the memory go as it is used up.
/// </remarks>
internal sealed class PackedEntries(int cells)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Bytes of an entry at most: five of a distance, one and four of a value.</summary>
    private const int MostEntryBytes = 10;

    private const uint NoCount = 1, LargestCount = 1 << 27;

    private readonly Queue<byte[]> chunks = new();
    private readonly int[] counts = new int[cells];
    private byte[] open = [];
    private int filled;
    private int lastCell;
    private int lastColumn;

    /// <summary>Adds entries; false at the first that belongs to a cell before that of the entry before it.</summary>
    public bool TryAdd(ReadOnlySpan<int> cellOfEntry, ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < cellOfEntry.Length; i++)
        {
            int cell = cellOfEntry[i];
            if (cell < lastCell) return false;
            if (cell > lastCell) (lastCell, lastColumn) = (cell, 0);
            counts[cell]++;
            if (open.Length - filled < MostEntryBytes) Next();
            int step = columns[i] - lastColumn;
            lastColumn = columns[i];
            Put((uint)((step << 1) ^ (step >> 31)));
            float value = values[i];
            uint count = value is >= 0 and < LargestCount ? (uint)value : 0;
            if (count == value && !float.IsNegative(value))
            {
                Put(count << 1);
                continue;
            }

            Put(NoCount);
            BinaryPrimitives.WriteSingleLittleEndian(open.AsSpan(filled), value);
            filled += sizeof(float);
        }

        return true;
    }

    /// <summary>The cells in blocks; once.</summary>
    public IEnumerable<CsrMatrix<float>> Blocks(CellRows rows, int maxCells, CancellationToken cancellation)
    {
        chunks.Enqueue(open);
        open = [];
        byte[] chunk = chunks.Dequeue();
        int at = 0;
        int[] columns = [];
        float[] values = [];
        for (int from = 0, to; from < counts.Length; from = to)
        {
            cancellation.ThrowIfCancellationRequested();
            to = from + Math.Min(maxCells, counts.Length - from);
            rows.Reserve(counts.AsSpan(from, to - from).ToArray().Sum(c => (long)c));
            for (int cell = from; cell < to; cell++)
            {
                int count = counts[cell];
                if (columns.Length < count) (columns, values) = (new int[2 * count], new float[2 * count]);
                for (int done = 0; done < count;)
                {
                    if (chunk.Length - at < MostEntryBytes) (chunk, at) = (chunks.Dequeue(), 0);
                    done = Read(chunk, ref at, columns, values, done, count);
                }

                rows.Add(cell, columns.AsSpan(0, count), values.AsSpan(0, count));
            }

            yield return rows.Take();
        }
    }

    // Entries of one cell from a chunk, as many as it surely holds whole.
    private static int Read(byte[] chunk, ref int position, int[] columns, float[] values, int done, int count)
    {
        int at = position, column = done == 0 ? 0 : columns[done - 1];
        while (done < count && chunk.Length - at >= MostEntryBytes)
        {
            uint step = Take(chunk, ref at);
            column += (int)(step >> 1) ^ -(int)(step & 1);
            uint value = Take(chunk, ref at);
            columns[done] = column;
            if ((value & NoCount) == 0)
            {
                values[done++] = value >> 1;
                continue;
            }

            values[done++] = BinaryPrimitives.ReadSingleLittleEndian(chunk.AsSpan(at));
            at += sizeof(float);
        }

        position = at;
        return done;
    }

    private void Next()
    {
        if (open.Length > 0) chunks.Enqueue(open);
        open = new byte[ChunkBytes];
        filled = 0;
    }

    private void Put(uint number)
    {
        while (number >= 0x80)
        {
            open[filled++] = (byte)(number | 0x80);
            number >>= 7;
        }

        open[filled++] = (byte)number;
    }

    private static uint Take(byte[] chunk, ref int at)
    {
        uint number = chunk[at++];
        if (number < 0x80) return number;
        number &= 0x7F;
        for (int shift = 7; ; shift += 7)
        {
            uint more = chunk[at++];
            number |= (more & 0x7F) << shift;
            if (more < 0x80) return number;
        }
    }
}
