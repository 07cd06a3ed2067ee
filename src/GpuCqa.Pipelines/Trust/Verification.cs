using System.Text.Json.Nodes;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Trust;

/// <summary>What a verification found.</summary>
/// <param name="Subject">The folder or file.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Sha256">Its seal or hash; null where it has none that holds.</param>
/// <param name="Differences">What is not as it was, each with the place that it is of; none when all is in order.</param>
/// <param name="Checked">What was checked, in words.</param>
/// <param name="NotChecked">What was not, and why.</param>
/// <param name="Signatures">Its signatures.</param>
public sealed record Verification(string Subject, string Kind, string? Sha256, IReadOnlyList<(string Place, FolderDifference Difference)> Differences, IReadOnlyList<string> Checked, IReadOnlyList<string> NotChecked, IReadOnlyList<SignatureRecord> Signatures)
{
    /// <summary>Whether all is as it was.</summary>
    public bool Holds => Differences.Count == 0;

    /// <summary>The same for programs.</summary>
    public JsonObject Json() => new()
    {
        ["subject"] = Subject, ["kind"] = Kind, ["sha256"] = Sha256, ["holds"] = Holds,
        ["differences"] = new JsonArray([.. Differences.Select(d => new JsonObject { ["place"] = d.Place, ["kind"] = d.Difference.Kind.ToString().ToLowerInvariant(), ["name"] = d.Difference.Name, ["text"] = d.Difference.Text })]),
        ["checked"] = new JsonArray([.. Checked.Select(c => JsonValue.Create(c))]),
        ["not_checked"] = new JsonArray([.. NotChecked.Select(c => JsonValue.Create(c))]),
        ["signatures"] = new JsonArray([.. Signatures.Select(s => new JsonObject { ["person"] = s.Person, ["role"] = s.Role, ["meaning"] = s.Meaning, ["time"] = s.Time, ["key"] = s.Key, ["state"] = s.State.ToString().ToLowerInvariant() })]),
    };
}
