using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads the parameters of a discovery from provenance.json: the inverse of what wrote them.</summary>
/// <remarks>A parameter that the file does not name keeps its default: the folder is older than the parameter.</remarks>
internal static class ParameterReader
{
    public static DiscoverParameters Read(JsonObject json)
    {
        var parameters = new DiscoverParameters { Readouts = [] };
        foreach (PropertyInfo property in typeof(DiscoverParameters).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (!property.CanWrite || !json.TryGetPropertyValue(name, out JsonNode? node)) continue;
            property.SetValue(parameters, node?.Deserialize(property.PropertyType));
        }

        return parameters;
    }
}
