using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Service.Storage;

/// <summary>SQLite with a write-ahead log, a file of the state folder; the folder's lock keeps other services away.</summary>
public sealed class SqliteDialect : DatabaseDialect
{
    private readonly string connection;

    /// <summary>On the file of a state folder.</summary>
    public SqliteDialect(StateFolder folder)
    {
        connection = new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = true, DefaultTimeout = 30 }.ToString();
        using DbConnection opened = Open();
        Run(opened, "PRAGMA journal_mode = WAL");
    }

    /// <inheritdoc/>
    public override string System => "sqlite";

    /// <inheritdoc/>
    public override DbConnection Open()
    {
        var opened = new SqliteConnection(connection);
        opened.Open();
        Run(opened, "PRAGMA synchronous = FULL");
        return opened;
    }

    /// <inheritdoc/>
    public override string Translate(string script) => script;

    /// <inheritdoc/>
    public override int Version(DatabaseSession session) => session.Query("PRAGMA user_version", r => r.GetInt32(0)).Single();

    /// <inheritdoc/>
    public override void SetVersion(DatabaseSession session, int version) => session.Execute($"PRAGMA user_version = {version}");

    /// <inheritdoc/>
    public override bool IsTransient(DbException error) => error is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED };

    private static void Run(DbConnection connection, string pragma)
    {
        using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this class.
        command.CommandText = pragma;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
