using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Storage;

/// <summary>Statements on one connection, in words that every database here takes (docs/service.md); values travel as parameters only.</summary>
public sealed class DatabaseSession : IDisposable
{
    private readonly DbConnection connection;
    private readonly Action<DatabaseSession, Action>? change;
    private DbTransaction? transaction;

    /// <summary>On a connection that the session disposes of.</summary>
    /// <param name="connection">Open connection.</param>
    /// <param name="change">Puts a statement that stands alone into a transaction; null where it may run as it is.</param>
    public DatabaseSession(DbConnection connection, Action<DatabaseSession, Action>? change = null)
    {
        this.connection = connection;
        this.change = change;
    }

    /// <summary>Whether something may have been committed.</summary>
    public bool Committed { get; private set; }

    /// <summary>Runs a statement; the number of rows that it changed.</summary>
    /// <exception cref="InvalidParameterException">A text holds a NUL character.</exception>
    public int Execute(string sql, params (string Name, object Value)[] values)
    {
        if (transaction is null && change is not null)
        {
            int changed = 0;
            change(this, () => changed = Execute(sql, values));
            return changed;
        }

        using DbCommand command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query; all of them were read before the first is handed over, so that a row may ask further.</summary>
    /// <exception cref="InvalidParameterException">A text holds a NUL character.</exception>
    public IReadOnlyList<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object Value)[] values)
    {
        using RowBuffer rows = Read(sql, values);
        var found = new List<T>();
        while (rows.Read()) found.Add(row(rows));
        return found;
    }

    /// <summary>Runs statements that all hold, or none if one throws.</summary>
    public void InTransaction(Action work)
    {
        transaction = connection.BeginTransaction(System.Data.IsolationLevel.Serializable);
        try
        {
            work();
            Committed = true;
            transaction.Commit();
        }
        finally
        {
            transaction.Dispose();
            transaction = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private RowBuffer Read(string sql, (string Name, object Value)[] values)
    {
        using DbCommand command = Command(sql, values);
        using DbDataReader reader = command.ExecuteReader();
        return new RowBuffer(reader);
    }

    [SuppressMessage("Security", "CA2100", Justification = "Statements are constants of this program.")]
    private DbCommand Command(string sql, (string Name, object Value)[] values)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach ((string name, object value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value switch
            {
                bool flag => flag ? 1L : 0L,
                Enum number => Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture),
                // PostgreSQL has no such text; the same answer on every database.
                string text when text.Contains('\0', StringComparison.Ordinal) => throw new InvalidParameterException("A text of the request holds a NUL character."),
                _ => value,
            };
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
