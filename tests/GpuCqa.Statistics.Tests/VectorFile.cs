using System.Text.Json;

namespace GpuCqa.Statistics.Tests;

/// <summary>The verification vectors (input, expected) of the statistics, made and cross-checked by other programs; see "crosscheck" in each.</summary>
public static class VectorFile
{
    private static readonly JsonDocument Document = JsonDocument.Parse(
        typeof(VectorFile).Assembly.GetManifestResourceStream("vectors.json") ?? throw new InvalidOperationException("vectors.json is not embedded."));

    public static IReadOnlyDictionary<string, JsonElement> Vectors { get; } =
        Document.RootElement.GetProperty("vectors").EnumerateArray().ToDictionary(v => v.GetProperty("id").GetString()!);

    public static JsonElement Meta => Document.RootElement.GetProperty("meta");

    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    public static double[] Numbers(this JsonElement element) => element.EnumerateArray().Select(e => e.GetDouble()).ToArray();

    public static double[][] Rows(this JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(Numbers).ToArray();

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static int Integer(this JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
