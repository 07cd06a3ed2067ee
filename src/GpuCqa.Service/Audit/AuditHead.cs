using GpuCqa.Service.Doors;

namespace GpuCqa.Service.Audit;

/// <summary>Number and hash of an entry that was once the last of the log, kept apart from it.</summary>
public sealed class AuditHead(DoorTables tables)
{
    /// <summary>Sets them.</summary>
    public void Set(long sequence, string hash) => tables.InTransaction(s => s.Execute(
        "INSERT INTO audit_head (id, seq, hash) VALUES (1, @s, @h) ON CONFLICT (id) DO UPDATE SET seq = @s, hash = @h", ("@s", sequence), ("@h", hash)));

    /// <summary>Gets them, or null.</summary>
    public (long Sequence, string Hash)? Get() => tables.Run(s => s.Query("SELECT seq, hash FROM audit_head", r => ((long, string)?)(r.GetInt64(0), r.GetString(1))).SingleOrDefault());
}
