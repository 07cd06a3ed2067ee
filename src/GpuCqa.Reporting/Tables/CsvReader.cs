using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Reporting.Tables;

/// <summary>Reads back what <see cref="CsvWriter"/> wrote: comma-separated fields (RFC 4180) under one header line.</summary>
/// <remarks>Streams, a record at a time, with no allocation per number: a table of a million cells is read in seconds.</remarks>
public sealed class CsvReader
{
    private readonly TextReader input;
    private readonly string file;
    private readonly char[] chunk = new char[1 << 16];
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private char[] record = new char[1 << 10];
    private int[] ends = new int[32];
    private int fields;
    private int at;
    private int filled;
    private int line = 1;

    /// <summary>Reads the header.</summary>
    /// <param name="input">The text.</param>
    /// <param name="file">Name of the file, for errors.</param>
    /// <exception cref="BadDataException">There is no header.</exception>
    public CsvReader(TextReader input, string file)
    {
        (this.input, this.file) = (input, file);
        if (!Next()) throw new BadDataException(file, null, "is empty, expected a header line.");
        Header = [.. Enumerable.Range(0, fields).Select(i => Text(i) ?? "")];
        for (int i = 0; i < Header.Length; i++) columns.TryAdd(Header[i], i);
    }

    /// <summary>Names of the columns.</summary>
    public string[] Header { get; }

    /// <summary>Index of a column.</summary>
    /// <exception cref="BadDataException">The table lacks it.</exception>
    public int Column(string name) =>
        columns.TryGetValue(name, out int index) ? index : throw new BadDataException(file, "line 1", $"has no column {name}, expected one: the folder was written by another version.");

    /// <summary>Whether the table has a column.</summary>
    public bool Has(string name) => columns.ContainsKey(name);

    /// <summary>Moves to the next record with as many fields as the header.</summary>
    /// <exception cref="BadDataException">It has more or fewer.</exception>
    public bool Read()
    {
        if (!Next()) return false;
        if (fields != Header.Length) throw new BadDataException(file, $"line {line - 1}", $"has {fields} fields, expected {Header.Length}.");
        return true;
    }

    /// <summary>A text field; null when it is empty.</summary>
    public string? Text(int column)
    {
        ReadOnlySpan<char> field = Field(column);
        return field.IsEmpty ? null : field.ToString();
    }

    /// <summary>A text field as it stands in the record.</summary>
    public ReadOnlySpan<char> Field(int column)
    {
        int from = column == 0 ? 0 : ends[column - 1];
        return record.AsSpan(from, ends[column] - from);
    }

    /// <summary>A number; NaN when the field is empty.</summary>
    /// <exception cref="BadDataException">It is none.</exception>
    public double Number(int column)
    {
        ReadOnlySpan<char> field = Field(column);
        if (field.IsEmpty) return double.NaN;
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return value;
        if (field.SequenceEqual("inf")) return double.PositiveInfinity;
        if (field.SequenceEqual("-inf")) return double.NegativeInfinity;
        throw Unexpected(column, "a number");
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="BadDataException">It is none.</exception>
    public int Integer(int column) =>
        int.TryParse(Field(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw Unexpected(column, "a whole number");

    /// <summary>A whole number, or null of an empty field.</summary>
    public int? OptionalInteger(int column) => Field(column).IsEmpty ? null : Integer(column);

    private BadDataException Unexpected(int column, string expected) => new(file, $"line {line - 1}, {Header[column]}", $"'{Field(column)}' is not {expected}.");

    private bool Next()
    {
        int length = 0;
        fields = 0;
        bool quoted = false, any = false;
        while (true)
        {
            int c = Take();
            if (c < 0)
            {
                if (quoted) throw new BadDataException(file, $"line {line}", "ends within quotes.");
                if (!any) return false;
                End(length);
                return true;
            }

            any = true;
            if (c == '"')
            {
                if (!quoted) quoted = true;
                else if (Peek() == '"') Put(ref length, (char)Take());
                else quoted = false;
                continue;
            }

            if (c == '\n') line++;
            if (!quoted && c == ',')
            {
                End(length);
            }
            else if (!quoted && c == '\n')
            {
                End(length);
                return true;
            }
            else if (quoted || c != '\r')
            {
                Put(ref length, (char)c);
            }
        }
    }

    private void Put(ref int length, char c)
    {
        if (length == record.Length) Array.Resize(ref record, 2 * length);
        record[length++] = c;
    }

    private void End(int length)
    {
        if (fields == ends.Length) Array.Resize(ref ends, 2 * fields);
        ends[fields++] = length;
    }

    private int Take()
    {
        int c = Peek();
        at++;
        return c;
    }

    private int Peek()
    {
        if (at >= filled)
        {
            filled = input.Read(chunk, 0, chunk.Length);
            at = 0;
            if (filled <= 0) return -1;
        }

        return chunk[at];
    }
}
