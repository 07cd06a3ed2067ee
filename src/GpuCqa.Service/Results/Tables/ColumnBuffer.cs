using System.Runtime.InteropServices;
using System.Text;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Results;

/// <summary>Values of one column that wait for their block to be full.</summary>
internal sealed class ColumnBuffer(ColumnSchema schema)
{
    private byte[] bytes = new byte[4096];
    private long[] ends = new long[256];
    private int used, texts;

    public ColumnSchema Schema => schema;

    public bool IsText => schema.ElementType == ElementType.Utf8;

    /// <summary>Bytes of a row apart from its text.</summary>
    public int RowBytes => IsText ? sizeof(long) : schema.Width * Columns.BytesOf(schema.ElementType);

    /// <summary>Bytes of the text of a row.</summary>
    public int TextBytes(int row) => IsText ? (int)(ends[row] - (row == 0 ? 0 : ends[row - 1])) : 0;

    public void Add<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        // Every platform that .NET runs on here is little endian, as the wire is.
        ReadOnlySpan<byte> added = MemoryMarshal.AsBytes(values);
        Reserve(added.Length);
        added.CopyTo(bytes.AsSpan(used));
        used += added.Length;
    }

    public void Add(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        used += Encoding.UTF8.GetBytes(text, bytes.AsSpan(used));
        if (texts == ends.Length) Array.Resize(ref ends, 2 * texts);
        ends[texts++] = used;
    }

    /// <summary>Moves the first rows into a block; the others stay.</summary>
    /// <returns>Bytes written.</returns>
    public int Take(int rows, Span<byte> block)
    {
        int at = 0, taken = IsText ? (rows == 0 ? 0 : (int)ends[rows - 1]) : rows * RowBytes;
        if (IsText)
        {
            MemoryMarshal.Write(block, 0L);
            MemoryMarshal.AsBytes(ends.AsSpan(0, rows)).CopyTo(block[sizeof(long)..]);
            at = (rows + 1) * sizeof(long);
            for (int r = rows; r < texts; r++) ends[r - rows] = ends[r] - taken;
            texts -= rows;
        }

        bytes.AsSpan(0, taken).CopyTo(block[at..]);
        bytes.AsSpan(taken, used - taken).CopyTo(bytes);
        used -= taken;
        return at + taken;
    }

    private void Reserve(int more)
    {
        if (used + more > bytes.Length) Array.Resize(ref bytes, Math.Max(used + more, 2 * bytes.Length));
    }
}
