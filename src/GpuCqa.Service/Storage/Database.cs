using System.Data.Common;
using System.Diagnostics;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Storage;

/// <summary>The service's tables, in SQLite or PostgreSQL; a transaction that was committed survives a crash and a power cut.</summary>
public sealed partial class Database : IDisposable
{
    /// <summary>How long a call waits for a database that is away or busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Between two looks at whether whoever waits without end was cancelled.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    // One script per version of the tables; tables of an earlier version get those that they lack. In SQLite's words: DatabaseDialect translates the types.
    internal static readonly string[] Scripts =
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
        """
        CREATE TABLE analyses (uid TEXT PRIMARY KEY, project TEXT NOT NULL, id TEXT NOT NULL, ordinal BIGINT NOT NULL, operation TEXT NOT NULL, state INTEGER NOT NULL, crashes INTEGER NOT NULL, content BLOB NOT NULL, UNIQUE (project, id));
        CREATE INDEX analyses_by_age ON analyses (project, ordinal);
        CREATE TABLE analysis_inputs (analysis TEXT NOT NULL, input TEXT NOT NULL, PRIMARY KEY (analysis, input));
        CREATE INDEX analysis_inputs_by_input ON analysis_inputs (input);
        CREATE TABLE kept_cohorts (uid TEXT PRIMARY KEY, content BLOB NOT NULL);
        CREATE TABLE project_use (project TEXT PRIMARY KEY, milliseconds BIGINT NOT NULL, at BIGINT NOT NULL);
        """,
        """
        ALTER TABLE analyses ADD COLUMN trace TEXT NOT NULL DEFAULT '';
        """,
        """
        ALTER TABLE datasets ADD COLUMN notes TEXT NOT NULL DEFAULT '';
        """,
        """
        ALTER TABLE uploads ADD COLUMN collection TEXT NOT NULL DEFAULT 'datasets';
        CREATE TABLE frozen_references (project TEXT NOT NULL, id TEXT NOT NULL, uid TEXT NOT NULL, sha256 TEXT NOT NULL, size BIGINT NOT NULL, upload TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (project, id));
        CREATE INDEX frozen_references_by_content ON frozen_references (sha256);
        CREATE TABLE reference_files (reference TEXT NOT NULL, path TEXT NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL, blocks_sha256 TEXT NOT NULL, PRIMARY KEY (reference, path));
        """,
    ];

    // One change at a time, as SQLite has it anyway: who waits here waits fairly, and changes never collide.
    private readonly SemaphoreSlim turn = new(1);
    private readonly AsyncLocal<CancellationToken?> unhurried = new();
    private readonly ILogger log;

    /// <summary>Opens the tables of a state folder, and makes them if they are not there.</summary>
    /// <exception cref="PreconditionException">The tables are of a newer service, or do not belong to the folder's files.</exception>
    public Database(StateFolder folder, DatabaseDialect dialect, ILogger<Database> log)
    {
        this.log = log;
        Dialect = dialect;
        using var session = new DatabaseSession(dialect.Open());
        session.InTransaction(() =>
        {
            int version = dialect.Version(session);
            if (version > Scripts.Length) throw new PreconditionException($"The tables of {folder.Root} are of version {version}; this service knows versions up to {Scripts.Length}. Use the newer service.");
            // Files that no table knows would be swept away.
            if (version == 0 && folder.HoldsFiles) throw new PreconditionException($"The state folder {folder.Root} holds files and the database has no tables: the folder belongs to another database. Check GpuCqa:Database and GpuCqa:State.");
            foreach (string script in Scripts[version..]) session.Execute(dialect.Translate(script));
            dialect.SetVersion(session, Scripts.Length);
        });
        dialect.Begin();
    }

    /// <summary>The database behind.</summary>
    public DatabaseDialect Dialect { get; }

    /// <summary>One statement or several on one connection; each change is a transaction of its own. Run again from the start where the connection broke before anything was changed.</summary>
    /// <exception cref="RefusedException">The database does not answer.</exception>
    public T Run<T>(Func<DatabaseSession, T> work)
    {
        bool committed = false;
        return Retry(() =>
        {
            using var session = new DatabaseSession(Dialect.Open(), (s, statement) => Change(s, Guid.NewGuid().ToString("N"), statement));
            try
            {
                return work(session);
            }
            finally
            {
                committed |= session.Committed;
            }
        }, () => !committed);
    }

    /// <summary>All or nothing, one at a time. The work runs again from the start where the connection broke or another program was in the way: it must do nothing but statements.</summary>
    /// <exception cref="RefusedException">The database does not answer; after a break while committing it is not known whether the work holds.</exception>
    public T InTransaction<T>(Func<DatabaseSession, T> work)
    {
        T result = default!;
        string token = Guid.NewGuid().ToString("N");
        return Retry(() =>
        {
            using var session = new DatabaseSession(Dialect.Open());
            Change(session, token, () => result = work(session));
            return result;
        }, () => true);
    }

    /// <summary>Work whose statements wait for a database that is away as long as it takes, instead of <see cref="Patience"/>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    /// <exception cref="RefusedException">Another service has the tables now.</exception>
    public T Unhurried<T>(Func<T> work, CancellationToken cancellation)
    {
        unhurried.Value = cancellation;
        try
        {
            return work();
        }
        finally
        {
            unhurried.Value = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private static RefusedException Away() => new(ErrorReason.Unavailable, "The service's database does not answer; try again.", TimeSpan.FromSeconds(5));

    private void Change(DatabaseSession session, string token, Action work)
    {
        if (!turn.Wait(TimeSpan.FromSeconds(30))) throw Away();
        try
        {
            session.InTransaction(() =>
            {
                if (Dialect.Enter(session, token)) work();
            });
        }
        finally
        {
            turn.Release();
        }
    }

    private T Retry<T>(Func<T> attempt, Func<bool> isRepeatable)
    {
        while (unhurried.Value is { } end)
        {
            end.ThrowIfCancellationRequested();
            try
            {
                return Retry(attempt, isRepeatable, Glance);
            }
            catch (RefusedException away) when (away.Reason == ErrorReason.Unavailable && isRepeatable() && Dialect.State != DatabaseState.TakenOver)
            {
                Thread.Sleep(Glance);
            }
        }

        return Retry(attempt, isRepeatable, Patience);
    }

    private T Retry<T>(Func<T> attempt, Func<bool> isRepeatable, TimeSpan patience)
    {
        long began = Stopwatch.GetTimestamp();
        for (int tries = 0; ; tries++)
        {
            try
            {
                Dialect.Await(patience - Stopwatch.GetElapsedTime(began));
                return attempt();
            }
            catch (DbException error) when (Dialect.IsTransient(error))
            {
                Dialect.Forget();
                if (!isRepeatable() || Stopwatch.GetElapsedTime(began) > patience)
                {
                    GaveUp(log, tries + 1, error);
                    throw Away();
                }

                Thread.Sleep(Math.Min(10 << Math.Min(tries, 6), 500));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not answer, {Tries} tries")]
    private static partial void GaveUp(ILogger log, int tries, Exception error);
}
