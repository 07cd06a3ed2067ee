using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Records;

/// <summary>provenance.json: the only file of a result that holds times, timings, thread counts and paths.</summary>
public static class ProvenanceJson
{
    /// <summary>File name in the result folder.</summary>
    public const string FileName = "provenance.json";

    /// <summary>The document of a result.</summary>
    public static string Text(Provenance provenance, AnalysisResult result)
    {
        JsonObject json = Node(provenance, result.Verb, Seed(result.AllParameters), ParameterList.Json(result.AllParameters));
        if (result.ReferenceHash is { } hash) json.Insert(json.IndexOf("inputs"), "reference", new JsonObject { ["hash"] = hash });
        return JsonText.Write(json);
    }

    /// <summary>The document of a computation that is no verb's result.</summary>
    /// <param name="provenance">What was made from what.</param>
    /// <param name="seed">Seed of every random stream, or null where there is none.</param>
    /// <param name="parameters">Every parameter.</param>
    public static string Text(Provenance provenance, ulong? seed, JsonNode parameters) => JsonText.Write(Node(provenance, seed, parameters));

    private static JsonObject Node(Provenance provenance, string verb, ulong? seed, JsonNode parameters)
    {
        JsonObject json = Node(provenance, seed, parameters);
        json.Insert(1, "verb", verb);
        return json;
    }

    private static JsonObject Node(Provenance provenance, ulong? seed, JsonNode parameters) => new()
    {
        ["engine"] = new JsonObject { ["name"] = "GpuCqa", ["version"] = provenance.EngineVersion, ["commit"] = provenance.EngineCommit },
        ["started"] = Time(provenance.Started),
        ["finished"] = Time(provenance.Finished),
        ["command"] = provenance.Command,
        ["seed"] = seed,
        ["parameters"] = parameters,
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
        ["resumed"] = JsonText.List(provenance.Resumed, r => new JsonObject { ["name"] = r.Step, ["finished"] = Time(r.Finished), ["seconds"] = JsonText.Number(r.Seconds) }),
    };

    private static ulong? Seed(object parameters) => parameters switch
    {
        AssociationParameters tests => tests.Seed,
        MapParameters map => map.Seed,
        PlanParameters plan => plan.Seed,
        CompareParameters compare => compare.Seed,
        QualifyParameters qualify => qualify.Seed,
        _ => null,
    };

    private static string? Time(DateTimeOffset time) => time == default ? null : time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
