using System.Data.Common;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Service.Doors;

/// <summary>Tables of the doors, a SQLite file of their own in the state folder: the command line writes to them while a service runs, and no other database has to answer before a caller is known.</summary>
public sealed class DoorTables
{
    /// <summary>The file.</summary>
    public const string FileName = "doors.db";

    private const int Version = 1;

    private const string Script = """
        CREATE TABLE api_keys (id TEXT PRIMARY KEY, name TEXT NOT NULL, secret_sha256 TEXT NOT NULL, grants TEXT NOT NULL, created BIGINT NOT NULL, expires BIGINT NOT NULL, revoked BIGINT NOT NULL, last_used BIGINT NOT NULL);
        CREATE TABLE audit_outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL);
        CREATE TABLE audit_head (id INTEGER PRIMARY KEY CHECK (id = 1), seq BIGINT NOT NULL, hash TEXT NOT NULL);
        """;

    private readonly string connection;

    /// <summary>Opens the tables of a state folder, and makes both if they are not there.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="make">Whether to make them.</param>
    /// <exception cref="NotFoundException">They are not there and are not to be made.</exception>
    /// <exception cref="PreconditionException">They cannot be opened, or are of a newer service.</exception>
    public DoorTables(string state, bool make = true)
    {
        string file = Path.Combine(Path.GetFullPath(state), FileName);
        if (!make && !File.Exists(file)) throw new NotFoundException($"{file} does not exist; --state names the folder of the service.");
        connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true, DefaultTimeout = 30 }.ToString();
        try
        {
            OwnerOnly.Make(Path.GetDirectoryName(file)!);
            using var session = new DatabaseSession(Open());
            session.Execute("PRAGMA journal_mode = WAL");
            session.InTransaction(() =>
            {
                long version = session.Query("PRAGMA user_version", r => r.GetInt64(0)).Single();
                if (version > Version) throw new PreconditionException($"{file} is of version {version}; this service knows versions up to {Version}. Use the newer service.");
                if (version == Version) return;
                session.Execute(Script);
                session.Execute($"PRAGMA user_version = {Version}");
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DbException)
        {
            throw new PreconditionException($"{file} cannot be opened: {error.Message}", error);
        }
    }

    /// <summary>One statement or several on one connection.</summary>
    public T Run<T>(Func<DatabaseSession, T> work)
    {
        using var session = new DatabaseSession(Open());
        return work(session);
    }

    /// <summary>All or nothing.</summary>
    public T InTransaction<T>(Func<DatabaseSession, T> work) => Run(session =>
    {
        T result = default!;
        session.InTransaction(() => result = work(session));
        return result;
    });

    private SqliteConnection Open()
    {
        var opened = new SqliteConnection(connection);
        opened.Open();
        using DbCommand command = opened.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
        return opened;
    }
}
