using System.Buffers.Binary;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Results;

/// <summary>Cuts rows out of a block of a table.</summary>
public static class TableRows
{
    /// <summary>Copies consecutive rows of a block into a block of their own.</summary>
    /// <param name="schema">Columns.</param>
    /// <param name="block">The block.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="from">First row wanted.</param>
    /// <param name="count">Rows wanted.</param>
    /// <param name="target">Takes the new block; never larger than the block.</param>
    /// <returns>Bytes written.</returns>
    public static int Cut(TableSchema schema, ReadOnlySpan<byte> block, int rows, int from, int count, Span<byte> target)
    {
        int source = 0, written = 0;
        foreach (ColumnSchema column in schema.Columns)
        {
            if (column.ElementType == ElementType.Utf8)
            {
                ReadOnlySpan<byte> offsets = block[source..], texts = block[(source + ((rows + 1) * sizeof(long)))..];
                long start = Offset(offsets, from), end = Offset(offsets, from + count);
                for (int r = 0; r <= count; r++, written += sizeof(long)) BinaryPrimitives.WriteInt64LittleEndian(target[written..], Offset(offsets, from + r) - start);
                texts[(int)start..(int)end].CopyTo(target[written..]);
                written += (int)(end - start);
                source += ((rows + 1) * sizeof(long)) + (int)Offset(offsets, rows);
            }
            else
            {
                int bytes = column.Width * Columns.BytesOf(column.ElementType);
                block.Slice(source + (from * bytes), count * bytes).CopyTo(target[written..]);
                written += count * bytes;
                source += rows * bytes;
            }
        }

        return written;
    }

    private static long Offset(ReadOnlySpan<byte> offsets, int row) => BinaryPrimitives.ReadInt64LittleEndian(offsets[(row * sizeof(long))..]);
}
