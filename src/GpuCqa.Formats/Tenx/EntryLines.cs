using System.Buffers.Text;
using GpuCqa.Formats.Gzip;

namespace GpuCqa.Formats.Tenx;

/// <summary>Formats entry lines of a matrix into a buffer and passes it on when it is full.</summary>
/// <remarks>The column of a 10x matrix is the cell, the same on every line of it, so its digits are made once. Counts of one digit, most of them, take no division.</remarks>
internal sealed class EntryLines(DeflatePart target)
{
    private const int LongestLine = 64;
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly byte[] column = new byte[24];
    private int columnLength;
    private int used;

    /// <summary>Begins the lines of a cell.</summary>
    /// <param name="cell">Its position, 1-based.</param>
    public void Start(long cell)
    {
        column[0] = (byte)' ';
        Utf8Formatter.TryFormat(cell, column.AsSpan(1), out int length);
        column[length + 1] = (byte)' ';
        columnLength = length + 2;
    }

    /// <summary>Adds the line "feature cell count".</summary>
    public void Add(int feature, int count)
    {
        if (buffer.Length - used < LongestLine) Flush();
        Span<byte> line = buffer.AsSpan(used, LongestLine);
        Utf8Formatter.TryFormat(feature, line, out int at);
        column.AsSpan(0, columnLength).CopyTo(line[at..]);
        at += columnLength;
        if (count < 10) line[at++] = (byte)('0' + count);
        else
        {
            Utf8Formatter.TryFormat(count, line[at..], out int length);
            at += length;
        }

        line[at++] = (byte)'\n';
        used += at;
    }

    /// <summary>Passes on what is in the buffer.</summary>
    public void Flush()
    {
        target.Write(buffer.AsSpan(0, used));
        used = 0;
    }
}
