using System.Text;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Estimates how wide text will be, a little too wide rather than too narrow, as the reader's font is not known.</summary>
internal static class TextWidth
{
    public static double Of(string text, double size) => text.EnumerateRunes().Sum(Units) * size;

    /// <summary>The text, cut with an ellipsis when it is wider than there is room.</summary>
    public static string Fit(string text, double size, double room)
    {
        if (Of(text, size) <= room) return text;
        var kept = new StringBuilder();
        double width = Of("…", size);
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Units(rune) * size;
            if (width > room) break;
            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + "…";
    }

    private static double Units(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or ' ' or '(' or ')' => 0.36,
        'm' or 'w' or 'M' or 'W' or '%' or '@' => 0.95,
        < 0x300 => 0.64,
        >= 0x1100 and < 0xD800 => 1.02,
        >= 0xF900 and < 0x10000 => 1.02,
        >= 0x10000 => 1.3,
        _ => 0.7,
    };
}
