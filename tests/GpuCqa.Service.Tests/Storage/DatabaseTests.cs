using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>What the tables promise on every database.</summary>
public class DatabaseTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Database database = service.App.Services.GetRequiredService<Database>();

    [Fact]
    public void Transaction_ThatThrows_LeavesNothing()
    {
        Assert.Throws<FormatException>(() => database.InTransaction<int>(s =>
        {
            Request(s, "thrown", "1");
            throw new FormatException();
        }));
        Assert.Equal("", Found("thrown"));
        database.InTransaction(s => Request(s, "kept", "1"));
        Assert.Equal("1", Found("kept"));
    }

    [Fact]
    public void Rows_AskFurther_OnTheSameConnection()
    {
        database.InTransaction(s => Request(s, "a", "1") + Request(s, "b", "2"));
        (string, string)[] found = [.. database.Run(s => s.Query(
            "SELECT id FROM requests WHERE project = 'storage' AND id IN ('a', 'b') ORDER BY id", r => (r.GetString(0), Resource(s, r.GetString(0)))))];
        Assert.Equal([("a", "1"), ("b", "2")], found);
    }

    [Fact]
    public void Texts_AreOrderedByBytes()
    {
        foreach (string id in new[] { "o-b", "o-B", "o-a", "o-ä", "o-_", "o-1" }) database.InTransaction(s => Request(s, id, ""));
        Assert.Equal(
            ["o-1", "o-B", "o-_", "o-a", "o-b", "o-ä"],
            database.Run(s => s.Query("SELECT id FROM requests WHERE project = 'storage' AND id > @a AND id < @z ORDER BY id", r => r.GetString(0), ("@a", "o-"), ("@z", "o."))));
    }

    [Fact]
    public void Values_OfEveryKind_ComeBack()
    {
        byte[] bytes = [0, 255, 7];
        database.InTransaction(s => s.Execute("INSERT INTO cohorts (project, id, uid, content) VALUES (@p, 'values', @u, @c)", ("@p", "storage"), ("@u", "ü'; DROP TABLE cohorts; --"), ("@c", bytes)));
        (string Uid, byte[] Content, long One, bool Is, bool None, long Count) found = database.Run(s => s.Query(
            "SELECT uid, content, 1, @yes = 1, NULL, COUNT(*) OVER () FROM cohorts WHERE project = 'storage' AND id = 'values'",
            r => (r.GetString(0), (byte[])r.GetValue(1), r.GetInt64(2), r.GetBoolean(3), r.IsDBNull(4), r.GetInt64(5)), ("@yes", true))).Single();
        Assert.Equal(("ü'; DROP TABLE cohorts; --", 1, true, true, 1), (found.Uid, found.One, found.Is, found.None, found.Count));
        Assert.Equal(bytes, found.Content);
        Assert.Throws<InvalidParameterException>(() => Found("a\0b"));
    }

    [Fact]
    public async Task Transactions_ManyAtOnce_AddUp()
    {
        database.InTransaction(s => Request(s, "counter", "0"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                database.InTransaction(s => s.Execute("UPDATE requests SET resource = @r WHERE project = 'storage' AND id = 'counter'", ("@r", $"{int.Parse(Resource(s, "counter"), System.Globalization.CultureInfo.InvariantCulture) + 1}")));
            }
        })));
        Assert.Equal("80", Found("counter"));
    }

    [Fact]
    public void Statement_Alone_IsATransaction()
    {
        Assert.Equal(1, database.Run(s => Request(s, "alone", "1")));
        Assert.Equal(0, database.Run(s => Request(s, "alone", "2")));
        Assert.Equal("1", Found("alone"));
    }

    private static int Request(DatabaseSession session, string id, string resource) =>
        session.Execute("INSERT INTO requests (project, id, sha256, resource) VALUES ('storage', @i, '', @r) ON CONFLICT DO NOTHING", ("@i", id), ("@r", resource));

    private static string Resource(DatabaseSession session, string id) =>
        session.Query("SELECT resource FROM requests WHERE project = 'storage' AND id = @i", r => r.GetString(0), ("@i", id)).SingleOrDefault() ?? "";

    private string Found(string id) => database.Run(s => Resource(s, id));
}
