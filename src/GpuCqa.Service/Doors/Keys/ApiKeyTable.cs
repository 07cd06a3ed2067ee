using System.Data.Common;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Doors.Keys;

/// <summary>API keys in the tables.</summary>
public sealed class ApiKeyTable(DoorTables tables)
{
    private const string Columns = "id, name, secret_sha256, grants, created, expires, revoked, last_used";

    /// <summary>A key, or null.</summary>
    public ApiKey? Find(string id) => tables.Run(s => s.Query($"SELECT {Columns} FROM api_keys WHERE id = @i", Row, ("@i", id)).SingleOrDefault());

    /// <summary>All keys, revoked ones too, oldest first.</summary>
    public IReadOnlyList<ApiKey> List() => tables.Run(s => s.Query($"SELECT {Columns} FROM api_keys ORDER BY created, id", Row));

    /// <summary>Adds a key; rows that it made.</summary>
    public static int Add(DatabaseSession session, ApiKey key) => session.Execute(
        $"INSERT INTO api_keys ({Columns}) VALUES (@i, @n, @h, @g, @c, @e, 0, 0)",
        ("@i", key.Id), ("@n", key.Name), ("@h", key.SecretSha256), ("@g", key.Grants.ToString()), ("@c", key.Created.ToUnixTimeMilliseconds()), ("@e", key.Expires?.ToUnixTimeMilliseconds() ?? 0L));

    /// <summary>Revokes a key.</summary>
    /// <returns>What it was, or null if there is none or it is revoked already.</returns>
    public static ApiKey? Revoke(DatabaseSession session, string id, DateTimeOffset now)
    {
        ApiKey? old = session.Query($"SELECT {Columns} FROM api_keys WHERE id = @i AND revoked = 0", Row, ("@i", id)).SingleOrDefault();
        session.Execute("UPDATE api_keys SET revoked = @t WHERE id = @i AND revoked = 0", ("@t", now.ToUnixTimeMilliseconds()), ("@i", id));
        return old;
    }

    /// <summary>Records that a key was used.</summary>
    public void Used(string id, DateTimeOffset hour) =>
        tables.InTransaction(s => s.Execute("UPDATE api_keys SET last_used = @t WHERE id = @i AND last_used < @t", ("@t", hour.ToUnixTimeMilliseconds()), ("@i", id)));

    private static ApiKey Row(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), Grants.Parse("api_keys", r.GetString(3).Split(',', StringSplitOptions.RemoveEmptyEntries)), Time(r.GetInt64(4))!.Value, Time(r.GetInt64(5)), Time(r.GetInt64(6)), Time(r.GetInt64(7)));

    private static DateTimeOffset? Time(long milliseconds) => milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
