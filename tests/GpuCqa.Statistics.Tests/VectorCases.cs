using System.Text.Json;

namespace GpuCqa.Statistics.Tests;

/// <summary>How each vector's expected fields are computed by the program, one entry an id.</summary>
public static partial class VectorCases
{
    public static IReadOnlyDictionary<string, Func<JsonElement, Dictionary<string, object?>>> All { get; } = Build();

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<Dictionary<string, object?>>> Computed = new();

    public static Dictionary<string, object?> Compute(string id) =>
        Computed.GetOrAdd(id, _ => new(() => All[id](VectorFile.Vectors[id].GetProperty("inputs")))).Value;

    private static Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> Build()
    {
        var cases = new Dictionary<string, Func<JsonElement, Dictionary<string, object?>>>();
        AddSpearman(cases);
        AddIntervals(cases);
        AddCompositions(cases);
        AddFamilies(cases);
        AddReplications(cases);
        AddPredictions(cases);
        AddPlanning(cases);
        return cases;
    }
}
