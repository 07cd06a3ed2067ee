using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Registry;

/// <summary>Entries of a registry as JSON.</summary>
internal static class RegistryJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static JsonObject Node(RegistryEntry entry) => JsonSerializer.SerializeToNode(entry, Options)!.AsObject();

    public static RegistryEntry Entry(JsonElement entry) => entry.Deserialize<RegistryEntry>(Options) ?? throw new JsonException("is null");
}
