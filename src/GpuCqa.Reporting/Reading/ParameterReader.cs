using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads the parameters of a verb from provenance.json: the inverse of what wrote them.</summary>
/// <remarks>A parameter that the file does not name keeps its default: the folder is older than the parameter.</remarks>
internal static class ParameterReader
{
    /// <summary>Fills a record that holds the defaults.</summary>
    public static T Read<T>(JsonObject json, T parameters) where T : class
    {
        foreach (PropertyInfo property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (!property.CanWrite || !json.TryGetPropertyValue(name, out JsonNode? node)) continue;
            property.SetValue(parameters, node?.Deserialize(property.PropertyType));
        }

        return parameters;
    }
}
