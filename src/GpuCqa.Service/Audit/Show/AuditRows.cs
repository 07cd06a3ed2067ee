using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuCqa.Service.Audit.Show;

/// <summary>Gathers rows from entries in their order. Of the two entries of a call the last one counts; a call without it stands where it began.</summary>
/// <param name="project">Only what is about this project; null = all.</param>
/// <param name="since">Only from this time on; null = all.</param>
public sealed class AuditRows(string? project, DateTimeOffset? since)
{
    private readonly string from = since is { } time ? AuditEntry.Time(time) : "";
    private readonly List<Row> rows = [];
    private readonly Dictionary<string, Row> begun = new(StringComparer.Ordinal);

    /// <summary>What was gathered, by number.</summary>
    public IReadOnlyList<Row> All => [.. rows.Concat(begun.Values).OrderBy(r => r.Sequence)];

    /// <summary>Takes the next entry.</summary>
    public void Take(JsonElement entry)
    {
        string phase = Text(entry, "phase"), call = Text(entry, "call");
        if (phase == "end") begun.Remove(call);
        Row row = Of(entry);
        if (string.CompareOrdinal(row.Time, from) < 0 || (project is not null && !IsOf(row, project))) return;
        if (phase == "begin") begun[call] = row with { Status = "NOT ENDED" };
        else rows.Add(row);
    }

    private static bool IsOf(Row row, string project) =>
        row.Project == project || row.Resource == "projects/" + project || row.Resource.StartsWith($"projects/{project}/", StringComparison.Ordinal);

    private static Row Of(JsonElement entry) => new(
        entry.GetProperty("seq").GetInt64(), Text(entry, "ts"), Text(entry, "actor"), Text(entry, "proof"), Text(entry, "credential"), Text(entry, "remote"), Text(entry, "op"), Text(entry, "project"),
        Resource(entry), Text(entry, "status"), Text(entry, "reason"), Json(entry, "old"), Json(entry, "new"));

    private static string Resource(JsonElement entry)
    {
        string resource = Text(entry, "resource"), dataset = Text(entry, "dataset"), key = Text(entry, "key");
        // An upload that has become a dataset is known by it.
        if (dataset.Length > 0 && resource.StartsWith("upload:", StringComparison.Ordinal)) return dataset;
        return resource.Length > 0 ? resource : key.Length > 0 ? $"key {key} {Text(entry, "name")}".TrimEnd() : Text(entry, "file");
    }

    private static string Json(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonNode.Parse(value.GetRawText()))) : "";

    private static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A line of the log as an auditor reads it: one a call, one for everything else that is recorded.</summary>
    /// <param name="Sequence">Number of the entry.</param>
    /// <param name="Time">Its time, as in the log.</param>
    /// <param name="Actor">Who.</param>
    /// <param name="Proof">How that is known.</param>
    /// <param name="Credential">By what.</param>
    /// <param name="Remote">From where.</param>
    /// <param name="Operation">What.</param>
    /// <param name="Project">In which project, or empty.</param>
    /// <param name="Resource">To what.</param>
    /// <param name="Status">How it ended.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Old">What was, as canonical JSON, or empty.</param>
    /// <param name="New">What is, as canonical JSON, or empty.</param>
    public sealed record Row(
        long Sequence, string Time, string Actor, string Proof, string Credential, string Remote, string Operation, string Project, string Resource, string Status, string Reason, string Old, string New);
}
