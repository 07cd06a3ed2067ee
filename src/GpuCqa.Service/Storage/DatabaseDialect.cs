using System.Data.Common;

namespace GpuCqa.Service.Storage;

/// <summary>What differs between the databases that hold the tables.</summary>
public abstract class DatabaseDialect : IDisposable
{
    /// <summary>Name as OpenTelemetry's db.system.name has it.</summary>
    public abstract string System { get; }

    /// <summary>Whether this service may write.</summary>
    public virtual DatabaseState State => DatabaseState.Held;

    /// <summary>Raised when <see cref="State"/> changed; never on a thread that holds a lock.</summary>
    public event Action? StateChanged;

    /// <summary>An open connection on which every commit reaches the disk before it returns.</summary>
    public abstract DbConnection Open();

    /// <summary>A script of <see cref="Database"/> in this database's words.</summary>
    public abstract string Translate(string script);

    /// <summary>Version of the tables, 0 where there are none; inside the transaction that will make them current.</summary>
    public abstract int Version(DatabaseSession session);

    /// <summary>Records the version of the tables.</summary>
    public abstract void SetVersion(DatabaseSession session, int version);

    /// <summary>Called once, when the tables are current and this service's.</summary>
    public virtual void Begin() { }

    /// <summary>First statement of a transaction that changes something.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="token">Names the transaction over all attempts at it.</param>
    /// <returns>False if an earlier attempt was committed although its answer was lost.</returns>
    public virtual bool Enter(DatabaseSession session, string token) => true;

    /// <summary>Whether the same work may succeed a moment later.</summary>
    public abstract bool IsTransient(DbException error);

    /// <summary>Waits, for a while, until the service may use the tables.</summary>
    /// <exception cref="Core.Errors.RefusedException">It may not.</exception>
    public virtual void Await(TimeSpan patience) { }

    /// <summary>Drops idle connections, which may be broken like the one that failed.</summary>
    public virtual void Forget() { }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what is held.</summary>
    protected virtual void Dispose(bool disposing) { }

    /// <summary>Raises <see cref="StateChanged"/>.</summary>
    protected void TellState() => StateChanged?.Invoke();
}
