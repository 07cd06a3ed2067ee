using System.Globalization;
using System.Text.Json.Nodes;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads provenance.json back.</summary>
internal static class ProvenanceReader
{
    public static Provenance Read(JsonObject json)
    {
        JsonObject engine = json.Object("engine"), device = json.Object("device");
        return new Provenance
        {
            EngineVersion = engine.String("version"),
            EngineCommit = engine.OptionalString("commit"),
            Started = Time(json, "started"),
            Finished = Time(json, "finished"),
            Command = json.OptionalString("command"),
            Inputs = [.. json.Array("inputs").Select(i => i!.AsObject()).Select(i => new InputRecord(i.String("label"), i.String("path"), i.Long("bytes"), i.String("sha256")))],
            Device = new DeviceRecord(device.String("kind"), device.String("description"), device.Integer("vector_bits"), device.Integer("threads"))
            {
                MemoryBytes = device.OptionalLong("memory_bytes"),
                PeakBytes = device.OptionalLong("peak_bytes"),
                Driver = device.OptionalString("driver"),
                Packages = device.OptionalString("packages"),
                Libraries = device.OptionalString("libraries"),
            },
            Platform = json.OptionalString("platform"),
            Runtime = json.OptionalString("runtime"),
            Packages = [.. json.Object("packages").Select(p => KeyValuePair.Create(p.Key, p.Value?.GetValue<string>() ?? ""))],
            HostOperations = [.. json.Object("host_operations").Select(o => KeyValuePair.Create(o.Key, o.Value?.GetValue<long>() ?? 0))],
            Steps = [.. json.Array("steps").Select(s => s!.AsObject()).Select(s => new StepRecord(s.String("name"), s.Number("seconds")))],
            // Folders of older versions have none.
            Resumed = json["resumed"] is null ? [] : [.. json.Array("resumed").Select(s => s!.AsObject()).Select(s => new ResumedRecord(s.String("name"), Time(s, "finished"), s.Number("seconds")))],
        };
    }

    private static DateTimeOffset Time(JsonObject json, string name) =>
        json.OptionalString(name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : default;
}
