using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Reporting.Records;

/// <summary>provenance.json: the only file of a result that holds times, timings, thread counts and paths.</summary>
public static class ProvenanceJson
{
    /// <summary>File name in the result folder.</summary>
    public const string FileName = "provenance.json";

    /// <summary>The document.</summary>
    public static string Text(Provenance provenance, DiscoverParameters parameters) => JsonText.Write(Node(provenance, parameters));

    private static JsonObject Node(Provenance provenance, DiscoverParameters parameters) => new()
    {
        ["engine"] = new JsonObject { ["name"] = "GpuCqa", ["version"] = provenance.EngineVersion, ["commit"] = provenance.EngineCommit },
        ["started"] = Time(provenance.Started),
        ["finished"] = Time(provenance.Finished),
        ["command"] = provenance.Command,
        ["seed"] = parameters.Seed,
        ["parameters"] = ParameterList.Json(parameters),
        ["inputs"] = JsonText.List(provenance.Inputs, i => new JsonObject { ["label"] = i.Label, ["path"] = i.Path, ["bytes"] = i.Bytes, ["sha256"] = i.Sha256 }),
        ["device"] = new JsonObject
        {
            ["kind"] = provenance.Device.Kind,
            ["description"] = provenance.Device.Description,
            ["vector_bits"] = provenance.Device.VectorBits,
            ["threads"] = provenance.Device.Threads,
            ["memory_bytes"] = provenance.Device.MemoryBytes,
            ["peak_bytes"] = provenance.Device.PeakBytes,
            ["driver"] = provenance.Device.Driver,
            ["packages"] = provenance.Device.Packages,
            ["libraries"] = provenance.Device.Libraries,
        },
        ["platform"] = provenance.Platform,
        ["runtime"] = provenance.Runtime,
        ["packages"] = new JsonObject(provenance.Packages.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value)))),
        ["host_operations"] = new JsonObject(provenance.HostOperations.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)JsonValue.Create(o.Value)))),
        ["steps"] = JsonText.List(provenance.Steps, s => new JsonObject { ["name"] = s.Name, ["seconds"] = JsonText.Number(s.Seconds) }),
    };

    private static string? Time(DateTimeOffset time) => time == default ? null : time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
