namespace GpuCqa.Service.Audit;

/// <summary>What a check of a log found.</summary>
/// <param name="Entries">Good entries.</param>
/// <param name="Hash">Hash of the last one.</param>
/// <param name="Torn">Places where a crash cut an entry off, which the log itself records.</param>
public sealed record AuditFinding(long Entries, string Hash, IReadOnlyList<string> Torn);
