using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.States;

/// <summary>A small delimited table (one row a lot, or a state) as text.</summary>
public sealed class TextTable
{
    /// <summary>Name given to a first column without one (R writes row names so).</summary>
    public const string UnnamedFirst = "row";

    private const int LargestFields = 50_000_000;

    private readonly List<string[]> rows;
    private readonly List<long>? lines;

    private TextTable(string path, string[] headers, List<string[]> rows, List<long>? lines)
    {
        Path = path;
        Headers = headers;
        this.rows = rows;
        this.lines = lines;
    }

    /// <summary>The file, or what the rows are called.</summary>
    public string Path { get; }

    /// <summary>Column names, unique, trimmed.</summary>
    public string[] Headers { get; }

    /// <summary>Rows below the header; values are trimmed.</summary>
    public IReadOnlyList<string[]> Rows => rows;

    /// <summary>A table that is in no file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="headers">Column names, unique.</param>
    /// <param name="rows">Rows, each with a value a column, trimmed.</param>
    /// <exception cref="ArgumentException">A row has another number of values.</exception>
    public static TextTable Of(string name, string[] headers, IEnumerable<string[]> rows)
    {
        List<string[]> all = [.. rows];
        return all.All(r => r.Length == headers.Length) ? new TextTable(name, headers, all, null) : throw new ArgumentException("Every row needs one value a column.", nameof(rows));
    }

    /// <summary>Reads a table: tab, comma or semicolon, plain or gzip. Rows whose fields are all empty are passed over.</summary>
    /// <exception cref="BadDataException">A column name is missing or repeated, or a row has another number of fields than the header; names the line.</exception>
    public static TextTable Read(string path)
    {
        using var reader = new DelimitedReader(path, TableDialect.DelimiterOf(path), quoting: true);
        string[] headers = TableHeader.Read(reader, UnnamedFirst);
        var rows = new List<string[]>();
        var lines = new List<long>();
        while (reader.Read())
        {
            if (reader.FieldCount != headers.Length) throw new BadDataException(path, $"line {reader.Line}", $"has {reader.FieldCount} fields, the header has {headers.Length}");
            string[] row = [.. Enumerable.Range(0, headers.Length).Select(c => reader.Text(c).Trim())];
            if (row.All(v => v.Length == 0)) continue;
            rows.Add(row);
            lines.Add(reader.Line);
            if ((long)rows.Count * headers.Length > LargestFields) throw new BadDataException(path, $"line {reader.Line}", $"a table of lots is expected, and this one has more than {LargestFields} fields; give --state-column if it has one row a cell");
        }

        return rows.Count > 0 ? new TextTable(path, headers, rows, lines) : throw new BadDataException(path, null, "the table has a header but no rows");
    }

    /// <summary>Index of a column; -1 when there is none.</summary>
    public int Find(string column) => Array.IndexOf(Headers, column);

    /// <summary>Index of a column.</summary>
    /// <exception cref="NotFoundException">There is none; names those there are.</exception>
    public int IndexOf(string column) => Find(column) is >= 0 and int at ? at : throw new NotFoundException($"{Path}: no column '{column}'; the columns are {ColumnList.Of(Headers)}");

    /// <summary>The line of a row in the file, from 1; without a file, its number.</summary>
    public long LineOf(int row) => lines is null ? row + 1 : lines[row];

    /// <summary>Where a value stands, for messages.</summary>
    public string Place(int row, int column) => lines is null ? $"column '{Headers[column]}'" : $"line {lines[row]}, column '{Headers[column]}'";

    /// <summary>The table with its rows as columns: the first column's values become the header, the header the first column.</summary>
    /// <exception cref="BadDataException">Two rows have one name.</exception>
    public TextTable Transposed()
    {
        string[] headers = [Headers[0], .. rows.Select(r => r[0])];
        for (int c = 1; c < headers.Length; c++)
        {
            int first = Array.IndexOf(headers, headers[c]);
            if (first < c) throw new BadDataException(Path, $"line {LineOf(c - 1)}", $"the name '{headers[c]}' is already taken{(first > 0 ? $" by line {LineOf(first - 1)}" : "")}");
        }

        List<string[]> turned = [.. Enumerable.Range(1, Headers.Length - 1).Select(c => (string[])[Headers[c], .. rows.Select(r => r[c])])];
        return new TextTable(Path, headers, turned, [.. turned.Select(_ => 1L)]);
    }
}
