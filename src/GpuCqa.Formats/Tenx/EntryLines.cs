using System.Buffers.Text;
using GpuCqa.Formats.Gzip;

namespace GpuCqa.Formats.Tenx;

/// <summary>Formats entry lines of a matrix into a buffer and passes it on when it is full.</summary>
internal sealed class EntryLines(DeflatePart target)
{
    private const int LongestLine = 64;
    private readonly byte[] buffer = new byte[64 * 1024];
    private int used;

    /// <summary>Adds the line "row column value".</summary>
    public void Add(long row, long column, long value)
    {
        if (buffer.Length - used < LongestLine) Flush();
        Number(row, (byte)' ');
        Number(column, (byte)' ');
        Number(value, (byte)'\n');
    }

    /// <summary>Passes on what is in the buffer.</summary>
    public void Flush()
    {
        target.Write(buffer.AsSpan(0, used));
        used = 0;
    }

    private void Number(long number, byte after)
    {
        Utf8Formatter.TryFormat(number, buffer.AsSpan(used), out int length);
        used += length;
        buffer[used++] = after;
    }
}
