using System.Text.Json;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

/// <summary>How each vector's expected fields are computed by the program, one entry an id.</summary>
internal static partial class VectorCases
{
    public static IReadOnlyDictionary<string, Func<JsonElement, Dictionary<string, object?>>> All { get; } = Build();

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
        AddDetection(cases);
        AddEquivalence(cases);
        AddDistances(cases);
        AddCells(cases);
        return cases;
    }
}
