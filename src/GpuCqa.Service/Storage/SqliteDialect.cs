using System.Data.Common;
using GpuCqa.Core.Errors;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Service.Storage;

/// <summary>SQLite with a write-ahead log, a file of the state folder; the folder's lock keeps other services away.</summary>
public sealed class SqliteDialect : DatabaseDialect
{
    private readonly string connection;

    /// <summary>On the file of a state folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isMoving">Whether it is opened to be moved elsewhere.</param>
    /// <exception cref="PreconditionException">The tables were moved to PostgreSQL.</exception>
    public SqliteDialect(StateFolder folder, bool isMoving = false)
    {
        if (!isMoving) folder.RequireNoMove();
        // A service on the old tables, or on new ones, would not know what the other one did since.
        if (File.Exists(folder.MovedDatabase)) throw new PreconditionException($"The tables of the state folder {folder.Root} were moved to PostgreSQL: set GpuCqa:Database. {folder.MovedDatabase} is what they were then.");
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        using var any = new SqliteConnection(connection);
        SqliteConnection.ClearPool(any);
    }

    private static void Run(DbConnection connection, string pragma)
    {
        using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this class.
        command.CommandText = pragma;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
