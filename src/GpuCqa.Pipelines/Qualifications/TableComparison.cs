using System.Globalization;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Pipelines.Qualifications;

/// <summary>Compares a table with one that was recorded: every recorded column, row by row; numbers within a tolerance, whole numbers and words exactly.</summary>
internal static class TableComparison
{
    /// <summary>The first difference in words; null where there is none.</summary>
    public static string? Difference(string expected, string found, string name, double tolerance)
    {
        using var left = new StringReader(expected);
        using var right = new StringReader(found);
        var was = new CsvReader(left, name);
        var now = new CsvReader(right, name);
        foreach (string column in was.Header)
        {
            if (!now.Has(column)) return $"{name} has no column {column}";
        }

        int[] columns = [.. was.Header.Select(now.Column)];
        for (int row = 1; ; row++)
        {
            bool one = was.Read(), other = now.Read();
            if (one != other) return $"{name} has {(one ? "fewer" : "more")} rows than were recorded";
            if (!one) return null;
            for (int c = 0; c < columns.Length; c++)
            {
                string? a = was.Text(c), b = now.Text(columns[c]);
                if (!Agree(a, b, tolerance)) return $"{name}, row {row}, {was.Header[c]}: {b ?? "nothing"}, recorded {a ?? "nothing"}";
            }
        }
    }

    private static bool Agree(string? a, string? b, double tolerance)
    {
        if (a == b) return true;
        if (a is null || b is null || (Whole(a) && Whole(b))) return false;
        return double.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out double y) && Math.Abs(x - y) <= Math.Max(1e-12, tolerance * Math.Abs(x));
    }

    private static bool Whole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
