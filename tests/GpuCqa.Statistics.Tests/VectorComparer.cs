using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace GpuCqa.Statistics.Tests;

/// <summary>
/// Compares what was computed with what a vector expects, field by field: relative tolerance of the vector, 1e-12 absolute near zero, whole
/// numbers written without a decimal point exactly, null for "does not exist" (null or NaN). A field that was not computed is a mismatch.
/// </summary>
public static class VectorComparer
{
    public static List<string> Mismatches(JsonElement expected, object? actual, double relativeTolerance)
    {
        var found = new List<string>();
        Compare("expected", expected, actual, relativeTolerance, found);
        return found;
    }

    private static void Compare(string path, JsonElement expected, object? actual, double tolerance, List<string> found)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                if (actual is not IReadOnlyDictionary<string, object?> fields) { found.Add($"{path}: computed {Show(actual)}, expected an object"); return; }
                foreach (JsonProperty property in expected.EnumerateObject())
                {
                    if (fields.TryGetValue(property.Name, out object? value)) Compare($"{path}.{property.Name}", property.Value, value, tolerance, found);
                    else found.Add($"{path}.{property.Name}: not computed");
                }

                return;
            case JsonValueKind.Array:
                if (actual is not IList list || list.Count != expected.GetArrayLength()) { found.Add($"{path}: computed {Show(actual)}, expected {expected.GetArrayLength()} entries"); return; }
                for (int i = 0; i < list.Count; i++) Compare($"{path}[{i}]", expected[i], list[i], tolerance, found);
                return;
            case JsonValueKind.Null:
                if (actual is not null and not double.NaN) found.Add($"{path}: computed {Show(actual)}, expected nothing");
                return;
            case JsonValueKind.String:
                if (Show(actual) != expected.GetString()) found.Add($"{path}: computed {Show(actual)}, expected {expected.GetString()}");
                return;
            case JsonValueKind.True or JsonValueKind.False:
                if (actual is not bool truth || truth != expected.GetBoolean()) found.Add($"{path}: computed {Show(actual)}, expected {expected.GetRawText()}");
                return;
            case JsonValueKind.Number:
                if (!Agrees(expected, actual, tolerance)) found.Add($"{path}: computed {Show(actual)}, expected {expected.GetRawText()}");
                return;
            default:
                found.Add($"{path}: the comparer has no rule for {expected.ValueKind}");
                return;
        }
    }

    private static bool Agrees(JsonElement expected, object? actual, double tolerance)
    {
        if (actual is int or long) return expected.TryGetInt64(out long whole) && whole == Convert.ToInt64(actual, CultureInfo.InvariantCulture);
        if (actual is not double number || double.IsNaN(number)) return false;
        double value = expected.GetDouble();
        return Math.Abs(number - value) <= Math.Max(1e-12, tolerance * Math.Abs(value));
    }

    private static string Show(object? value) => value switch
    {
        null => "nothing",
        double.PositiveInfinity => "Inf",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        IList list => $"{list.Count} entries",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
