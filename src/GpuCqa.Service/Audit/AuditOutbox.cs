using System.Text.Json.Nodes;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Audit;

/// <summary>Entries of the command line, which may not write into the log of a running service: kept in the transaction of what they tell, and moved into the log by the service.</summary>
public sealed class AuditOutbox(DoorTables tables)
{
    /// <summary>Keeps an entry together with the change that it tells.</summary>
    /// <param name="session">The transaction of the change.</param>
    /// <param name="op">What was done.</param>
    /// <param name="content">Further fields: texts, and objects of texts.</param>
    public static int Add(DatabaseSession session, string op, JsonObject content)
    {
        content["user"] = Environment.UserName;
        content["op"] = op;
        content["at"] = AuditEntry.Time(DateTimeOffset.UtcNow);
        return session.Execute("INSERT INTO audit_outbox (content) VALUES (@c)", ("@c", content.ToJsonString()));
    }

    /// <summary>Moves entries into the log. One that is moved twice, because of a crash in between, has the same number.</summary>
    public async Task Move(AuditLog log)
    {
        foreach ((long id, string content) in tables.Run(s => s.Query("SELECT id, content FROM audit_outbox ORDER BY id LIMIT 1000", r => (r.GetInt64(0), r.GetString(1)))))
        {
            JsonObject fields = JsonNode.Parse(content)!.AsObject();
            string user = (string?)fields["user"] ?? "", op = (string)fields["op"]!;
            await log.Append(new AuditEntry(op, new Caller(user, Proof.Console, Grants.None, "", ""),
                [.. fields.Where(f => f.Key is not ("user" or "op") && f.Value is JsonValue).Select(f => (f.Key, (string?)f.Value)), ("outbox", $"{id}")])
            {
                Values = [.. fields.Where(f => f.Value is JsonObject).Select(f => (f.Key, f.Value!.AsObject()))],
            });
            tables.InTransaction(s => s.Execute("DELETE FROM audit_outbox WHERE id = @i", ("@i", id)));
        }
    }
}
