using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Text;

/// <summary>Holds a run of whole lines of a file in one buffer, so that a parser can walk it without asking for the next byte.</summary>
internal sealed class TextLines : IDisposable
{
    private const int LongestLine = 64 * 1024 * 1024;
    private readonly string path;
    private readonly InputStream stream;
    private int filled;
    private bool ended;

    public TextLines(string path)
    {
        this.path = path;
        stream = InputFile.Open(path);
    }

    /// <summary>The text; whole lines are in [Position, LinesEnd).</summary>
    public byte[] Buffer { get; private set; } = new byte[512 * 1024];

    /// <summary>Where the next line begins.</summary>
    public int Position { get; private set; }

    /// <summary>One past the line feed of the last whole line in the buffer.</summary>
    public int LinesEnd { get; private set; }

    /// <summary>Number of the next line, from 1.</summary>
    public long Number { get; private set; } = 1;

    public void Dispose() => stream.Dispose();

    /// <summary>Whether a line is left; brings more of the file into the buffer when its whole lines are used up. A last line without an end is given one.</summary>
    public bool HasLines()
    {
        while (Position == LinesEnd)
        {
            if (ended) return false;
            Refill();
        }

        return true;
    }

    /// <summary>The next line, without its line feed.</summary>
    public ReadOnlySpan<byte> Next()
    {
        ReadOnlySpan<byte> line = Buffer.AsSpan(Position, LinesEnd - Position);
        line = line[..line.IndexOf((byte)'\n')];
        Advance(line.Length + 1, 1);
        return line;
    }

    /// <summary>Moves past bytes that hold so many whole lines.</summary>
    public void Advance(int bytes, int lines)
    {
        Position += bytes;
        Number += lines;
    }

    private void Refill()
    {
        Buffer.AsSpan(Position, filled - Position).CopyTo(Buffer);
        filled -= Position;
        Position = LinesEnd = 0;
        if (filled + 1 >= Buffer.Length)
        {
            if (filled >= LongestLine) throw new BadDataException(path, $"line {Number}", $"is longer than {LongestLine} bytes");
            byte[] larger = new byte[Buffer.Length * 2];
            Buffer.AsSpan(0, filled).CopyTo(larger);
            Buffer = larger;
        }

        // One byte stays free for the line feed that a last line may lack.
        int from = filled, n = stream.Read(Buffer.AsSpan(filled, Buffer.Length - 1 - filled));
        filled += n;
        ended = n == 0;
        if (ended && filled > 0 && Buffer[filled - 1] != '\n') Buffer[filled++] = (byte)'\n';
        LinesEnd = ended ? filled : from + Buffer.AsSpan(from, n).LastIndexOf((byte)'\n') + 1;
        if (LinesEnd == from && !ended) LinesEnd = 0;
    }
}
