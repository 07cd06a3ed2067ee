using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace GpuCqa.Service.Storage;

/// <summary>Statements on one connection; values travel as parameters only.</summary>
public sealed class DatabaseSession(DbConnection connection) : IDisposable
{
    private DbTransaction? transaction;

    /// <summary>Runs a statement; the number of rows that it changed.</summary>
    public int Execute(string sql, params (string Name, object Value)[] values)
    {
        using DbCommand command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query.</summary>
    public IReadOnlyList<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object Value)[] values)
    {
        using DbCommand command = Command(sql, values);
        using DbDataReader reader = command.ExecuteReader();
        var found = new List<T>();
        while (reader.Read()) found.Add(row(reader));
        return found;
    }

    /// <summary>Runs statements that all hold, or none if one throws.</summary>
    public void InTransaction(Action work)
    {
        transaction = connection.BeginTransaction();
        try
        {
            work();
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
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
