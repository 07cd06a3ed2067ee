using System.Text;

namespace GpuCqa.Formats.Images;

/// <summary>Numbers as CellProfiler, pandas, R and databases write them, those that are none among them.</summary>
internal static class ImageNumbers
{
    private const int LongestWord = 16;

    private static readonly string[] Missing = ["", "na", "n/a", "nan", "-nan", "null", "none", "-nan(ind)", "1.#qnan", "1.#ind", "-1.#ind"];
    private static readonly string[] Above = ["inf", "+inf", "infinity", "+infinity", "1.#inf"], Below = ["-inf", "-infinity", "-1.#inf"];

    /// <summary>A number, NaN where there is none, or an infinity; false for text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out float value)
    {
        if (Text.NumberParser.TryParse(field, out value)) return true;
        if (field.Length > LongestWord) return false;
        string word = Encoding.Latin1.GetString(field).Trim().ToLowerInvariant();
        value = Missing.Contains(word) ? float.NaN : Above.Contains(word) ? float.PositiveInfinity : Below.Contains(word) ? float.NegativeInfinity : 0;
        return value != 0;
    }

    /// <summary>What is wrong with text where a measurement is expected.</summary>
    public static string Finding(string text)
    {
        string shown = text.Length > 40 ? text[..40] + "..." : text;
        bool comma = text.Count(c => c == ',') == 1 && float.TryParse(text.Replace(',', '.'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
        return comma ? $"'{shown}' has a decimal comma; tables of image features are read with decimal points, so export it again with them" : $"'{shown}' is not a number, and the column is a measurement";
    }
}
