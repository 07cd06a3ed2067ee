using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuCqa.Reporting.Records;

/// <summary>Builds JSON documents in the order they are written down, NaN as null, lines ending in \n.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // A file for people and programs, not for embedding in HTML: text stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new(items.Select(node).ToArray());

    public static JsonArray Texts(IEnumerable<string> items) => List(items, t => JsonValue.Create(t));

    public static JsonArray Numbers(IEnumerable<double> items) => List(items, Number);

    public static string Write(JsonNode node) => node.ToJsonString(Options) + "\n";

    public static void WriteFile(string path, JsonNode node) => File.WriteAllText(path, Write(node), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
