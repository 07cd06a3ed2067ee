using System.Data.Common;
using GpuCqa.Core.Errors;
using Npgsql;

namespace GpuCqa.Service.Storage;

/// <summary>The lock that keeps other services away from a PostgreSQL database: on a connection of its own, which is watched.</summary>
public sealed partial class PostgresHold : IDisposable
{
    // "gpuc": services of other programs in the same database take other numbers.
    private const int LockClass = 0x67707563;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource source;
    private readonly string instance;
    private readonly ILogger log;
    private readonly Action changed;
    private readonly CancellationTokenSource end = new();
    private readonly Lock gate = new();
    private NpgsqlConnection connection;
    private TaskCompletionSource held = Held();
    private long lostAt;
    private volatile DatabaseState state;
    private Task watch = Task.CompletedTask;

    /// <summary>Takes the lock.</summary>
    /// <param name="settings">Connection.</param>
    /// <param name="instance">Names this run of the service in the row gpucqa_service.</param>
    /// <param name="log">Log.</param>
    /// <param name="changed">Called after <see cref="State"/> changed.</param>
    public PostgresHold(NpgsqlConnectionStringBuilder settings, string instance, ILogger log, Action changed)
    {
        (this.instance, this.log, this.changed) = (instance, log, changed);
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, CommandTimeout = 5, TcpKeepAlive = true });
        try
        {
            connection = source.OpenConnection();
            if (!TryLock(connection)) throw new PreconditionException("Another service holds the database of GpuCqa:Database; one service at a time may use it.");
        }
        catch (PostgresException error) when (error.SqlState is not ['5', '7', ..])
        {
            source.Dispose();
            throw new InvalidParameterException($"GpuCqa:Database: the server refuses the connection: {error.MessageText}", error);
        }
        catch (DbException error)
        {
            source.Dispose();
            throw new RefusedException(ErrorReason.Unavailable, $"GpuCqa:Database: the server does not answer: {error.Message}", Interval);
        }
    }

    /// <summary>Whether the service may use the database.</summary>
    public DatabaseState State => state;

    /// <summary>Begins to watch the connection; the row gpucqa_service names this instance.</summary>
    public void Watch() => watch = Task.Run(Keep);

    /// <summary>Waits until the lock is held, but not longer than it makes sense.</summary>
    /// <exception cref="RefusedException">It is not held.</exception>
    public void Await(TimeSpan patience)
    {
        if (state == DatabaseState.Held) return;
        Task back;
        lock (gate) back = held.Task;
        // Once the database has been away for longer than a restart takes, calls do not pile up.
        TimeSpan left = Database.Patience - TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref lostAt));
        if (left > patience) left = patience;
        if (left <= TimeSpan.Zero || !back.Wait(left) || state == DatabaseState.TakenOver)
            throw new RefusedException(ErrorReason.Unavailable, "The service's database does not answer; try again.", TimeSpan.FromSeconds(5));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        end.Cancel();
        watch.Wait();
        connection.Dispose();
        source.Dispose();
        end.Dispose();
    }

    private static bool TryLock(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT pg_try_advisory_lock(@c, hashtext(coalesce(current_schema(), '')))";
        command.Parameters.AddWithValue("@c", LockClass);
        return (bool)command.ExecuteScalar()!;
    }

    private static TaskCompletionSource Held() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Keep()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                // Ends at once when the server closes the connection; the question finds a line that is dead without saying so.
                await connection.WaitAsync(Interval, end.Token);
                if (await IsOurs()) continue;
                TakenOver(log);
                Become(DatabaseState.TakenOver);
                return;
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is DbException or InvalidOperationException or IOException)
            {
                Lost(log, error.Message);
                Become(DatabaseState.Lost);
                await connection.DisposeAsync();
                if (!await Regain()) return;
            }
        }
    }

    private async Task<bool> Regain()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(200, end.Token);
                connection = await source.OpenConnectionAsync(end.Token);
                bool locked = TryLock(connection);
                if (!await IsOurs())
                {
                    TakenOver(log);
                    Become(DatabaseState.TakenOver);
                    return false;
                }

                if (locked)
                {
                    Regained(log);
                    Become(DatabaseState.Held);
                    return true;
                }

                // The server still has the connection that broke.
                await connection.DisposeAsync();
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception error) when (error is DbException or InvalidOperationException or IOException)
            {
                await connection.DisposeAsync();
            }
        }

        return false;
    }

    private async Task<bool> IsOurs()
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT instance FROM gpucqa_service";
        return (string?)await command.ExecuteScalarAsync(end.Token) == instance;
    }

    private void Become(DatabaseState next)
    {
        lock (gate)
        {
            if (next == DatabaseState.Lost)
            {
                Interlocked.Exchange(ref lostAt, Environment.TickCount64);
                held = Held();
            }

            state = next;
            if (next != DatabaseState.Lost) held.TrySetResult();
        }

        changed();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The connection that holds the database broke: {Why}")]
    private static partial void Lost(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is held again")]
    private static partial void Regained(ILogger log);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Another service has taken over the database")]
    private static partial void TakenOver(ILogger log);
}
