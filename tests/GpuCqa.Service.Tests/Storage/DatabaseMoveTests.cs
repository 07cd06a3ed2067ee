using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Storage.Moves;
using GpuCqa.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>What a move takes with it, table by table.</summary>
public class DatabaseMoveTests(SharedPostgres shared) : IClassFixture<SharedPostgres>
{
    private const string Later = "CREATE TABLE later (id INTEGER PRIMARY KEY AUTOINCREMENT, \"what\" TEXT, ratio REAL, flag INTEGER, bytes BLOB);";

    [PostgresFact]
    public void Table_OfALaterScript_IsMovedWithItsNumbers()
    {
        using var state = new TemporaryFolder();
        using StateFolder folder = Folder(state.Path, Later + """
            INSERT INTO later ("what", ratio, flag, bytes) VALUES ('ü '' \ "quoted"', 0.1, 9223372036854775807, x'00ff'), (NULL, 3, NULL, NULL), ('', -1e300, 0, x''), ('gone', 0, 0, NULL);
            DELETE FROM later WHERE "what" = 'gone';
            """);
        string connection = shared.Server!.Create();
        DatabaseMove.Moved moved = new DatabaseMove(folder, connection, [.. Database.Scripts, Later]).Run().Single(t => t.Name == "later");
        Assert.Equal(3, moved.Rows);
        using var there = new NpgsqlConnection(connection);
        there.Open();
        using var insert = new NpgsqlCommand("INSERT INTO later (\"what\") VALUES ('new') RETURNING id", there);
        // The number of the row that was deleted is not given again.
        Assert.Equal(5L, insert.ExecuteScalar());
        using var read = new NpgsqlCommand("SELECT \"what\" || ratio || flag || encode(bytes, 'hex') FROM later WHERE id = 1", there);
        Assert.Equal("ü ' \\ \"quoted\"0.1922337203685477580700ff", read.ExecuteScalar());
    }

    [PostgresFact]
    public void Value_OfAnotherType_IsRefusedAndNothingIsMoved()
    {
        using var state = new TemporaryFolder();
        using StateFolder folder = Folder(state.Path, "INSERT INTO requests (project, id, sha256, resource) VALUES ('p', 'i', x'00', 'r')");
        string connection = shared.Server!.Create();
        Assert.Contains("requests.sha256", Assert.Throws<PreconditionException>(() => new DatabaseMove(folder, connection).Run()).Message, StringComparison.Ordinal);
        using var there = new NpgsqlConnection(connection);
        there.Open();
        Assert.Empty(new PostgresTables(there).Names);
        Assert.Equal((true, false, false), (File.Exists(folder.Database), File.Exists(folder.Moving), File.Exists(folder.MovedDatabase)));
    }

    [Fact]
    public void Digest_OfRows_DependsOnEveryValueAndNotOnTheOrder()
    {
        object[][] rows = [["a", 1L, DBNull.Value], ["b", 2L, new byte[] { 0 }], ["b", 2L, new byte[] { 0 }]];
        string all = Of(rows);
        Assert.Equal(all, Of([.. rows.Reverse()]));
        Assert.NotEqual(all, Of(rows[..2]));
        Assert.NotEqual(all, Of([rows[0], rows[0], rows[0]]));
        foreach (object other in new object[] { "", 0.0, 0L, Array.Empty<byte>(), "0" }) Assert.NotEqual(all, Of([["a", 1L, other], rows[1], rows[2]]));
        Assert.NotEqual(Of([["ab", "c"]]), Of([["a", "bc"]]));

        static string Of(object[][] rows)
        {
            var digest = new RowDigest();
            foreach (object[] row in rows) digest.Add(row);
            return digest.Text();
        }
    }

    private static StateFolder Folder(string path, string sql)
    {
        var folder = new StateFolder(path);
        using var sqlite = new SqliteDialect(folder);
        using var database = new Database(folder, sqlite, NullLogger<Database>.Instance);
        using var connection = (SqliteConnection)sqlite.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return folder;
    }
}
