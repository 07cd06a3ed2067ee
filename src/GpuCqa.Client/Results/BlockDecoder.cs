using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;

namespace GpuCqa.Client.Results;

/// <summary>Reads typed columns out of a block, and trusts nothing in it.</summary>
internal static class BlockDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The columns of a block.</summary>
    /// <exception cref="RefusedException">The checksum differs, or the bytes are not what the schema says.</exception>
    public static IReadOnlyList<ResultColumn> Read(TableSchema schema, TableBlock block)
    {
        ReadOnlySpan<byte> bytes = block.Data is { } data ? data.Content.Span : throw Damaged("has no data");
        if (Crc32C.Of(bytes) != block.Data.Crc32C) throw Damaged("arrived with another CRC-32C than it left with");
        int rows = block.RowCount is > 0 and <= int.MaxValue ? (int)block.RowCount : throw Damaged($"has {block.RowCount} rows");
        var columns = new List<ResultColumn>(schema.Columns.Count);
        foreach (ColumnSchema column in schema.Columns) columns.Add(new ResultColumn(column.Name, column.ElementType, column.Width, Values(column, rows, ref bytes)));
        return bytes.IsEmpty ? columns : throw Damaged($"has {bytes.Length} bytes too many");
    }

    /// <summary>An array for all values of a column.</summary>
    public static Array Allocate(ColumnSchema column, long rows)
    {
        long count = rows * column.Width;
        if (column.Width < 1 || count > Array.MaxLength) throw new PreconditionException($"'{column.Name}' has {rows} x {column.Width} values, more than one array holds; read it block by block.");
        return column.ElementType switch
        {
            ElementType.Float32 => new float[count],
            ElementType.Float64 => new double[count],
            ElementType.Int32 => new int[count],
            ElementType.Int64 => new long[count],
            ElementType.Utf8 => new string[count],
            _ => throw Damaged($"has a column '{column.Name}' of an unknown type"),
        };
    }

    private static Array Values(ColumnSchema column, int rows, ref ReadOnlySpan<byte> bytes)
    {
        Array values = Allocate(column, rows);
        switch (values)
        {
            case float[] target: Fill<float>(target, ref bytes); break;
            case double[] target: Fill<double>(target, ref bytes); break;
            case int[] target: Fill<int>(target, ref bytes); break;
            case long[] target: Fill<long>(target, ref bytes); break;
            case string[] target: Fill(target, ref bytes); break;
        }

        return values;
    }

    private static void Fill<T>(Span<T> target, ref ReadOnlySpan<byte> bytes) where T : unmanaged
    {
        Span<byte> raw = MemoryMarshal.AsBytes(target);
        Take(ref bytes, raw.Length).CopyTo(raw);
        if (BitConverter.IsLittleEndian) return;
        int size = raw.Length / Math.Max(1, target.Length);
        for (int at = 0; at < raw.Length; at += size) raw.Slice(at, size).Reverse();
    }

    private static void Fill(string[] target, ref ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> offsets = Take(ref bytes, 8L * (target.Length + 1));
        long end = BinaryPrimitives.ReadInt64LittleEndian(offsets[^8..]);
        ReadOnlySpan<byte> text = Take(ref bytes, end);
        for (int i = 0; i < target.Length; i++)
        {
            long from = BinaryPrimitives.ReadInt64LittleEndian(offsets[(8 * i)..]), to = BinaryPrimitives.ReadInt64LittleEndian(offsets[(8 * (i + 1))..]);
            if ((i == 0 && from != 0) || from < 0 || to < from || to > end) throw Damaged($"has text offsets that go from {from} to {to} of {end}");
            try
            {
                target[i] = Strict.GetString(text[(int)from..(int)to]);
            }
            catch (DecoderFallbackException)
            {
                throw Damaged("has a text that is not UTF-8");
            }
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, long count)
    {
        if (count < 0 || count > bytes.Length) throw Damaged($"ends where {count} more bytes are due and {bytes.Length} are left");
        ReadOnlySpan<byte> taken = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return taken;
    }

    private static RefusedException Damaged(string how) => new(ErrorReason.DataLoss, $"A block of the result {how}; read it again.");
}
