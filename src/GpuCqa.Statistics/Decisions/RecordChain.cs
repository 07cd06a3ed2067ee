using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuCqa.Statistics;

/// <summary>Records that hold on to one another: h_i = SHA-256(hex(h_(i-1)) + newline + canonical JSON of record i), h_0 sixty-four zeros.</summary>
public static class RecordChain
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The hash before the first record.</summary>
    public static string Start { get; } = new('0', 64);

    /// <summary>The hash of a record behind another.</summary>
    public static string Next(string previous, JsonNode record) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + "\n" + Canonical(record))));

    /// <summary>JSON with sorted keys and no spaces.</summary>
    public static string Canonical(JsonNode record) => Sorted(record)!.ToJsonString(Plain);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new KeyValuePair<string, JsonNode?>(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
