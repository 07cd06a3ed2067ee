using System.Text.Json;
using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

/// <summary>The verification vectors (input, expected) of the statistics, made and cross-checked by other programs; see "crosscheck" in each.</summary>
internal static class VectorFile
{
    private static readonly JsonDocument Document = JsonDocument.Parse(
        typeof(VectorFile).Assembly.GetManifestResourceStream("vectors.json") ?? throw new InvalidOperationException("vectors.json is not embedded."));

    /// <summary>The vectors that the program brings, by id.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Vectors { get; } = ById(Document);

    public static JsonElement Meta => Document.RootElement.GetProperty("meta");

    /// <summary>Reads vectors from a file of the same form.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadDataException">It holds no vectors.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Read(string path)
    {
        if (!File.Exists(path)) throw new NotFoundException($"{path}: there is no such file of vectors.");
        try
        {
            Dictionary<string, JsonElement> vectors = ById(JsonDocument.Parse(File.ReadAllText(path)));
            foreach ((string id, JsonElement vector) in vectors)
            {
                if (vector.GetProperty("inputs").ValueKind != JsonValueKind.Object || vector.GetProperty("expected").ValueKind != JsonValueKind.Object || !(vector.Number("rel_tol") >= 0)) throw new BadDataException(path, id, "has no inputs, expected values or tolerance");
            }

            return vectors.Count > 0 ? vectors : throw new BadDataException(path, "vectors", "are none");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new BadDataException(path, null, $"is no file of vectors: {error.Message}", error);
        }
    }

    private static Dictionary<string, JsonElement> ById(JsonDocument document) => document.RootElement.GetProperty("vectors").EnumerateArray().ToDictionary(v => v.GetProperty("id").GetString()!, StringComparer.Ordinal);

    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    public static double[] Numbers(this JsonElement element) => element.EnumerateArray().Select(e => e.GetDouble()).ToArray();

    public static double[][] Rows(this JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(Numbers).ToArray();

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static int Integer(this JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
