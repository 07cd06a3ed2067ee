using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Service.Doors;

namespace GpuCqa.Service.Audit;

/// <summary>What is to be recorded: who did what to which bytes, and how it ended. Never a secret.</summary>
/// <param name="Op">What: a method, or a word such as key.add, analysis.end, service.start.</param>
/// <param name="By">Who called; null where the service itself acts.</param>
/// <param name="Fields">Further fields; those without a value are left out.</param>
public sealed record AuditEntry(string Op, Caller? By, params (string Name, string? Value)[] Fields)
{
    /// <summary>Further fields that are objects.</summary>
    public IReadOnlyList<(string Name, JsonObject Value)> Values { get; init; } = [];

    /// <summary>The entry at its place in the chain.</summary>
    public JsonObject Json(long sequence, DateTimeOffset time)
    {
        var entry = new JsonObject();
        if (By is null) entry["actor"] = "service";
        else Add(entry, [("actor", By.Name), ("proof", By.Proof.ToString().ToLowerInvariant()), ("credential", By.Credential), ("remote", By.Remote)]);
        Add(entry, Fields);
        foreach ((string name, JsonObject value) in Values) entry[name] = value.DeepClone();
        entry["op"] = Op;
        entry["seq"] = sequence;
        entry["ts"] = Time(time);
        return entry;
    }

    /// <summary>A time as it stands in the log: UTC, microseconds, always as long, so that texts sort as times do.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static void Add(JsonObject entry, (string Name, string? Value)[] fields)
    {
        foreach ((string name, string? value) in fields)
        {
            if (!string.IsNullOrEmpty(value)) entry[name] = value;
        }
    }
}
