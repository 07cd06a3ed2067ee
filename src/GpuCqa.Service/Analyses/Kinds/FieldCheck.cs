using System.Globalization;
using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Values of a specification within their ranges; messages name the field.</summary>
public static class FieldCheck
{
    /// <summary>A whole number in [low, high].</summary>
    /// <exception cref="InvalidParameterException">It is not.</exception>
    public static int Whole(string field, int value, int low, int high) =>
        value >= low && value <= high ? value : throw new InvalidParameterException($"{field} is {value}; expected {low} to {high}.");

    /// <summary>A whole number in [low, high].</summary>
    /// <exception cref="InvalidParameterException">It is not.</exception>
    public static long Whole(string field, long value, long low, long high) =>
        value >= low && value <= high ? value : throw new InvalidParameterException($"{field} is {value}; expected {low} to {high}.");

    /// <summary>A number in [low, high].</summary>
    /// <exception cref="InvalidParameterException">It is not, or not finite.</exception>
    public static double Number(string field, double value, double low, double high = double.MaxValue) =>
        value >= low && value <= high ? value : throw new InvalidParameterException(Text($"{field} is {value}; expected {(high == double.MaxValue ? Text($"at least {low}") : Text($"{low} to {high}"))}."));

    /// <summary>A finite number above a bound.</summary>
    /// <exception cref="InvalidParameterException">It is not.</exception>
    public static double Above(string field, double value, double bound) =>
        value > bound && double.IsFinite(value) ? value : throw new InvalidParameterException(Text($"{field} is {value}; expected more than {bound}."));

    /// <summary>A number between 0 and 1, without both.</summary>
    /// <exception cref="InvalidParameterException">It is not.</exception>
    public static double Share(string field, double value) =>
        value is > 0 and < 1 ? value : throw new InvalidParameterException(Text($"{field} is {value}; expected a share between 0 and 1."));

    /// <summary>One of a few words.</summary>
    /// <exception cref="InvalidParameterException">It is another.</exception>
    public static string OneOf(string field, string value, params string[] allowed) =>
        allowed.Contains(value, StringComparer.Ordinal) ? value : throw new InvalidParameterException($"{field} is '{Shown(value)}'; expected {string.Join(", ", allowed[..^1])} or {allowed[^1]}.");

    /// <summary>A regular expression.</summary>
    /// <exception cref="InvalidParameterException">It is none, or too long.</exception>
    public static string Pattern(string field, string value)
    {
        if (value.Length > 1000) throw new InvalidParameterException($"{field} has {value.Length} characters; expected at most 1000.");
        try
        {
            _ = new Regex(value, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return value;
        }
        catch (ArgumentException error)
        {
            throw new InvalidParameterException($"{field}: '{Shown(value)}' is not a regular expression: {error.Message}");
        }
    }

    private static string Shown(string value) => value.Length <= 100 ? value : value[..100] + "...";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
