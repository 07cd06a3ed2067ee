using System.Data.Common;
using GpuCqa.Core.Errors;
using Microsoft.Data.Sqlite;

namespace GpuCqa.Service.Storage;

/// <summary>The service's tables, in SQLite with a write-ahead log; a transaction that was committed survives a crash and a power cut.</summary>
public sealed class Database
{
    // One script per version of the tables; a state folder of an earlier version gets those that it lacks.
    private static readonly string[] Scripts =
    [
        """
        CREATE TABLE uploads (id TEXT PRIMARY KEY, project TEXT NOT NULL, dataset TEXT NOT NULL, display_name TEXT NOT NULL, touched BIGINT NOT NULL);
        CREATE TABLE upload_files (upload TEXT NOT NULL, ordinal INTEGER NOT NULL, path TEXT NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL, persisted BIGINT NOT NULL, PRIMARY KEY (upload, ordinal));
        CREATE TABLE datasets (project TEXT NOT NULL, id TEXT NOT NULL, uid TEXT NOT NULL, display_name TEXT NOT NULL, format TEXT NOT NULL, sha256 TEXT NOT NULL, size BIGINT NOT NULL, upload TEXT NOT NULL, created BIGINT NOT NULL, PRIMARY KEY (project, id));
        CREATE TABLE dataset_files (uid TEXT NOT NULL, ordinal INTEGER NOT NULL, path TEXT NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (uid, ordinal));
        CREATE TABLE requests (project TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT NOT NULL, resource TEXT NOT NULL, PRIMARY KEY (project, id));
        """,
        """
        CREATE TABLE cohorts (project TEXT NOT NULL, id TEXT NOT NULL, uid TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (project, id));
        CREATE TABLE cohort_datasets (cohort TEXT NOT NULL, dataset TEXT NOT NULL, PRIMARY KEY (cohort, dataset));
        """,
        """
        CREATE TABLE manifests (analysis TEXT PRIMARY KEY);
        CREATE TABLE result_tables (analysis TEXT NOT NULL, name TEXT NOT NULL, schema BLOB NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL, blocks_sha256 TEXT NOT NULL, PRIMARY KEY (analysis, name));
        CREATE TABLE result_files (analysis TEXT NOT NULL, path TEXT NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL, blocks_sha256 TEXT NOT NULL, PRIMARY KEY (analysis, path));
        """,
    ];

    private readonly string connection;

    /// <summary>Opens the tables, and makes them if they are not there.</summary>
    public Database(StateFolder folder)
    {
        connection = new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = true, DefaultTimeout = 30 }.ToString();
        using var session = new DatabaseSession(Open());
        session.Execute("PRAGMA journal_mode = WAL");
        int version = (int)session.Query("PRAGMA user_version", r => r.GetInt64(0)).Single();
        if (version > Scripts.Length) throw new PreconditionException($"The tables of {folder.Root} are of version {version}; this service knows versions up to {Scripts.Length}. Use the newer service.");
        if (version == Scripts.Length) return;
        session.InTransaction(() =>
        {
            foreach (string script in Scripts[version..]) session.Execute(script);
            session.Execute($"PRAGMA user_version = {Scripts.Length}");
        });
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
        // Every commit reaches the disk before it is answered.
        command.CommandText = "PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
        return opened;
    }
}
