using System.Collections;
using System.Globalization;
using System.Text.Json;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

/// <summary>
/// Compares what was computed with what a vector expects, field by field: relative tolerance of the vector, 1e-12 absolute near zero, whole
/// numbers written without a decimal point exactly, null for "does not exist" (null or NaN). A field that was not computed does not agree.
/// </summary>
internal static class VectorComparer
{
    /// <summary>Every value of a vector beside what was computed.</summary>
    public static IReadOnlyList<QualifiedValue> Compare(string id, JsonElement expected, object? actual, double relativeTolerance)
    {
        var found = new List<QualifiedValue>();
        Compare("", expected, actual, relativeTolerance, (field, wanted, got, tolerance, agrees) => found.Add(new QualifiedValue(id, field, wanted, got, tolerance, agrees)));
        return found;
    }

    private static void Compare(string path, JsonElement expected, object? actual, double tolerance, Action<string, string, string, double, bool> add)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when actual is IReadOnlyDictionary<string, object?> fields:
                foreach (JsonProperty property in expected.EnumerateObject())
                {
                    string at = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    if (fields.TryGetValue(property.Name, out object? value)) Compare(at, property.Value, value, tolerance, add);
                    else add(at, Text(property.Value), "not computed", 0, false);
                }

                return;
            case JsonValueKind.Array when actual is IList list && list.Count == expected.GetArrayLength():
                for (int i = 0; i < list.Count; i++) Compare($"{path}[{i}]", expected[i], list[i], tolerance, add);
                return;
            case JsonValueKind.Object:
                add(path, "an object", Show(actual), 0, false);
                return;
            case JsonValueKind.Array:
                add(path, $"{expected.GetArrayLength()} entries", Show(actual), 0, false);
                return;
            case JsonValueKind.Null:
                add(path, "nothing", Show(actual is double.NaN ? null : actual), 0, actual is null or double.NaN);
                return;
            case JsonValueKind.String:
                add(path, expected.GetString()!, Show(actual), 0, Show(actual) == expected.GetString());
                return;
            case JsonValueKind.True or JsonValueKind.False:
                add(path, Text(expected), Show(actual), 0, actual is bool truth && truth == expected.GetBoolean());
                return;
            default:
                add(path, Text(expected), Show(actual), actual is int or long ? 0 : tolerance, Agrees(expected, actual, tolerance));
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

    private static string Text(JsonElement value) => value.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", JsonValueKind.Null => "nothing", _ => value.GetRawText() };

    private static string Show(object? value) => value switch
    {
        null => "nothing",
        true => "true",
        false => "false",
        double.PositiveInfinity => "Inf",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        IDictionary => "an object",
        IList list => $"{list.Count} entries",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
