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

    private TextTable(string path, string[] headers, List<string[]> rows, List<long>? lines, long headerLine = 1)
    {
        Path = path;
        Headers = headers;
        HeaderLine = headerLine;
        this.rows = rows;
        this.lines = lines;
    }

    /// <summary>The file, or what the rows are called.</summary>
    public string Path { get; }

    /// <summary>Column names, unique, trimmed.</summary>
    public string[] Headers { get; }

    /// <summary>The line of the header in the file, from 1.</summary>
    public long HeaderLine { get; }

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

    /// <summary>Reads a table: tab, comma or semicolon, or what a first line "sep=;" says; plain or gzip. Rows without a value, and columns without a name and a value, are passed over.</summary>
    /// <exception cref="BadDataException">A column of values has no name, a name is repeated, or a row has another number of fields than the header; names the line.</exception>
    public static TextTable Read(string path)
    {
        using DelimitedReader reader = SheetFile.Open(path);
        string[] names;
        do
        {
            if (!reader.Read()) throw new BadDataException(path, "line 1", "the file is empty, expected a header row");
            names = Fields(reader, reader.FieldCount);
        }
        while (names.All(n => n.Length == 0));
        long headerLine = reader.Line;
        // Where a value first stands in each column.
        long[] used = new long[names.Length];
        int least = Array.FindLastIndex(names, n => n.Length > 0) + 1;
        var rows = new List<string[]>();
        var lines = new List<long>();
        while (reader.Read())
        {
            string[] row = Fields(reader, names.Length);
            if (row.All(v => v.Length == 0) && SheetFile.IsEmptyFrom(reader, names.Length)) continue;
            if (reader.FieldCount < least || !SheetFile.IsEmptyFrom(reader, names.Length)) throw new BadDataException(path, $"line {reader.Line}", $"has {reader.FieldCount} fields, the header has {names.Length}");
            for (int c = 0; c < row.Length; c++)
            {
                if (used[c] == 0 && row[c].Length > 0) used[c] = reader.Line;
            }

            rows.Add(row);
            lines.Add(reader.Line);
            if ((long)rows.Count * names.Length > LargestFields) throw new BadDataException(path, $"line {reader.Line}", $"a table of lots is expected, and this one has more than {LargestFields} fields; give --state-column if it has one row a cell");
        }

        int[] kept = [.. Enumerable.Range(0, names.Length).Where(c => names[c].Length > 0 || used[c] > 0)];
        string[] headers = [.. kept.Select(c => Named(path, names, c, headerLine, used[c]))];
        if (kept.Length < names.Length) rows = [.. rows.Select(r => Array.ConvertAll(kept, c => r[c]))];
        return rows.Count > 0 ? new TextTable(path, headers, rows, lines, headerLine) : throw new BadDataException(path, null, "the table has a header but no rows");
    }

    /// <summary>Index of a column; -1 when there is none.</summary>
    public int Find(string column) => Array.IndexOf(Headers, column);

    /// <summary>Index of a column.</summary>
    /// <exception cref="NotFoundException">There is none; names those there are.</exception>
    public int IndexOf(string column) => Find(column) is >= 0 and int at ? at : throw new NotFoundException($"{Path}: no column '{column}'; the columns are {ColumnList.Of(Headers)}{ColumnNames.Hint(column, Headers)}");

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

    private static string[] Fields(DelimitedReader reader, int count) => [.. Enumerable.Range(0, count).Select(c => c < reader.FieldCount ? reader.Text(c).Trim() : "")];

    private static string Named(string path, string[] names, int column, long headerLine, long used)
    {
        string place = $"line {headerLine}, column {column + 1}", name = names[column].Length > 0 ? names[column] : column == 0 ? UnnamedFirst : throw new BadDataException(path, place, $"the column has no name, and holds a value on line {used}");
        int first = Array.IndexOf(names, name);
        return first < 0 || first == column ? name : throw new BadDataException(path, place, $"the column name '{name}' is already that of column {first + 1}");
    }
}
