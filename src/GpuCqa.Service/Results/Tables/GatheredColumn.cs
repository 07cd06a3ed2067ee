using System.Buffers;
using System.Runtime.InteropServices;

namespace GpuCqa.Service.Results;

/// <summary>Values of one column, gathered from consecutive stored blocks.</summary>
internal sealed class GatheredColumn(bool isText) : IDisposable
{
    // Of a column of text: the offset after each row; the first, which is 0, is written by Take.
    private byte[] values = [], ends = [];
    private int valueBytes, endBytes;

    /// <summary>Bytes that the column will take.</summary>
    public int Bytes => valueBytes + (isText ? sizeof(long) + endBytes : 0);

    /// <summary>Adds values of a column of numbers.</summary>
    public void Add(ReadOnlySpan<byte> numbers) => Append(ref values, ref valueBytes, numbers.Length, numbers);

    /// <summary>Adds texts by their offsets, of which there is one more than texts.</summary>
    public void Add(ReadOnlySpan<byte> offsets, ReadOnlySpan<byte> texts)
    {
        // Every platform that .NET runs on here is little endian, as the wire is.
        ReadOnlySpan<long> from = MemoryMarshal.Cast<byte, long>(offsets);
        long shift = valueBytes - from[0];
        int at = endBytes;
        Append(ref ends, ref endBytes, offsets.Length - sizeof(long), offsets[sizeof(long)..]);
        if (shift != 0)
        {
            foreach (ref long end in MemoryMarshal.Cast<byte, long>(ends.AsSpan(at..endBytes))) end += shift;
        }

        Append(ref values, ref valueBytes, texts.Length, texts);
    }

    /// <summary>Moves what was gathered into a block.</summary>
    /// <returns>Bytes written.</returns>
    public int Take(Span<byte> block)
    {
        int written = Bytes;
        if (isText)
        {
            MemoryMarshal.Write(block, 0L);
            ends.AsSpan(0, endBytes).CopyTo(block[sizeof(long)..]);
            block = block[(sizeof(long) + endBytes)..];
        }

        values.AsSpan(0, valueBytes).CopyTo(block);
        valueBytes = endBytes = 0;
        return written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (byte[] lent in new[] { values, ends })
        {
            if (lent.Length > 0) ArrayPool<byte>.Shared.Return(lent);
        }

        values = ends = [];
    }

    private static void Append(ref byte[] bytes, ref int used, int more, ReadOnlySpan<byte> added)
    {
        if (used + more > bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(used + more, 2 * bytes.Length));
            bytes.AsSpan(0, used).CopyTo(larger);
            if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        added.CopyTo(bytes.AsSpan(used));
        used += more;
    }
}
