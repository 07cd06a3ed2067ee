using System.Text.Json;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Audit;

/// <summary>Entries of the command line, which may not write into the log of a running service: kept in the transaction of what they tell, and moved into the log by the service.</summary>
public sealed class AuditOutbox(DoorTables tables)
{
    /// <summary>Keeps an entry together with the change that it tells.</summary>
    public static int Add(DatabaseSession session, string op, params (string Name, string Value)[] fields) => session.Execute(
        "INSERT INTO audit_outbox (content) VALUES (@c)",
        ("@c", JsonSerializer.Serialize(fields.Append(("op", op)).Append(("at", AuditEntry.Time(DateTimeOffset.UtcNow))).ToDictionary(f => f.Item1, f => f.Item2))));

    /// <summary>Moves entries into the log. One that is moved twice, because of a crash in between, has the same number.</summary>
    public async Task Move(AuditLog log)
    {
        foreach ((long id, string content) in tables.Run(s => s.Query("SELECT id, content FROM audit_outbox ORDER BY id LIMIT 1000", r => (r.GetInt64(0), r.GetString(1)))))
        {
            Dictionary<string, string> fields = JsonSerializer.Deserialize<Dictionary<string, string>>(content)!;
            fields.Remove("op", out string? op);
            await log.Append(new AuditEntry(op!, new Caller(fields.Remove("user", out string? user) ? user : "", Proof.Console, Grants.None, "", ""),
                [.. fields.Select(f => (f.Key, (string?)f.Value)), ("outbox", $"{id}")]));
            tables.InTransaction(s => s.Execute("DELETE FROM audit_outbox WHERE id = @i", ("@i", id)));
        }
    }
}
