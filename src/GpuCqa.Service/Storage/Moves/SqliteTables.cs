using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using GpuCqa.Core.Errors;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Service.Storage.Moves;

/// <summary>The tables of a SQLite file, whatever they are.</summary>
public sealed class SqliteTables : IDisposable
{
    private readonly SqliteConnection connection;

    /// <summary>Opens a file that is there.</summary>
    /// <exception cref="PreconditionException">It is not one of SQLite.</exception>
    public SqliteTables(string file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // In the order in which they were made.
            Names = List("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY rowid");
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new PreconditionException($"{file} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A name as statements take it, here and in PostgreSQL.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>From here on the file alone holds everything, without a log beside it.</summary>
    public void LeaveLog() => List("PRAGMA journal_mode = DELETE");

    /// <summary>Columns of a table, in order.</summary>
    public IReadOnlyList<string> Columns(string table) => List($"SELECT name FROM pragma_table_info({Text(table)}) ORDER BY cid");

    /// <summary>The largest number that a table ever gave by itself; 0 where it gives none.</summary>
    public long LastNumber(string table) => List("SELECT name FROM sqlite_master WHERE name = 'sqlite_sequence'").Count == 0 ? 0
        : List($"SELECT CAST(seq AS TEXT) FROM sqlite_sequence WHERE name = {Text(table)}").Select(n => long.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).SingleOrDefault();

    /// <summary>The rows of a table.</summary>
    public IEnumerable<object[]> Rows(string table)
    {
        using SqliteCommand command = Command($"SELECT {string.Join(", ", Columns(table).Select(Quoted))} FROM {Quoted(table)}");
        using DbDataReader reader = command.ExecuteReader();
        object[] row = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(row);
            yield return row;
        }
    }

    /// <summary>Reads a table through.</summary>
    public DatabaseMove.Moved Read(string table)
    {
        var digest = new RowDigest();
        foreach (object[] row in Rows(table)) digest.Add(row);
        return new DatabaseMove.Moved(table, digest.Rows, digest.Text());
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private List<string> List(string sql)
    {
        using SqliteCommand command = Command(sql);
        using DbDataReader reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of tables come from the file itself and are quoted.")]
    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
