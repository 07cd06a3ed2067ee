namespace GpuCqa.Formats.Gzip;

/// <summary>Hands the bytes of a gzip file to an inflater in chunks and remembers where the last chunk began.</summary>
internal sealed class GzipChunks(FileStream file) : Text.InputStream
{
    private const int MaxChunk = 16 * 1024;
    private readonly byte[] buffer = new byte[128 * 1024];
    private int position;
    private int filled;
    private long bufferStart = file.Position;

    /// <summary>Length of the file.</summary>
    public long FileLength { get; } = file.Length;

    /// <summary>File offset of the last chunk handed out.</summary>
    public long LastStart { get; private set; }

    /// <summary>Length of the last chunk handed out.</summary>
    public int LastLength { get; private set; }

    /// <summary>Whether more was asked for after the end of the file.</summary>
    public bool Exhausted { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (position == filled)
        {
            bufferStart += filled;
            position = 0;
            filled = file.Read(this.buffer);
            if (filled == 0)
            {
                Exhausted = true;
                return 0;
            }
        }

        int n = Math.Min(Math.Min(buffer.Length, MaxChunk), filled - position);
        this.buffer.AsSpan(position, n).CopyTo(buffer);
        LastStart = bufferStart + position;
        LastLength = n;
        position += n;
        return n;
    }

    /// <summary>Goes on reading at a file offset.</summary>
    public void MoveTo(long offset)
    {
        if (offset >= bufferStart && offset <= bufferStart + filled)
        {
            position = (int)(offset - bufferStart);
            return;
        }

        file.Position = offset;
        bufferStart = offset;
        position = filled = 0;
    }

    /// <summary>The next byte, or -1 at the end of the file.</summary>
    public int Next()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 1 ? one[0] : -1;
    }
}
