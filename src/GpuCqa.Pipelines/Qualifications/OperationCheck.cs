using System.Globalization;
using System.Text.Json;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.Qualifications.Vectors;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications;

/// <summary>OQ: every vector is computed on this installation and compared with what other programs computed.</summary>
internal static class OperationCheck
{
    public static (IReadOnlyList<QualificationCheck> Checks, IReadOnlyList<QualifiedValue> Values) Run(IReadOnlyDictionary<string, JsonElement> vectors, StepProgress progress, CancellationToken cancellation)
    {
        var checks = new List<QualificationCheck>();
        var values = new List<QualifiedValue>();
        progress.Begin("OQ: vectors", vectors.Count);
        foreach ((string id, JsonElement vector) in vectors)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<QualifiedValue> compared = Compare(id, vector);
            values.AddRange(compared);
            checks.Add(Check(id, vector, compared));
            progress.Report(checks.Count);
        }

        progress.End();
        return (checks, values);
    }

    private static IReadOnlyList<QualifiedValue> Compare(string id, JsonElement vector)
    {
        if (!VectorCases.All.TryGetValue(id, out Func<JsonElement, Dictionary<string, object?>>? compute)) return [new QualifiedValue(id, "", "a vector of this version", "no such vector is known", 0, false)];
        try
        {
            return VectorComparer.Compare(id, vector.GetProperty("expected"), compute(vector.GetProperty("inputs")), vector.Number("rel_tol"));
        }
        catch (Exception error) when (error is GpuCqaException or ArgumentException or KeyNotFoundException or InvalidOperationException or FormatException or ArithmeticException or IndexOutOfRangeException)
        {
            // Inputs of a file that was given may be anything.
            return [new QualifiedValue(id, "", "values", $"cannot be computed: {error.Message}", 0, false)];
        }
    }

    private static QualificationCheck Check(string id, JsonElement vector, IReadOnlyList<QualifiedValue> compared)
    {
        QualifiedValue[] wrong = [.. compared.Where(v => !v.Agrees)];
        // One value says most of a vector: the first that is wrong, else the first.
        QualifiedValue shown = wrong.Length > 0 ? wrong[0] : compared.Count > 0 ? compared[0] : new QualifiedValue(id, "", "values", "none", 0, false);
        string more = compared.Count > 1 ? $" ({Counted.Of(compared.Count, "value")}{(wrong.Length > 0 ? $", {wrong.Length} wrong" : "")})" : "";
        string tolerance = string.Create(CultureInfo.InvariantCulture, $"{vector.Number("rel_tol"):0e+0} relative, 1e-12 near 0; whole numbers and words exact");
        return new QualificationCheck(QualificationPart.Operation, id, vector.TryGetProperty("title", out JsonElement title) ? title.GetString() ?? "" : "", $"{Named(shown)}{shown.Expected}{more}", $"{Named(shown)}{shown.Found}", tolerance, compared.Count > 0 && wrong.Length == 0)
        {
            Remark = vector.TryGetProperty("left_out", out JsonElement left) ? left.GetString() ?? "" : "",
        };
    }

    private static string Named(QualifiedValue value) => value.Field.Length == 0 ? "" : $"{value.Field} = ";
}
