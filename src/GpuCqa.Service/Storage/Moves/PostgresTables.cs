using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using GpuCqa.Core.Errors;
using Npgsql;
using NpgsqlTypes;

namespace GpuCqa.Service.Storage.Moves;

/// <summary>The tables of a PostgreSQL database that are filled from elsewhere, within the transaction of the connection.</summary>
public sealed class PostgresTables(NpgsqlConnection connection)
{
    /// <summary>Tables of the schema that a service would use.</summary>
    public IReadOnlyList<string> Names => List("SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') ORDER BY 1");

    /// <summary>Fills a table and reads it back.</summary>
    /// <exception cref="PreconditionException">A value does not fit, or what was read back is not what was written.</exception>
    public DatabaseMove.Moved Fill(SqliteTables source, string table)
    {
        string[] columns = [.. source.Columns(table)];
        Dictionary<string, string> types = Types(table);
        NpgsqlDbType[] kinds = [.. columns.Select(c => types.TryGetValue(c, out string? type) ? KindOf(type) : throw new PreconditionException($"The SQLite tables have {table}.{c}, which this service does not know."))];
        string names = string.Join(", ", columns.Select(SqliteTables.Quoted));
        var written = new RowDigest();
        using (NpgsqlBinaryImporter import = connection.BeginBinaryImport($"COPY {SqliteTables.Quoted(table)} ({names}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (object[] row in source.Rows(table))
            {
                written.Add(row);
                import.StartRow();
                for (int c = 0; c < row.Length; c++) Write(import, row[c], kinds[c], $"{table}.{columns[c]}");
            }

            import.Complete();
        }

        foreach (string column in List("SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @t AND is_identity = 'YES'", table)) Number(table, column, source.LastNumber(table));
        DatabaseMove.Moved there = Read(table, names);
        return there == new DatabaseMove.Moved(table, written.Rows, written.Text()) ? there
            : throw new PreconditionException($"{table}: {there.Rows} rows were read back where {written.Rows} were written, or not the same. Nothing was moved.");
    }

    private static NpgsqlDbType KindOf(string type) => type switch
    {
        "bigint" => NpgsqlDbType.Bigint,
        "double precision" => NpgsqlDbType.Double,
        "bytea" => NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Text,
    };

    private static void Write(NpgsqlBinaryImporter import, object value, NpgsqlDbType kind, string place)
    {
        switch (value, kind)
        {
            case (DBNull, _):
                import.WriteNull();
                break;
            case (long number, NpgsqlDbType.Bigint):
                import.Write(number, kind);
                break;
            case (double number, NpgsqlDbType.Double):
                import.Write(number, kind);
                break;
            case (string text, NpgsqlDbType.Text):
                import.Write(text, kind);
                break;
            case (byte[] blob, NpgsqlDbType.Bytea):
                import.Write(blob, kind);
                break;
            default:
                throw new PreconditionException($"{place} holds a value of the type {value.GetType().Name}, expected {kind}. Nothing was moved.");
        }
    }

    private DatabaseMove.Moved Read(string table, string names)
    {
        var digest = new RowDigest();
        using NpgsqlCommand command = Command($"SELECT {names} FROM {SqliteTables.Quoted(table)}");
        using DbDataReader reader = command.ExecuteReader();
        object[] row = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(row);
            digest.Add(row);
        }

        return new DatabaseMove.Moved(table, digest.Rows, digest.Text());
    }

    // Numbers that were given once are not given again, here as there.
    private void Number(string table, string column, long last)
    {
        using NpgsqlCommand command = Command(
            $"SELECT setval(pg_get_serial_sequence(quote_ident(@t), @c), GREATEST(@n, (SELECT COALESCE(MAX({SqliteTables.Quoted(column)}), 0) FROM {SqliteTables.Quoted(table)})) + 1, false)", table);
        command.Parameters.AddWithValue("@c", column);
        command.Parameters.AddWithValue("@n", last);
        command.ExecuteScalar();
    }

    private Dictionary<string, string> Types(string table) => List(
        "SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @t", table).Select(c => c.Split(' ', 2)).ToDictionary(c => c[0], c => c[1], StringComparer.Ordinal);

    private List<string> List(string sql, string? table = null)
    {
        using NpgsqlCommand command = Command(sql, table);
        using DbDataReader reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of tables and columns are quoted.")]
    private NpgsqlCommand Command(string sql, string? table = null)
    {
        NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        if (table is not null) command.Parameters.AddWithValue("@t", table);
        return command;
    }
}
