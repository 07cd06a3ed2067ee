using System.Globalization;

namespace GpuCqa.Core.Texts;

/// <summary>Numbers of things in messages: one lot, two lots.</summary>
public static class Counted
{
    /// <summary>A number and its noun, "1 gene" or "12 genes", invariant culture.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The noun of one.</param>
    /// <param name="many">The noun of more; null adds an s.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {Word(count, one, many ?? one + "s")}");

    /// <summary>The word that goes with a number: "is" or "are".</summary>
    public static string Word(long count, string one, string many) => count == 1 ? one : many;

    /// <summary>Names in a message: all of a few, the first of many.</summary>
    /// <param name="names">The names.</param>
    /// <param name="most">How many are written out.</param>
    public static string List(IReadOnlyCollection<string> names, int most = 20) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - most} more") : "");
}
