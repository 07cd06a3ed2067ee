using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Reporting.Records;

/// <summary>Every parameter of a verb's record by its lower_snake name, what verbs share first, then in the order of declaration; a parameter added to a record appears by itself, an optional one where it is set.</summary>
internal static class ParameterList
{
    public static JsonObject Json(object parameters)
    {
        var json = new JsonObject();
        foreach (PropertyInfo property in Properties(parameters)) json[Name(property)] = Node(property.GetValue(parameters));
        return json;
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Text(object parameters) =>
        [.. Properties(parameters).Select(p => KeyValuePair.Create(Name(p), Words(p.GetValue(parameters))))];

    private static IEnumerable<PropertyInfo> Properties(object parameters) =>
        parameters.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetCustomAttribute<OptionalParameterAttribute>() is null || OptionalParameterAttribute.IsSet(p.GetValue(parameters))).OrderBy(p => Depth(p.DeclaringType)).ThenBy(p => p.MetadataToken);

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

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
