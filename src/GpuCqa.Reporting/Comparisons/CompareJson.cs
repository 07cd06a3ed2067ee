using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Comparisons;

/// <summary>The comparison in summary.json: everything that was found, and read back from there.</summary>
internal static class CompareJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void Add(JsonObject json, CompareResult result, string sentence)
    {
        json["finding"] = new JsonObject { ["sentence"] = sentence, ["change"] = result.Parameters.Change, ["stage"] = DecisionFlow.NameOf(result.Findings.Stage), ["next"] = DecisionFlow.Next(result.Findings.Stage), ["flow"] = result.Findings.FlowVersion };
        json["warnings"] = JsonText.Texts(result.Warnings);
        json["comparison"] = JsonSerializer.SerializeToNode(result.Findings, Options);
        json["seed"] = result.Parameters.Seed;
    }

    public static ComparisonFindings Read(JsonObject summary) =>
        (summary["comparison"] ?? throw new KeyNotFoundException("has no 'comparison'.")).Deserialize<ComparisonFindings>(Options)!;
}
