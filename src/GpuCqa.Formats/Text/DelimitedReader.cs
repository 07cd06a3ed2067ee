using System.Buffers;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Text;

/// <summary>Reads records of delimited text (RFC 4180; line ends LF, CRLF or CR; a byte order mark is skipped) from a stream of bytes.</summary>
/// <remarks>
/// Fields are spans into the reader's buffer, valid until the next record. Where quoting is on, a quote at the start of a field opens a
/// quoted field, in which quotes are doubled; elsewhere a quote is a letter like any other.
/// </remarks>
internal sealed class DelimitedReader : IDisposable
{
    private const int LongestRecord = 256 * 1024 * 1024;
    private const byte QuoteMark = (byte)'"';

    private readonly InputStream stream;
    private readonly byte delimiter;
    private readonly bool quoting;
    private readonly SearchValues<byte> stops;
    private readonly List<int> doubled = [];
    private byte[] buffer = new byte[256 * 1024];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int position;
    private int filled;
    private bool begun;
    private bool ended;
    private bool blank;
    private long nextLine = 1;

    public DelimitedReader(string path, char delimiter, bool quoting)
    {
        Path = path;
        this.delimiter = (byte)delimiter;
        this.quoting = quoting;
        stops = SearchValues.Create([this.delimiter, (byte)'\n', (byte)'\r']);
        stream = InputFile.Open(path);
    }

    public string Path { get; }

    /// <summary>Line on which the current record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Number of fields of the current record.</summary>
    public int FieldCount { get; private set; }

    /// <summary>The bytes of a field, quotes removed.</summary>
    public ReadOnlySpan<byte> Field(int index) => buffer.AsSpan(starts[index], ends[index] - starts[index]);

    /// <summary>The text of a field.</summary>
    public string Text(int index) => Utf8.Decode(Field(index), Path, $"line {Line}, column {index + 1}");

    public void Dispose() => stream.Dispose();

    /// <summary>Reads the next record that is not an empty line; false at the end.</summary>
    public bool Read()
    {
        do
        {
            if (!begun) Begin();
            while (!TryScan())
            {
                if (position == filled && ended) return false;
                Refill();
            }
        }
        while (blank);
        return true;
    }

    private void Begin()
    {
        begun = true;
        while (filled < 3 && !ended) Refill();
        ReadOnlySpan<byte> start = buffer.AsSpan(0, filled);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new BadDataException(Path, "line 1", "is UTF-16 text; save it as UTF-8");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) position = 3;
    }

    /// <summary>Finds the fields of the record at the position; false when the buffer ends before the record does.</summary>
    private bool TryScan()
    {
        if (position == filled) return false;
        Line = nextLine;
        FieldCount = 0;
        doubled.Clear();
        int inner = 0;
        for (int at = position; ;)
        {
            int start = at, end, stop;
            if (quoting && at < filled && buffer[at] == QuoteMark)
            {
                start++;
                if (!TryQuoted(start, Line + inner, out end)) return false;
                stop = end + 1;
                inner += buffer.AsSpan(start, end - start).Count((byte)'\n');
            }
            else
            {
                int length = buffer.AsSpan(at, filled - at).IndexOfAny(stops);
                if (length < 0 && !ended) return false;
                end = stop = length < 0 ? filled : at + length;
            }

            AddField(start, end);
            if (stop < filled && buffer[stop] == delimiter)
            {
                at = stop + 1;
                continue;
            }

            int next = stop;
            if (stop < filled)
            {
                // A CR at the very end of the buffer may be half of a CRLF.
                if (buffer[stop] == '\r' && stop + 1 == filled && !ended) return false;
                next = buffer[stop] == '\r' && stop + 1 < filled && buffer[stop + 1] == '\n' ? stop + 2 : stop + 1;
            }

            // A lone pair of quotes is a record with one empty field, not an empty line.
            blank = stop == position;
            position = next;
            nextLine = Line + inner + 1;
            foreach (int field in doubled) Undouble(field);
            return true;
        }
    }

    /// <summary>Finds the closing quote of a quoted field; false when the buffer ends before it or right behind it.</summary>
    private bool TryQuoted(int start, long line, out int end)
    {
        bool isDoubled = false;
        end = start;
        while (true)
        {
            int length = buffer.AsSpan(end, filled - end).IndexOf(QuoteMark);
            if (length < 0)
            {
                return ended ? throw new BadDataException(Path, $"line {line}, column {FieldCount + 1}", "the quoted field has no closing quote") : false;
            }

            end += length;
            if (end + 1 == filled)
            {
                if (!ended) return false;
                break;
            }

            byte after = buffer[end + 1];
            if (after == QuoteMark)
            {
                isDoubled = true;
                end += 2;
                continue;
            }

            if (after == delimiter || after is (byte)'\n' or (byte)'\r') break;
            throw new BadDataException(Path, $"line {line}, column {FieldCount + 1}", "text follows the closing quote; quotes inside a quoted field are doubled");
        }

        if (isDoubled) doubled.Add(FieldCount);
        return true;
    }

    private void AddField(int start, int end)
    {
        if (FieldCount == starts.Length)
        {
            Array.Resize(ref starts, FieldCount * 2);
            Array.Resize(ref ends, FieldCount * 2);
        }

        starts[FieldCount] = start;
        ends[FieldCount++] = end;
    }

    private void Undouble(int field)
    {
        int to = starts[field];
        for (int from = to; from < ends[field]; from++)
        {
            buffer[to++] = buffer[from];
            if (buffer[from] == QuoteMark) from++;
        }

        ends[field] = to;
    }

    private void Refill()
    {
        if (ended) return;
        if (position > 0)
        {
            buffer.AsSpan(position, filled - position).CopyTo(buffer);
            filled -= position;
            position = 0;
        }

        if (filled == buffer.Length)
        {
            if (filled >= LongestRecord) throw new BadDataException(Path, $"line {nextLine}", $"is longer than {LongestRecord} bytes: this is not a table");
            Array.Resize(ref buffer, filled * 2);
        }

        int n = stream.Read(buffer.AsSpan(filled));
        filled += n;
        ended = n == 0;
    }
}
