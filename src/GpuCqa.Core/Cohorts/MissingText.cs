namespace GpuCqa.Core.Cohorts;

/// <summary>Texts that programs write where a table has no value.</summary>
public static class MissingText
{
    // "none" and "nd" are not here: they may say that nothing was found, which is a value.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "", "NA", "N/A", "#N/A", "<NA>", "NaN", "null", "-", "--", "\u2013", "\u2014", "." };

    // Where + and - are values, or a point is.
    private static readonly HashSet<string> Marks = new(StringComparer.Ordinal) { "-", "--", "\u2013", "\u2014", "." };

    /// <summary>Whether a trimmed text stands for a missing value: empty, NA, N/A, NaN, null, a dash or a point, in any case.</summary>
    public static bool Is(string text) => Words.Contains(text);

    /// <summary>The same of a column of names, where a dash may be one (CD4 + and -).</summary>
    public static bool IsWord(string text) => Words.Contains(text) && !Marks.Contains(text);
}
