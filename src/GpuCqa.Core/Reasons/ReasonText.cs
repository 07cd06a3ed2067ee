using System.Globalization;
using System.Text;
using GpuCqa.Core.Errors;

namespace GpuCqa.Core.Reasons;

/// <summary>Why somebody changes something, in words for whoever reads the audit log.</summary>
public static class ReasonText
{
    /// <summary>Metadata of a call that carries it as printable ASCII; with "-bin" behind, as UTF-8.</summary>
    public const string Key = "gpucqa-reason";

    /// <summary>Longest reason.</summary>
    public const int MaxCharacters = 500;

    /// <summary>A reason without spaces around it; null where nothing is given.</summary>
    /// <param name="place">Where it was given, for the message.</param>
    /// <param name="text">The reason, or null.</param>
    /// <exception cref="InvalidParameterException">It is too long, or holds characters that a line of text cannot show.</exception>
    public static string? Checked(string place, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        string reason = text.Trim();
        int length = reason.EnumerateRunes().Count();
        if (length > MaxCharacters) throw new InvalidParameterException($"{place} has {length} characters; expected at most {MaxCharacters}.");
        if (!reason.EnumerateRunes().All(IsShown)) throw new InvalidParameterException($"{place} holds control characters; expected one line of text.");
        return reason;
    }

    // Line ends, halves of characters, and marks that turn the order of what is shown around.
    private static bool IsShown(Rune rune) => rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069));
}
