using GpuCqa.Core.Errors;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Formats.Images;

/// <summary>SQLite databases as CellProfiler's ExportToDatabase and cytominer-database write them: a table of images and one for each object, or one of all objects.</summary>
internal static class ImageDatabase
{
    private const string Images = "Image", PerImage = "Per_Image", PerObject = "Per_Object";

    /// <summary>How an SQLite file begins.</summary>
    public static ReadOnlySpan<byte> Signature => "SQLite format 3\0"u8;

    /// <summary>Connection to a database that nothing writes to.</summary>
    public static string Connection(string path) => new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();

    /// <summary>The export that a database holds.</summary>
    /// <exception cref="BadDataException">It is damaged, or has no table of objects.</exception>
    public static ImageExport Open(string path, ImageOptions options, Action<string>? note)
    {
        try
        {
            using var connection = new SqliteConnection(Connection(path));
            connection.Open();
            ObjectTable[] all = [.. Tables(connection).Select(t => (ObjectTable)new DatabaseTable(path, t, Columns(connection, t)) { Item = ItemOf(t) }).Where(t => ColumnRoles.Find(t.Names, ColumnRoles.ImageNumber) >= 0)];
            ObjectTable? images = Array.Find(all, t => t.Item == Images);
            ObjectTable[] objects = [.. all.Where(t => t != images && (ColumnRoles.NumberOf(t.Names, t.Item) >= 0 || ColumnRoles.NumberOf(t.Names, null) >= 0))];
            if (objects.Length == 0) throw new BadDataException(path, null, "has no table of objects with the columns ImageNumber and ObjectNumber, as CellProfiler's ExportToDatabase writes them");
            return ImageExport.Of(path, System.IO.Path.GetFileName(path), objects, images, options.Objects, note);
        }
        catch (SqliteException error)
        {
            throw new BadDataException(path, null, $"is a damaged database: {error.Message}", error);
        }
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        using SqliteDataReader reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static string[] Columns(SqliteConnection connection, string table)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info($table) ORDER BY cid";
        command.Parameters.AddWithValue("$table", table);
        using SqliteDataReader reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return [.. names];
    }

    // ExportToDatabase: MyExpt_Per_Image, MyExpt_Per_Object (all objects of one number in one row), or MyExpt_Per_Cells.
    private static string? ItemOf(string table)
    {
        if (table.EndsWith(PerImage, StringComparison.OrdinalIgnoreCase) || table.Equals(Images, StringComparison.OrdinalIgnoreCase)) return Images;
        if (table.EndsWith(PerObject, StringComparison.OrdinalIgnoreCase)) return null;
        int at = table.LastIndexOf("Per_", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? table : table[(at + 4)..];
    }
}
