namespace GpuCqa.Formats.States;

/// <summary>Names of columns in messages: all of a few, the first of many.</summary>
internal static class ColumnList
{
    private const int Most = 20;

    public static string Of(IReadOnlyList<string> names) => string.Join(", ", names.Take(Most)) + (names.Count > Most ? $" and {names.Count - Most} more" : "");
}
