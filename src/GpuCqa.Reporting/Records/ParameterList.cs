using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Reporting.Records;

/// <summary>Every parameter of a discovery by its lower_snake name, in the order of declaration; a parameter added to the record appears by itself.</summary>
internal static class ParameterList
{
    private static readonly PropertyInfo[] Properties = [.. typeof(DiscoverParameters).GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.MetadataToken)];

    public static JsonObject Json(DiscoverParameters parameters)
    {
        var json = new JsonObject();
        foreach (PropertyInfo property in Properties) json[Name(property)] = Node(property.GetValue(parameters));
        return json;
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Text(DiscoverParameters parameters) =>
        [.. Properties.Select(p => KeyValuePair.Create(Name(p), Words(p.GetValue(parameters))))];

    private static string Name(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        double number => JsonText.Number(number),
        IEnumerable list => new JsonArray(list.Cast<object?>().Select(Node).ToArray()),
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };

    private static string Words(object? value) => value switch
    {
        null => "automatic",
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Words)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
