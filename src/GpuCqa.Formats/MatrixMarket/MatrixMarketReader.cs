using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.MatrixMarket;

/// <summary>Reads the entries of a Matrix Market file (coordinate, integer or real, general; NIST, 1996) in file order, plain or gzip.</summary>
/// <remarks>Memory is one text buffer whatever the size of the file. Each entry is checked: indices against the size line, values against the modality.</remarks>
internal sealed unsafe class MatrixMarketReader : IDisposable
{
    /// <summary>Largest count that float32 holds exactly together with all smaller ones.</summary>
    public const int LargestCount = 1 << 24;

    private readonly string path;
    private readonly bool counts;
    private readonly TextLines lines;
    private long entriesRead;

    /// <summary>Opens a file and reads its head.</summary>
    /// <exception cref="BadDataException">The file is missing or is not such a matrix.</exception>
    public MatrixMarketReader(string path, CellModality modality)
    {
        this.path = path;
        counts = modality == CellModality.Counts;
        lines = new TextLines(path);
        try
        {
            Header = MatrixMarketHead.Read(lines, path);
            CheckAgainstFileSize();
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    public MatrixMarketHeader Header { get; }

    public void Dispose() => lines.Dispose();

    /// <summary>Reads the next entries, as many as fit; false when none was left.</summary>
    /// <exception cref="BadDataException">An entry is malformed, out of range or of a wrong value, or their number is not the promised one; names the line.</exception>
    public bool Read(MatrixEntries into)
    {
        into.Count = 0;
        while (into.Count < into.Values.Length && lines.HasLines())
        {
            if (!ReadPlain(into)) ReadAny(into);
        }

        entriesRead += into.Count;
        if (entriesRead > Header.Entries)
            throw new BadDataException(path, $"line {lines.Number - (entriesRead - Header.Entries)}", $"more entries than the {Header.Entries} that the size line promises");
        if (into.Count < into.Values.Length && entriesRead < Header.Entries)
            throw new BadDataException(path, $"line {lines.Number}", $"the file ends after {entriesRead} entries, the size line promises {Header.Entries}");
        return into.Count > 0;
    }

    /// <summary>Memory is taken by the size line, so one that promises more than the file can hold is refused before.</summary>
    private void CheckAgainstFileSize()
    {
        const int shortestEntry = 6, largestDeflateRatio = 1032, certainlyHarmless = 1 << 20;
        long bytes = InputFile.Length(path);
        if (Header.Entries > certainlyHarmless && Header.Entries > bytes * largestDeflateRatio / shortestEntry)
            throw new BadDataException(path, $"line {lines.Number - 1}", $"the size line promises {Header.Entries} entries, more than a file of {bytes} bytes can hold");
    }

    /// <summary>The fast path: lines of exactly "digits blank digits blank digits LF". Stops before the first line that is anything else; false when that is the next line.</summary>
    /// <remarks>The buffer is known to end in a line feed, so no byte needs a bounds check: every inner loop ends at a byte that is not a digit.</remarks>
    private bool ReadPlain(MatrixEntries into)
    {
        int rows = Header.Rows, columns = Header.Columns;
        int n = into.Count, capacity = into.Values.Length;
        fixed (byte* text = lines.Buffer)
        fixed (int* entryRow = into.Rows, entryColumn = into.Columns)
        fixed (float* entryValue = into.Values)
        {
            byte* p = text + lines.Position, end = text + lines.LinesEnd;
            while (p < end && n < capacity)
            {
                byte* q = p;
                uint row = Digits(ref q, out bool good);
                if (!good || *q++ != ' ') break;
                uint column = Digits(ref q, out good);
                if (!good || *q++ != ' ') break;
                uint value = Digits(ref q, out good);
                if (!good || *q != '\n' || row - 1 >= (uint)rows || column - 1 >= (uint)columns || value > LargestCount) break;
                entryRow[n] = (int)row - 1;
                entryColumn[n] = (int)column - 1;
                entryValue[n++] = value;
                p = q + 1;
            }

            int read = n - into.Count;
            lines.Advance((int)(p - text) - lines.Position, read);
            into.Count = n;
            return read > 0;
        }
    }

    /// <summary>One to nine digits; ten or more cannot be told from an overflow here and are left to the slow path.</summary>
    private static uint Digits(ref byte* p, out bool good)
    {
        byte* start = p;
        uint digit = *p - (uint)'0', number = 0;
        while (digit <= 9)
        {
            number = (number * 10) + digit;
            digit = *++p - (uint)'0';
        }

        good = p - start is > 0 and < 10;
        return number;
    }

    /// <summary>The careful path: one line of any legal shape, or the error that it is.</summary>
    private void ReadAny(MatrixEntries into)
    {
        long number = lines.Number;
        ReadOnlySpan<byte> line = lines.Next();
        ReadOnlySpan<byte> rest = line;
        ReadOnlySpan<byte> row = MatrixMarketHead.Word(ref rest), column = MatrixMarketHead.Word(ref rest), value = MatrixMarketHead.Word(ref rest);
        if (row.IsEmpty) return;
        if (value.IsEmpty || !MatrixMarketHead.Word(ref rest).IsEmpty)
            throw new BadDataException(path, $"line {number}", $"expected 'row column value', found {Utf8.Quote(line)}");
        into.Rows[into.Count] = Index(row, Header.Rows, "row", number);
        into.Columns[into.Count] = Index(column, Header.Columns, "column", number);
        into.Values[into.Count] = Value(value, number);
        into.Count++;
    }

    private int Index(ReadOnlySpan<byte> text, int size, string what, long line)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long index))
            throw new BadDataException(path, $"line {line}", $"the {what} {Utf8.Quote(text)} is not a whole number");
        return index >= 1 && index <= size
            ? (int)(index - 1)
            : throw new BadDataException(path, $"line {line}", $"{what} {index} is out of range, the matrix has {what}s 1 to {size}");
    }

    private float Value(ReadOnlySpan<byte> text, long line)
    {
        if (counts) return Count(text, line);
        return NumberParser.TryParse(text, out float value) ? value : throw new BadDataException(path, $"line {line}", $"the value {Utf8.Quote(text)} is not a finite number");
    }

    private float Count(ReadOnlySpan<byte> text, long line)
    {
        // Double, so that no fraction and no excess is rounded away before it is seen.
        string? finding =
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value) ? "is not a finite number"
            : value < 0 ? "is negative, expected a count"
            : value > LargestCount ? $"is larger than {LargestCount}, expected a count of molecules"
            : value != Math.Floor(value) ? "is not a whole number, expected a count (normalized values cannot be used as counts)"
            : null;
        return finding is null ? (float)value : throw new BadDataException(path, $"line {line}", $"the value {Utf8.Quote(text)} {finding}");
    }
}
