using GpuCqa.Core.Errors;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GpuCqa.Service.Storage.Moves;

/// <summary>Moves the tables of a stopped service from SQLite to an empty PostgreSQL database: all in one transaction, read back and compared before it is committed.</summary>
/// <param name="folder">The state folder, which this program holds.</param>
/// <param name="connection">Connection string.</param>
/// <param name="scripts">The scripts that make the tables; null = the service's own.</param>
public sealed class DatabaseMove(StateFolder folder, string connection, IReadOnlyList<string>? scripts = null)
{
    private readonly string target = PostgresSettings.Shown(connection, "--to");

    /// <summary>What would be moved; nothing is changed.</summary>
    /// <exception cref="PreconditionException">It cannot be moved.</exception>
    public IReadOnlyList<Moved> Preview()
    {
        using PostgresDialect dialect = PostgresDialect.ForMove(connection, folder);
        using var opened = (NpgsqlConnection)dialect.Open();
        RequireEmpty(new PostgresTables(opened));
        using var source = new SqliteTables(folder.Database);
        return [.. source.Names.Select(source.Read)];
    }

    /// <summary>Moves them, or ends a move that was interrupted while it was committed.</summary>
    /// <returns>The tables; none where an earlier move had done everything.</returns>
    /// <exception cref="PreconditionException">They cannot be moved; the folder is as it was.</exception>
    public IReadOnlyList<Moved> Run()
    {
        using PostgresDialect dialect = PostgresDialect.ForMove(connection, folder);
        using var opened = (NpgsqlConnection)dialect.Open();
        // It disposes of the connection.
        using var session = new DatabaseSession(opened);
        var there = new PostgresTables(opened);
        IReadOnlyList<Moved> moved = [];
        if (!IsCommitted(session, there))
        {
            RequireEmpty(there);
            BringUpToDate();
            using var source = new SqliteTables(folder.Database);
            source.LeaveLog();
            moved = Copy(dialect, session, there, source);
        }

        File.Move(folder.Database, folder.MovedDatabase);
        DirectoryFlush.Run(folder.Root);
        File.Delete(folder.Moving);
        return moved;
    }

    private List<Moved> Copy(PostgresDialect dialect, DatabaseSession session, PostgresTables there, SqliteTables source)
    {
        IReadOnlyList<string> all = scripts ?? Database.Scripts;
        var moved = new List<Moved>();
        try
        {
            session.InTransaction(() =>
            {
                dialect.Version(session);
                foreach (string script in all) session.Execute(dialect.Translate(script));
                foreach (string table in source.Names) moved.Add(there.Fill(source, table));
                dialect.SetVersion(session, all.Count);
                // From here until the end nobody knows which of the two holds, and no service starts on either.
                using var marker = new FileStream(folder.Moving, FileMode.Create, FileAccess.Write);
                marker.Write(System.Text.Encoding.UTF8.GetBytes(target));
                marker.Flush(flushToDisk: true);
                DirectoryFlush.Run(folder.Root);
            });
        }
        catch when (!session.Committed)
        {
            File.Delete(folder.Moving);
            throw;
        }

        return moved;
    }

    private void RequireEmpty(PostgresTables there)
    {
        IReadOnlyList<string> found = there.Names;
        if (found.Count > 0) throw new PreconditionException($"{target} is not empty: it has {found.Count} tables ({string.Join(", ", found.Take(3))}{(found.Count > 3 ? ", ..." : "")}). Make an empty database for the service, or name an empty schema with 'Search Path'.");
    }

    // The answer to a commit may have been lost: then the database says whether it holds.
    private bool IsCommitted(DatabaseSession session, PostgresTables there)
    {
        if (!File.Exists(folder.Moving)) return false;
        string earlier = File.ReadAllText(folder.Moving);
        if (earlier != target) throw new PreconditionException($"A move of {folder.Root} to {earlier} was interrupted: end that one first, with the same --to.");
        return there.Names.Contains("gpucqa_service") && session.Query("SELECT folder FROM gpucqa_service", r => r.GetString(0)).SingleOrDefault() == folder.Identity();
    }

    // Scripts that the tables lack run on the side that they were written for.
    private void BringUpToDate()
    {
        using var sqlite = new SqliteDialect(folder, isMoving: true);
        using var database = new Database(folder, sqlite, NullLogger<Database>.Instance);
    }

    /// <summary>A table that was read through.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Rows">Its rows.</param>
    /// <param name="Sha256">What <see cref="RowDigest"/> makes of them.</param>
    public sealed record Moved(string Name, long Rows, string Sha256);
}
