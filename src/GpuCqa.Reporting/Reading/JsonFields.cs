using System.Text.Json.Nodes;

namespace GpuCqa.Reporting.Reading;

/// <summary>Fields of a JSON object; one that is missing is an error that names it.</summary>
internal static class JsonFields
{
    public static JsonObject Object(this JsonObject json, string name) => Required(json, name).AsObject();

    public static JsonArray Array(this JsonObject json, string name) => Required(json, name).AsArray();

    public static string String(this JsonObject json, string name) => Required(json, name).GetValue<string>();

    public static int Integer(this JsonObject json, string name) => Required(json, name).GetValue<int>();

    public static long Long(this JsonObject json, string name) => Required(json, name).GetValue<long>();

    public static bool Flag(this JsonObject json, string name) => Required(json, name).GetValue<bool>();

    /// <summary>A number; null stands for NaN.</summary>
    public static double Number(this JsonObject json, string name) => json[name] is { } node ? node.GetValue<double>() : double.NaN;

    public static long? OptionalLong(this JsonObject json, string name) => json[name]?.GetValue<long>();

    public static string? OptionalString(this JsonObject json, string name) => json[name]?.GetValue<string>();

    private static JsonNode Required(JsonObject json, string name) => json[name] ?? throw new KeyNotFoundException($"has no '{name}'.");
}
