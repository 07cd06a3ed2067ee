using System.Globalization;
using System.Text;
using GpuCqa.Core.Errors;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Formats.Images;

/// <summary>Rows of a table of an SQLite database, image by image, objects in the order of their numbers.</summary>
internal sealed class DatabaseRows : ObjectRows
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand command;
    private readonly SqliteDataReader reader;
    private readonly string path;
    private readonly string[] names;
    private long row;

    public DatabaseRows(string path, string table, string[] names)
    {
        this.names = names;
        this.path = path;
        Path = $"{path}, table {table}";
        connection = new SqliteConnection(ImageDatabase.Connection(path));
        connection.Open();
        command = connection.CreateCommand();
        // rowid is the order of writing; images of one number stand together by the sort.
        string order = string.Join(", ", ((int[])[ColumnRoles.Find(names, ColumnRoles.TableNumber), ColumnRoles.Find(names, ColumnRoles.ImageNumber), ColumnRoles.NumberOf(names, null)]).Where(c => c >= 0).Select(c => Quoted(names[c])));
#pragma warning disable CA2100 // names of tables and columns come from the database itself, and quotes in them are doubled
        command.CommandText = $"SELECT {string.Join(", ", names.Select(Quoted))} FROM {Quoted(table)}{(order.Length > 0 ? $" ORDER BY {order}, rowid" : "")}";
#pragma warning restore CA2100
        reader = command.ExecuteReader();
    }

    public override string Path { get; }

    public override string Row => string.Create(CultureInfo.InvariantCulture, $"row {row}");

    public override bool Read()
    {
        try
        {
            row++;
            return reader.Read();
        }
        catch (SqliteException error)
        {
            throw new BadDataException(path, Row, $"is damaged: {error.Message}", error);
        }
    }

    public override string Text(int column) => reader.IsDBNull(column) ? "" : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!.Trim();

    public override float Number(int column)
    {
        if (reader.IsDBNull(column)) return float.NaN;
        object value = reader.GetValue(column);
        if (value is double real) return (float)real;
        if (value is long whole) return whole;
        string text = Text(column);
        return ImageNumbers.TryParse(Encoding.UTF8.GetBytes(text), out float parsed) ? parsed : throw Bad(column, names[column], ImageNumbers.Finding(text));
    }

    public override void Dispose()
    {
        reader.Dispose();
        command.Dispose();
        connection.Dispose();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
